"""What changed between two plans: matched by entry, told by field, with what follows from it."""
