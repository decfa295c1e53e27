"""Turns a Word file that circulated and came back into edits of the plan's files, and reports every change and comment in it."""
