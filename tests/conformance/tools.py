"""Where the tools of the conformance tests are: what .ci/run says in an environment variable, else the usual place."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


def verapdf_classpath() -> str:
    """The classpath of veraPDF: PLANVERK_VERAPDF_CLASSPATH, or the jars in .ci/parts/verapdf."""
    path = os.environ.get("PLANVERK_VERAPDF_CLASSPATH") or str(ROOT / ".ci/parts/verapdf/*")
    folder = Path(path.removesuffix("*"))
    if path.endswith("*") and not any(folder.glob("*.jar")):
        pytest.fail(f"veraPDF is not in {folder}: run .ci/jars verapdf {folder}")
    return path


def schemas() -> Path:
    """The jar that holds the schemas of ECMA-376: in the folder PLANVERK_OOXML, or in .ci/parts/ooxml."""
    folder = Path(os.environ.get("PLANVERK_OOXML") or ROOT / ".ci/parts/ooxml")
    jar = next(folder.glob("poi-ooxml-full-*.jar"), None)
    if jar is None:
        pytest.fail(f"the schemas of ECMA-376 are not in {folder}: run .ci/jars ooxml {folder}")
    return jar


def axe() -> str:
    """The source of axe-core: the file PLANVERK_AXE, or the one in .ci/parts/axe."""
    path = Path(os.environ.get("PLANVERK_AXE") or ROOT / ".ci/parts/axe/node_modules/axe-core/axe.min.js")
    if not path.is_file():
        pytest.fail(f"axe-core is not at {path}: run .ci/axe/install .ci/parts/axe")
    return path.read_text(encoding="utf-8")


def sarif_schema() -> dict[str, Any]:
    """The JSON Schema of SARIF 2.1.0: the file PLANVERK_SARIF, or the one in .ci/parts/axe."""
    path = Path(os.environ.get("PLANVERK_SARIF") or ROOT / ".ci/parts/axe/node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json")
    if not path.is_file():
        pytest.fail(f"the schema of SARIF is not at {path}: run .ci/axe/install .ci/parts/axe")
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def java() -> str:
    """PLANVERK_JAVA, or the java on the path."""
    return _program("PLANVERK_JAVA", "java")


def chromium() -> str:
    """PLANVERK_CHROMIUM, or the Chromium or Chrome on the path."""
    return _program("PLANVERK_CHROMIUM", "chromium", "chromium-browser", "google-chrome")


def soffice() -> str:
    """PLANVERK_SOFFICE, or the LibreOffice on the path."""
    return _program("PLANVERK_SOFFICE", "soffice", "libreoffice")


def pdftotext() -> str:
    """PLANVERK_PDFTOTEXT, or the pdftotext on the path."""
    return _program("PLANVERK_PDFTOTEXT", "pdftotext")


def _program(variable: str, *names: str) -> str:
    found = next(filter(None, map(shutil.which, [named] if (named := os.environ.get(variable)) else names)), None)
    if found is None:
        pytest.fail(f"{names[0]} is missing: install it, or set {variable}; .ci/run does both")
    return found
