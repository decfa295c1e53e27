"""What a date shows."""
