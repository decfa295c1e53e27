"""What readers and screen readers need."""
