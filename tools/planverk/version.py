"""The version of planverk."""

__version__ = "0.1.0"
