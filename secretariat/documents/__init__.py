"""The one reader of Word documents that people send in: their words, with the numbers that Word puts before them."""
