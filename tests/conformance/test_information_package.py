"""METS of a package against its schema and the rules of E-ARK CSIP 2.1, both as the validator of the E-ARK consortium has them.

It pins an old lxml, so no lock file can hold it beside ours: `.ci/eark/install` puts it in a folder of its own. Only its resources are read.
"""

from __future__ import annotations

import pytest
from lxml import etree
from lxml.isoschematron import Schematron  # type: ignore[import-not-found]

from planverk.exchange.bundle import bundle_files
from planverk.exchange.information_package import METS
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree
from tests.adopted import adopted_files
from tests.conformance.tools import eark_resources
from tests.exchange.test_information_package import OUTPUTS, PROVENANCE

pytestmark = pytest.mark.conformance

TERMS = {
    "@TYPE_vocabulary_test": ("@TYPE", ("Other",)),
    "@csip:CONTENTINFORMATIONTYPE_vocabulary_test": ("@csip:CONTENTINFORMATIONTYPE", ("MIXED",)),
    "@csip:OAISPACKAGETYPE_vocabulary_test": ("@csip:OAISPACKAGETYPE", ("SIP", "AIP", "DIP")),
    "@STATUS_vocabulary_test": ("@STATUS", ("CURRENT", "SUPERSEDED")),
    "@MIMETYPE_IANA_test": ("@MIMETYPE", ("application/xml",)),
}
"""The terms that we use of the consortium's vocabularies, which its validator fetches."""
RESOURCES = eark_resources()
NOT_ASKED = {"CSIP8", "CSIP63", "CSIP105"}
"""A warning that wants the day of a change, of a package that has none; one that wants METS of its own for each representation; and a rule that
contradicts itself in the validator: it holds of no group but one of a type that the consortium has no name for."""


@pytest.fixture(scope="module")
def mets() -> etree._Element:
    plan = read_plan(Tree(dict(adopted_files())))[0]
    return etree.fromstring(bundle_files(plan, PROVENANCE, adopted_files(), OUTPUTS)[f"data/{METS}"])


def test_the_schema_of_mets_holds(mets: etree._Element) -> None:
    schema = etree.XMLSchema(file=str(RESOURCES / "schema/mets.csip.local.v2-0.xsd"))
    assert schema.validate(mets), schema.error_log


RULES = sorted(each.name for each in (RESOURCES / "schematron" / "V2.1.0" / "CSIP").iterdir() if each.name.endswith("_rules.xml"))


@pytest.mark.parametrize("name", RULES)
def test_the_rules_of_csip_hold(mets: etree._Element, name: str) -> None:
    text = (RESOURCES / "schematron" / "V2.1.0" / "CSIP" / name).read_text(encoding="utf-8")
    for key, (attribute, terms) in TERMS.items():
        text = text.replace(key, " or ".join(f"({attribute} = '{term}')" for term in terms))
    rules = Schematron(etree.fromstring(text.encode()), store_report=True)
    rules.validate(mets)
    failed = {each.get("id") for each in rules.validation_report.iter("{http://purl.oclc.org/dsdl/svrl}failed-assert")}
    assert failed <= NOT_ASKED
