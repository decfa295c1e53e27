"""Faults in the waivers of planverk.toml."""
