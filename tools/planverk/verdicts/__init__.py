"""A proposal change by change: what may be decided apart, what was decided of it, and the text that follows."""
