"""Ajv 8 takes the schemas, strictly, and the plans' files by them; Node reads every pattern in both of its Unicode modes."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest

from planverk.exchange.schemas import MODELS, schema_of
from planverk.model.patterns import in_unicode_mode
from planverk.source.yaml import as_core
from tests.conformance import tools
from tests.exchange.test_schema_patterns import OWN, patterns
from tests.exchange.test_schemas import good

pytestmark = pytest.mark.conformance

# For editors alone, and no keyword of JSON Schema.
OTHERS = ["patternErrorMessage", "x-refers-to"]

AJV = """
const { Ajv2020 } = require(process.argv[1]);
const { schemas, others } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const told = {};
for (const [kind, { schema, files }] of Object.entries(schemas)) {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictTypes: false, strictRequired: false, allErrors: true });
  others.forEach((name) => ajv.addKeyword(name));
  try {
    const fits = ajv.compile(schema);
    told[kind] = files.map((file) => fits(file) ? "" : ajv.errorsText(fits.errors));
  } catch (error) {
    told[kind] = String(error);
  }
}
console.log(JSON.stringify(told));
"""

MODES = """
const told = [];
for (const pattern of JSON.parse(require("fs").readFileSync(0, "utf8"))) {
  for (const flag of ["u", "v"]) try { new RegExp(pattern, flag); } catch (error) { told.push(`${flag}: ${error.message}`); }
}
console.log(JSON.stringify(told));
"""


def node(script: str, data: Any, *arguments: str) -> Any:
    """What a script prints that is given data on its standard input."""
    done = subprocess.run(
        [tools.node(), "-e", script, *arguments], check=True, input=json.dumps(data), capture_output=True, encoding="utf-8", timeout=120
    )
    return json.loads(done.stdout)


def ajv(schemas: dict[str, tuple[Any, list[Any]]]) -> Any:
    data = {kind: {"schema": schema, "files": files} for kind, (schema, files) in schemas.items()}
    return node(AJV, {"schemas": data, "others": OTHERS}, str(tools.npm("ajv/dist/2020.js")))


def plain(data: Any) -> Any:
    """Data as JSON has it: a date of TOML is text."""
    return json.loads(json.dumps(as_core(data), default=str))


def test_ajv_takes_every_schema_and_every_right_file() -> None:
    files = {kind: [plain(data) for data in found] for kind, found in good().items()}
    assert all(files.values())
    assert ajv({kind: (schema_of(kind, "nb"), files[kind]) for kind in MODELS}) == {kind: [""] * len(files[kind]) for kind in MODELS}


def test_ajv_would_tell() -> None:
    """A check of the check: a pattern that only the lenient mode knows, and a value that does not fit."""
    made = ajv({"pattern": ({"type": "string", "pattern": '[\\"]'}, []), "value": (schema_of("help", "nb"), [{"checked": "i går", "lines": []}])})
    assert "Invalid" in made["pattern"]
    assert "data/checked must match pattern" in made["value"][0]


def test_node_reads_every_pattern_in_both_unicode_modes() -> None:
    assert node(MODES, patterns()) == []
    assert node(MODES, ['[\\"]', "[(]"]) != []


def test_node_reads_own_patterns_in_unicode_mode() -> None:
    told = node(MODES, [in_unicode_mode(text) for text in OWN])
    assert [each for each in told if each.startswith("u")] == []
