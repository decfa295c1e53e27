"""How fast planverk is, as ratios against a peer or a limit in the same run. Run with `make bench`; never part of the tests."""
