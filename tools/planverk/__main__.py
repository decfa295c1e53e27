"""`python -m planverk`."""

from planverk.cli import run

run()
