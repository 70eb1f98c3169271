"""The workflow files for hosted runners: pinned, without rights, calling what is here."""

import re

import pytest

from tests.package.source import ROOT

FILES = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
USES = re.compile(r"uses: (\S+)(.*)")
TARGETS = re.compile(r"(?m)^([a-z-]+):", re.ASCII)


@pytest.fixture(params=FILES, ids=lambda file: file.stem)
def text(request):
    return request.param.read_text("utf-8")


def test_there_is_one_for_each_system():
    assert [file.stem for file in FILES] == ["linux", "windows"]


def test_each_action_is_pinned_to_a_commit_and_says_its_version(text):
    found = USES.findall(text)
    assert found
    for name, remark in found:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", name), name
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", remark), name


def test_it_may_read_the_source_and_nothing_else(text):
    assert "\npermissions:\n  contents: read\n" in text
    assert text.count("permissions:") == 1


def test_the_commands_are_those_of_the_project(text):
    made = set(TARGETS.findall((ROOT / "Makefile").read_text("utf-8")))
    for line in re.findall(r"run: make (.+)", text):
        assert set(line.split()) <= made
    for module in re.findall(r"python -m (tests\.\S+)", text):
        path = ROOT / module.replace(".", "/")
        assert path.with_suffix(".py").is_file() or (path / "__main__.py").is_file()
    for path in re.findall(r"run: (\.ci/\S+)", text):
        assert (ROOT / path).is_file()


def test_a_secret_reaches_one_step_only(text):
    """A certificate is in the surroundings of the step that stores it, of no other."""
    steps = text.split("      - ")
    assert sum("secrets.SIGNING" in step and "env:" in step for step in steps) <= 1
    assert text.count("secrets.") == len(
        re.findall(r": \$\{\{ secrets\.\w+ \}\}", text)
    )
