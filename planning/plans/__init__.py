"""Annual plans: what the year is to bring, who leads it, and how far it has come."""
