"""Faults in the fields of one entry."""
