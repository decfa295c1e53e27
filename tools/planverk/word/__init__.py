"""Word files: what stands in one, and what is wrong with it. Knows nothing of plans, and asks nobody but the file."""

from planverk.word.check import CHECKS, Check, Found, check_reading, check_word, weight_of
from planverk.word.container import LARGEST_FILE, Unreadable
from planverk.word.fault import RULES, Fault, Place, Weight
from planverk.word.package import Package, read_package
from planverk.word.reading import Reading

__all__ = [
    "CHECKS",
    "LARGEST_FILE",
    "RULES",
    "Check",
    "Fault",
    "Found",
    "Package",
    "Place",
    "Reading",
    "Unreadable",
    "Weight",
    "check_reading",
    "check_word",
    "read_package",
    "weight_of",
]
