"""The checks of a Word file, by theme: each is a function from a Reading to faults."""
