"""Writes in a plan repository for its authors: what a command changes, it changes whole, and nothing but that."""
