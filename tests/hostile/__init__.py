"""What nobody should send, sent to every form and every import: refused in words, and nothing is kept of it."""
