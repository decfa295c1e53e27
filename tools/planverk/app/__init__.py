"""What planverk does, as functions: typed arguments, typed results, no command line and nothing printed."""
