"""What leaders write on papers (批示), and what came of it."""
