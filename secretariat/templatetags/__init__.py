"""Tags and filters that components and pages share."""
