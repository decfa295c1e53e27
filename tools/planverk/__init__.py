"""Plan-as-code: a public plan as Markdown and YAML in Git, checked and published."""

__version__ = "0.1.0"
