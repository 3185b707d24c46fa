"""Index of the administration pages for Django; nothing is defined here."""
