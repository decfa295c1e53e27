"""Runs the steps of action.yml and the job of templates/planverk.yml on this machine; what would reach the network is stood in for by stubs."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tests.support import ROOT, git

ACTION: Any = YAML(typ="safe").load(ROOT / "action.yml")
SPEC, TEMPLATE = YAML(typ="safe").load_all(ROOT / "templates" / "planverk.yml")
JOB: Any = TEMPLATE["planverk"]


def started_by(*options: str) -> str:
    """The first lines of a program for this Python: a shebang could not name one in a folder with a space."""
    return f"""#!/bin/sh
'''exec' "{sys.executable}" {" ".join(options)} "$0" "$@"
' '''"""


PYTHON = f"""#!/bin/sh
# A virtual environment without the network: its pip notes what it is asked for, its planverk is this one.
isolated=; if [ "$1" = -I ]; then isolated=-I; shift; fi
if [ "$1" = -m ] && [ "$2" = venv ]; then
  mkdir -p "$3/bin"
  printf '#!/bin/sh\\nprintf "%%s\\\\n" "$*" >> "$NOTED/pip"\\n' > "$3/bin/pip"
  cat > "$3/bin/planverk" <<'END'
{started_by("-I")}
import sys
sys.path.insert(0, "{ROOT / "tools"}")
from planverk.cli import run
run()
END
  chmod +x "$3/bin/pip" "$3/bin/planverk"
else
  exec "{sys.executable}" $isolated "$@"
fi
"""

GH = f"""{started_by()}
# Comments of a change request in a file, as GitHub's interface has them; a token that may only read is told so.
import json, os, sys
store = os.path.join(os.environ["NOTED"], "comments.json")
comments = json.load(open(store))
arguments = sys.argv[1:]
open(os.path.join(os.environ["NOTED"], "gh"), "a").write(json.dumps(arguments) + "\\n")
if "--method" not in arguments:
    assert arguments[:2] == ["api", "--paginate"] and arguments[3] == "--jq"
    assert arguments[4] == ".[] | select(.user.login == env.AUTHOR and (.body | startswith(env.marker))) | .id"
    for one in comments:
        if one["user"]["login"] == os.environ["AUTHOR"] and one["body"].startswith(os.environ["marker"]):
            print(one["id"])
    sys.exit()
if os.environ["GH_TOKEN"] != "may-write":
    sys.exit("HTTP 403: Resource not accessible by integration")
where, body = arguments[arguments.index("--method") + 2], arguments[arguments.index("--field") + 1]
text = open(body.removeprefix("body=@"), encoding="utf-8").read()
if arguments[arguments.index("--method") + 1] == "PATCH":
    next(one for one in comments if one["id"] == int(where.rpartition("/")[2]))["body"] = text
else:
    comments.append({{"id": 100 + len(comments), "user": {{"login": "github-actions[bot]"}}, "body": text}})
json.dump(comments, open(store, "w"))
"""

CURL = f"""{started_by()}
# Notes of a merge request in a file, as GitLab's interface has them, 2 a page.
import json, os, re, sys
store = os.path.join(os.environ["NOTED"], "comments.json")
notes = json.load(open(store))
arguments = sys.argv[1:]
url = arguments[-1]
token = open(arguments[arguments.index("--config") + 1]).read()
if token != 'header = "PRIVATE-TOKEN: may-write"\\n':
    sys.exit(22)
if url.endswith("/user"):
    print(json.dumps({{"id": 7}}))
elif "--data" not in arguments:
    page = int(re.search(r"&page=([0-9]+)$", url)[1])
    print(json.dumps(notes[2 * page - 2 : 2 * page], indent=1))
else:
    body = json.load(open(arguments[arguments.index("--data") + 1].removeprefix("@")))["body"]
    if arguments[arguments.index("--request") + 1] == "PUT":
        next(one for one in notes if one["id"] == int(url.rpartition("/")[2]))["body"] = body
    else:
        notes.append({{"id": 100 + len(notes), "author": {{"id": 7}}, "body": body}})
    json.dump(notes, open(store, "w"))
