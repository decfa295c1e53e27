"""What is wrong with how a municipality wants its plan to look."""
