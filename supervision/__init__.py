"""Whether it was done, and how well."""
