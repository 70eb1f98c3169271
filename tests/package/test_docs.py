"""What the documents name is there."""

import re

from tests.package.source import ROOT

VERBS = [
    "init", "enrol setup", "enrol grant", "enrol status", "enrol renew", "enrol revoke", "record add", "record list",
    "record show", "record redact", "period close", "handoff", "verify", "unpack",
    "intake", "received", "journal", "figures", "report", "forms compile", "forms check", "doctor", "demo",
    "selftest",
]  # fmt: skip


def test_each_verb_stands_in_the_guide_and_on_the_command_line():
    from desktop.cli import main

    guide = (ROOT / "docs/cli.md").read_text("utf-8")
    words = {verb.words for verb in main.VERBS}
    assert set(VERBS) <= words
    assert [word for word in words if f"`{word}`" not in guide] == []


def test_each_test_that_the_readme_names_exists():
    readme = (ROOT / "README.md").read_text("utf-8")
    named = re.findall(r"`(tests/[\w./]+)`", readme)
    assert len(named) >= 8
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_links_of_the_documents_lead_somewhere():
    for document in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]:
        for link in re.findall(r"\]\((?!http)([^)#]+)\)", document.read_text("utf-8")):
            assert (document.parent / link).exists(), (document.name, link)
