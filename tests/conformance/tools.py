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


def epubcheck_classpath() -> str:
    """The classpath of EPUBCheck: the jars in the folder PLANVERK_EPUBCHECK, or in .ci/parts/epubcheck."""
    folder = Path(os.environ.get("PLANVERK_EPUBCHECK") or ROOT / ".ci/parts/epubcheck")
    if not any(folder.glob("epubcheck-*.jar")):
        pytest.fail(f"EPUBCheck is not in {folder}: run .ci/jars epubcheck {folder}")
    return f"{folder}/*"


def schemas() -> Path:
    """The jar that holds the schemas of ECMA-376: in the folder PLANVERK_OOXML, or in .ci/parts/ooxml."""
    folder = Path(os.environ.get("PLANVERK_OOXML") or ROOT / ".ci/parts/ooxml")
    jar = next(folder.glob("poi-ooxml-full-*.jar"), None)
    if jar is None:
        pytest.fail(f"the schemas of ECMA-376 are not in {folder}: run .ci/jars ooxml {folder}")
    return jar


def eark_resources() -> Path:
    """The schemas and rules of the E-ARK consortium's validator: in the folder PLANVERK_EARK, or in .ci/parts/eark."""
    folder = Path(os.environ.get("PLANVERK_EARK") or ROOT / ".ci/parts/eark") / "eark_validator/ipxml/resources"
    if not folder.is_dir():
        pytest.fail(f"{folder} is missing: run .ci/eark/install .ci/parts/eark")
    return folder


def npm(name: str) -> Path:
    """A file of a package from npm: in the folder PLANVERK_NPM, or in .ci/parts/npm/node_modules."""
    path = Path(os.environ.get("PLANVERK_NPM") or ROOT / ".ci/parts/npm/node_modules") / name
    if not path.exists():
        pytest.fail(f"{path} is missing: run .ci/npm/install .ci/parts/npm")
    return path


def axe() -> str:
    """The source of axe-core."""
    return npm("axe-core/axe.min.js").read_text(encoding="utf-8")


def sarif_schema() -> dict[str, Any]:
    """The JSON Schema of SARIF 2.1.0."""
    found: dict[str, Any] = json.loads(npm("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
    return found


def java() -> list[str]:
    """PLANVERK_JAVA, or the java on the path, told that it will not run for long: what it compiles, it compiles quickly."""
    return [_program("PLANVERK_JAVA", "java"), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]


def node() -> str:
    """PLANVERK_NODE, or the node on the path."""
    return _program("PLANVERK_NODE", "node")


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
