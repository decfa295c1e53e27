"""Why an output was not made, in words: what is wrong with the PDF or with the Word file that would have become of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from planverk.catalogue import load_words
from planverk.report.word import one_line, reason
from planverk.word import Unreadable
from planverk.word.fault import Fault


def pdf_fault(key: str, facts: Mapping[str, str], language: str) -> str:
    """What is wrong with a PDF, by the key of the fault."""
    return load_words("report", language)[f"pdf-{key}"].format_map(facts)


def word_stop(key: str, facts: Mapping[str, object], faults: Iterable[Fault], language: str) -> str:
    """Why there is no Word file, the faults that its gate found a line each below."""
    told = {name: str(fact) for name, fact in facts.items()}
    if "reason" in told:
        told["reason"] = reason(Unreadable(told["reason"], told), language)
    return "\n  ".join([load_words("report", language)[key].format_map(told), *(one_line(fault, language) for fault in faults)])
