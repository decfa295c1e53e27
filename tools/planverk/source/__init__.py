"""Reads one file's bytes and remembers where every value stood: strict YAML, front matter, Markdown prose, CSV, TOML."""
