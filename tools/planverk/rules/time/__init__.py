"""What a date tells."""
