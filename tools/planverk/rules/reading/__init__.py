"""Faults that reading a file finds: bytes, YAML, front matter, Markdown, TOML, CSV."""
