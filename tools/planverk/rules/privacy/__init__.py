"""Persons and small numbers."""
