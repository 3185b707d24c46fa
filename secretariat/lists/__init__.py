"""List pages: filters in the URL, paging, export."""
