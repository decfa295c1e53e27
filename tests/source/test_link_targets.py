"""Targets of links: which a plan may have, and what others may have been meant to be."""

from __future__ import annotations

import pytest

from planverk.source.addresses import suggest_target
from planverk.source.markdown import read_markdown
from tests.places import remedies, told


@pytest.mark.parametrize(
    ("target", "hint"),
    [
        ("javascript:alert(1)", "link-kinds"),
        ("JAVASCRIPT:alert(1)", "link-kinds"),
        ("data:text/html,x", "link-kinds"),
        ("file:///etc/passwd", "link-kinds"),
        ("//x.example", "link-kinds"),
        ("", "link-kinds"),
        ("kapittel.html", "did-you-mean"),
        ("www.ung.no", "did-you-mean"),
        ("post@x.example", "did-you-mean"),
        ("tiltak:x", "did-you-mean"),
        ("mesure:x", "did-you-mean"),
        ("http:/x.no", "did-you-mean"),
        ("https:x.no/a", "did-you-mean"),
        ("https:///x.no", "did-you-mean"),
        ("HTTPS:/X.NO", "did-you-mean"),
        ("https://https://x.no", "did-you-mean"),
        ("https://http//x.no", "did-you-mean"),
        ("https//x.no", "did-you-mean"),
        ("htps://x.no", "did-you-mean"),
        ("https;//x.no", "did-you-mean"),
        ("https://", "url-form"),
        ("https:", "url-form"),
        ("https://kommunen", "url-form"),
        ("https://kommunen/side", "url-form"),
        ("https://x..no", "url-form"),
        ("https://.no", "url-form"),
        ("https://www.", "url-form"),
        ("https://x.no:abc", "url-form"),
        ("mailto:kari", "mail-form"),
        ("mailto:", "mail-form"),
        ("mailto:kari@", "mail-form"),
        ("mailto:@x.no", "mail-form"),
        ("mailto:kari@kommunen", "mail-form"),
        ("mailto:kari@x.no,ola", "mail-form"),
        ("mailto:kari?subject=a@b.no", "mail-form"),
        ("mailto://kari@x.no", "did-you-mean"),
        ("mailto:kari@x.no.", "did-you-mean"),
        ("mailto;kari@x.no", "did-you-mean"),
        ("epost:kari@x.no", "did-you-mean"),
        ("tel:12", "tel-form"),
        ("tel:116123116123116123", "tel-form"),
        ("tlf:116123", "did-you-mean"),
        ("116123", "did-you-mean"),
    ],
)
def test_a_link_that_a_plan_cannot_have_is_reported(target: str, hint: str) -> None:
    _, findings = read_markdown("f", f"Se [dette]({target}) nå.\n", 0)
    assert told(findings) == [("unsafe-link", 1, 12)] and remedies(findings) == [hint]


@pytest.mark.parametrize(
    "target",
    [
        "https://x.example/æ?b=c#d",
        "http://x.example",
        "mailto:a@x.example",
        "tel:+4790000000",
        "HTTPS://X.EXAMPLE",
        "goal:a",
        "https://x.no.",
        "https://x.no:8080",
        "https://blåkors.no",
        "https://кто.рф",
        "https://xn--brum-zoa.no",
        "mailto:a@x.no,b@x.no?subject=c",
        "tel:113",
        "tel:116%20123",
    ],
)
def test_a_link_that_a_plan_may_have_is_not(target: str) -> None:
    assert read_markdown("f", f"[x]({target})\n", 0)[1] == []


@pytest.mark.parametrize(
    ("target", "meant"),
    [
        ("mål:x", "goal:x"),
        ("www.a.no/b", "https://www.a.no/b"),
        ("a@b.no", "mailto:a@b.no"),
        ("koordinering.md", "measure:koordinering"),
        ("./koordinering.md#a", "measure:koordinering"),
        ("../goals/god-hjelp.md", "goal:god-hjelp"),
        ("http:/x.no/a:b", "http://x.no/a:b"),
        ("https:x.no", "https://x.no"),
        ("HTTPS:/X.no", "https://X.no"),
        ("https://https://x.no/a", "https://x.no/a"),
        ("http://https//x.no", "http://x.no"),
        ("https//x.no", "https://x.no"),
        ("htps://x.no?a=b", "https://x.no?a=b"),
        ("https;//x.no", "https://x.no"),
        ("mailto://kari@x.no", "mailto:kari@x.no"),
        ("mailto:kari@x.no.", "mailto:kari@x.no"),
        ("mailto;kari@x.no", "mailto:kari@x.no"),
        ("e-post:kari@x.no", "mailto:kari@x.no"),
        ("telefon:116 123", "tel:116123"),
        ("+47 22 40 00 40", "tel:+4722400040"),
        ("/plan/references/plans/folkehelse.yaml", "plan:folkehelse"),
    ],
)
def test_what_a_link_may_have_meant(target: str, meant: str) -> None:
    assert [hint.facts for hint in suggest_target("plan/measures/a.md", *target.partition(":"))] == [{"name": meant}]


@pytest.mark.parametrize(
    ("target", "key"),
    [
        ("rutine.docx", "publish-document"),
        ("file:///C:/a.pdf", "publish-document"),
        ("../data/tall.csv", "publish-document"),
        ("Ny rutine.md", "link-kinds"),
    ],
)
def test_a_link_to_a_file_is_told_what_to_do(target: str, key: str) -> None:
    assert [hint.key for hint in suggest_target("plan/measures/a.md", *target.partition(":"))] == [key]
