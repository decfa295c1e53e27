"""Rules that belong to a field; planverk.toml switches a pack on."""
