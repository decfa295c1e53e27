"""What changed between two plans: matched by entry, reported by field, with what follows from it."""
