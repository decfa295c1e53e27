"""Faults between entries: what refers to what."""