"""


@dataclass
class Outcome:
    """What a run left: per step whether it ran and its exit code, all output, the summary, the comments that stand there afterwards."""

    codes: dict[str, int] = field(default_factory=dict)
    output: str = ""
    summary: str = ""
    outputs: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass
class Machine:
    """A folder with stubs on the path, a clone of a change request, and the comments that are there."""

    folder: Path
    clone: Path
    base: str
    token: str = "may-write"

    def __post_init__(self) -> None:
        for name in ("bin", "noted", "temp"):
            (self.folder / name).mkdir(parents=True)
        for name, text in (("python3", PYTHON), ("gh", GH), ("curl", CURL)):
            (self.folder / "bin" / name).write_text(text)
            (self.folder / "bin" / name).chmod(0o700)
        self.comments = []

    @property
    def comments(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads((self.folder / "noted/comments.json").read_text())
        return found

    @comments.setter
    def comments(self, comments: list[dict[str, Any]]) -> None:
        (self.folder / "noted/comments.json").write_text(json.dumps(comments))

    def noted(self, name: str) -> str:
        path = self.folder / "noted" / name
        return path.read_text() if path.exists() else ""

    def run(self, shell: list[str], script: str, environment: dict[str, str], where: Path) -> tuple[int, str]:
        surroundings = {"PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}", "HOME": str(self.folder), "NOTED": str(self.folder / "noted")}
        surroundings |= {"GIT_CONFIG_NOSYSTEM": "1", "SOURCE_DATE_EPOCH": "1795426200", "PLANVERK_CACHE": "off"}
        done = subprocess.run([*shell, script], env=surroundings | environment, cwd=where, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    def github(self, **inputs: str) -> Outcome:
        """Runs the action as GitHub would for a change request."""
        outcome, runner = Outcome(), self.folder / "temp"
        given = {name: str(each["default"]) for name, each in ACTION["inputs"].items()} | {"token": self.token} | inputs
        failed = False
        for step in ACTION["runs"]["steps"]:
            if "run" not in step or not self.wanted(step.get("if", "success()"), outcome, given, failed):
                continue
            out, summary = runner / "output", runner / "summary"
            out.write_text("")
            summary.touch()
            environment = {name: self.value(text, outcome, given) for name, text in step.get("env", {}).items()}
            environment |= {"GITHUB_OUTPUT": str(out), "GITHUB_STEP_SUMMARY": str(summary), "RUNNER_TEMP": str(runner)}
            environment |= {"GITHUB_WORKSPACE": str(self.clone), "GITHUB_ACTION_PATH": str(ROOT), "GITHUB_REPOSITORY": "kommunen/plan"}
            code, said = self.run(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"], step["run"], environment, self.clone)
            outcome.codes[step["name"]] = code
            outcome.output += said
            failed = failed or code != 0
            if "id" in step:
                outcome.outputs[step["id"]] = dict(line.split("=", 1) for line in out.read_text().splitlines())
        outcome.summary = (runner / "summary").read_text()
        return outcome

    def value(self, text: str, outcome: Outcome, given: dict[str, str]) -> str:
        known = {f"inputs.{name}": value for name, value in given.items()}
        known |= {f"steps.{step}.outputs.{name}": value for step, outputs in outcome.outputs.items() for name, value in outputs.items()}
        known |= {"github.event.pull_request.base.sha": self.base, "github.event.pull_request.number": "12"}
        return re.sub(r"\$\{\{ (.*?) \}\}", lambda found: known[found[1]], str(text))

    def wanted(self, condition: str, outcome: Outcome, given: dict[str, str], failed: bool) -> bool:
        """What the conditions of action.yml mean, each of them by name, so that a new one is a KeyError here."""
        outputs = outcome.outputs
        meant = {
            "success()": not failed,
            "${{ inputs.build != 'none' }}": not failed and given["build"] != "none",
            "${{ !cancelled() && steps.check.outputs.sarif != '' && github.event.pull_request }}": bool(outputs.get("check", {}).get("sarif")),
            "${{ !cancelled() && steps.diff.outputs.changes != '' && inputs.comment == 'true' }}": bool(outputs.get("diff", {}).get("changes"))
            and given["comment"] == "true",
        }
        return meant[condition]

    def gitlab(self, **inputs: str) -> Outcome:
        """Runs the job as GitLab would for a merge request."""
        source = self.folder / "source"
        if not source.exists():
            (source / "tools/planverk").mkdir(parents=True)
            (source / "tools/planverk/requirements.txt").write_text("")
            git(source, "init", "--quiet")
            git(source, "add", "--all")
            git(source, "commit", "--quiet", "--message", "planverk")
        given = {name: str(each.get("default", "")) for name, each in SPEC["spec"]["inputs"].items()}
        given |= {"source": str(source), "version": "HEAD", "strict": "false"} | inputs
        interpolated = {name: re.sub(r"\$\[\[ inputs\.(\w+) \]\]", lambda found: given[found[1]], value) for name, value in JOB["variables"].items()}
        environment = interpolated | {
            "CI_MERGE_REQUEST_DIFF_BASE_SHA": self.base,
            "CI_API_V4_URL": "https://gitlab.example/api/v4",
            "CI_MERGE_REQUEST_PROJECT_ID": "3",
            "CI_MERGE_REQUEST_IID": "12",
            **({"PLANVERK_TOKEN": self.token} if self.token else {}),
        }
        script = "\n".join([*JOB["before_script"], *JOB["script"]])
        code, said = self.run(["sh", "-c"], script, environment, self.clone)
        return Outcome({"planverk": code}, said)
