"""Tests of many plans as one set."""
