"""Each vector is answered by its name, and what is refused changes nothing."""

import os
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.hostile.apart import apart
from tests.package.source import ROOT
from tests.vectors import desks
from tests.vectors.all import CARRIED, VECTORS
from tests.vectors.checks import NO_FILE, checks

PEAK = Path("/proc/self/clear_refs")  # told 5, the peak is counted anew
MOST = 50  # megabytes more than before, at the peak
THREATS = ROOT.parent / "shared" / "design" / "threats.md"


@pytest.fixture(scope="module", autouse=True)
def desks_of_this_run():
    yield
    desks.forget()


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Each vector as a file, made when first asked for."""
    folder, made = tmp_path_factory.mktemp("vectors"), {}

    def file(vector):
        if vector.name not in made:
            made[vector.name] = folder / f"{len(made)}.sph"
            made[vector.name].write_bytes(vector.raw())
        return made[vector.name]

    return file


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector.name)
def test_it_is_answered_by_its_name(vector, files):
    assert desks.judged(vector, files(vector)) == ""


def test_there_are_at_least_150_of_different_names():
    assert len({vector.name for vector in VECTORS}) == len(VECTORS) >= 150


def test_each_threat_that_a_file_can_carry_has_three():
    found = Counter(row for vector in VECTORS for row in vector.threats)
    assert {row: found[row] for row in CARRIED if found[row] < 3} == {}
    assert set(found) <= CARRIED


def test_the_rows_are_those_of_the_table():
    if not THREATS.exists():
        pytest.skip("the table of threats is not here")
    rows = {
        int(n)
        for n in re.findall(r"^\|(\d+)\|", THREATS.read_text("utf-8"), re.MULTILINE)
    }
    assert rows >= CARRIED


def test_each_reason_of_the_reader_has_a_vector_and_no_vector_another():
    met = [check for check in checks() if (check.module, check.words) not in NO_FILE]
    reasons = {check.code for check in met}
    named = {vector.answer for vector in VECTORS if vector.is_refused}
    assert reasons - named == set()
    assert named - reasons == set()


def test_each_reason_stands_in_the_table_of_reasons():
    told = (ROOT / "docs" / "bundle-format.md").read_text("utf-8")
    assert [c.code for c in checks() if f"`{c.code}`" not in told] == []


def peaks(given):
    """[(name, megabytes more at the peak)] of the vectors that took too many."""
    found = []
    for vector, file in given:
        PEAK.write_text("5", "ascii")
        before = resident("VmRSS")
        desks.judged(vector, file)
        if resident("VmHWM") - before > MOST:
            found.append([vector.name, resident("VmHWM") - before])
    return found


def resident(word):
    status = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(x.split()[1]) // 1024 for x in status if x.startswith(word))


@pytest.mark.skipif(not os.access(PEAK, os.W_OK), reason="no peaks")
def test_no_fault_takes_more_than_50_megabytes(files):
    """The vectors that cost: at the peak, in a process that has read bundles before."""
    large = [v for v in VECTORS if 10 in v.threats]
    desks.made()
    cost = apart(peaks, [(v, files(v)) for v in (VECTORS[-1], *large)])
    assert cost.told == []
