"""Findings (and later changes) to readers: as text, and as data for other programs."""
