"""The format-free document: what is printed, in which order, in which words, before any format is known."""
