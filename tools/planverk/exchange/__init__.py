"""The plan for other systems: what editors and other programs read. Nothing here writes in the plan."""
