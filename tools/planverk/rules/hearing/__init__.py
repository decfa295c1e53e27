"""Rules about the statements of the hearing."""
