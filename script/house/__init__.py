"""Sets the house up and runs it on one machine; none of it is needed in production."""
