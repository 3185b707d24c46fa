"""The one reader of workbooks that people send in: bounded, and deaf to everything dangerous."""
