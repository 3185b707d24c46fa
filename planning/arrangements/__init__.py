"""Weekly arrangements: what the house does on which day, as units report it and as it is published."""
