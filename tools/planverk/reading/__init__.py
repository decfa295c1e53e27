"""A folder or a Git revision as "path → bytes", and such a tree as a plan with findings."""
