"""Official papers: one model of a paper, rendered to docx for Word and WPS and to pdf for the archive."""
