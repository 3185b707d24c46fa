"""What people must be told: rows now, delivery later."""
