"""`given` as the tests use it: the same cases in every run and no deadline; PLANVERK_EXAMPLES=50000 asks for so many, and at random.

A fast run tries a tenth of them.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import hypothesis
from hypothesis.strategies import SearchStrategy

from tests.fast import is_fast

_MORE = os.environ.get("PLANVERK_EXAMPLES")


def given(*strategies: SearchStrategy[Any], examples: int = 100) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Runs a test on values of the strategies: `examples` times, or as often as PLANVERK_EXAMPLES asks for."""
    asked = hypothesis.settings(
        deadline=None,
        derandomize=not _MORE,
        max_examples=int(_MORE) if _MORE else max(examples // 10, 1) if is_fast() else examples,
        suppress_health_check=list(hypothesis.HealthCheck),
        database=None,
    )

    def wrapped(test: Callable[..., None]) -> Callable[..., None]:
        return asked(hypothesis.given(*strategies)(test))

    return wrapped
