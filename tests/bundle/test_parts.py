"""Lines and values of a container: what is kept, what is told, and up to which limit."""

import io

import pytest

from desktop.bundle import zipread
from desktop.bundle.header import read_header
from desktop.bundle.names import HEADER
from desktop.bundle.parts import ContainerParts, check_lines
from desktop.errors import Refused
from desktop.ledger.line import MAX_LINE
from desktop.ledger.revision import Op
from desktop.ledger.stream import Position
from tests.vectors.parts import (
    LINES,
    PDF,
    PLAIN,
    VALUES,
    Plan,
    inner,
    revisions,
    value_line,
)


def opened(plan):
    file = io.BytesIO(inner(plan, lambda plan, manifest: b"x"))
    members = zipread.members(file)
    header = read_header(zipread.whole(file, members[HEADER]))
    return ContainerParts(file, members, header), header


def checked(plan, redacted=lambda commitments: set(), fits=lambda line: None):
    parts, header = opened(plan)
    check_lines(parts, header, redacted, fits)
    return parts


def refusal(plan, **more):
    with pytest.raises(Refused) as refused:
        checked(plan, **more)
    return refused.value.code


def test_it_reads_the_same_before_and_after_it_was_checked():
    parts, header = opened(Plan())
    (span,) = header.streams
    before = list(parts.revisions(span)), list(parts.values())
    check_lines(parts, header, lambda commitments: set(), lambda line: None)
    after = list(parts.revisions(span)), list(parts.values())
    assert before == after == (LINES, VALUES)


def test_each_line_is_asked_whether_its_form_allows_it():
    seen = []
    checked(Plan(), fits=seen.append)
    assert seen == LINES


def test_what_a_form_does_not_allow_is_refused_by_its_reason():
    def fits(line):
        if line.seq == 7:
            raise Refused("line.form")

    assert refusal(Plan(), fits=fits) == "line.form"


def test_documents_and_files_are_found_by_their_names():
    parts, _ = opened(Plan(documents={"roster": b"r", "crl": b""}))
    assert parts.documents() == ("roster", "crl")
    assert (parts.document("roster"), parts.document("crl")) == (b"r", b"")
    assert parts.document("none") is None
    (name,) = Plan().attachments
    assert b"".join(parts.attachment(name)) == PDF


def test_a_bundle_without_values_has_none():
    lines, _ = revisions(data={"title": "x"}, files=(), values=())
    parts = checked(Plan(lines=[line.raw for line in lines], values=[]))
    assert list(parts.values()) == []


def test_a_value_that_is_known_as_destroyed_may_be_missing_and_no_other():
    asked = []

    def redacted(commitments):
        asked.append(list(commitments))
        return {VALUES[0].commitment}

    one = Plan(values=[value_line(value) for value in VALUES[1:]])
    two = Plan(values=[value_line(value) for value in VALUES[2:]])
    assert len(list(checked(one, redacted).values())) == len(VALUES) - 1
    assert refusal(two, redacted=redacted) == "value.missing"
    assert asked == [[v.commitment for v in VALUES[:n]] for n in (1, 2)]


def erased(meta, op=Op.REDACT):
    """Lines that hide two values, then one that says which of them are destroyed."""
    lines, values = revisions(count=2)
    data = {"@": meta(values[0].commitment)}
    place = Position(lines[-1].seq, lines[-1].hash)
    more, _ = revisions(count=1, after=place, op=op, data=data, files=(), values=())
    raws = [line.raw for line in (*lines, *more)]
    return Plan(lines=raws, values=[value_line(value) for value in values[1:]])


def test_a_line_in_the_same_bundle_may_say_that_a_value_is_destroyed():
    checked(erased(lambda one: {"redacted": [one]}))
    for wrong in (
        erased(lambda one: {"redacted": [one]}, Op.PUT),
        erased(lambda one: {"redacted": one}),
        erased(lambda one: {"erased": [one]}),
        erased(lambda one: [one]),
        erased(lambda one: {"redacted": []}),
    ):
        assert refusal(wrong) == "value.missing"


def test_a_leaf_of_another_shape_hides_its_value_all_the_same():
    """A commitment that is no hash has no value: it is found, and missing."""
    lines, values = revisions(
        count=1, data={"note": {"#": "short"}}, files=(), values=()
    )
    plan = Plan(lines=[line.raw for line in lines], values=[])
    assert values == [] and refusal(plan) == "value.missing"


@pytest.mark.parametrize("more, code", [(0, "json.broken"), (1, "line.long")])
def test_a_line_is_as_long_as_a_line_may_be(more, code):
    """Read in pieces: one that does not end is given up before it is gathered."""
    raw = b"x" * (MAX_LINE + more)
    assert refusal(Plan(raw_lines=raw + b"\n")) == code
    assert refusal(Plan(raw_lines=raw)) == ("line.end" if not more else code)


def test_a_last_line_without_its_end_is_named():
    whole = b"".join(line.raw + b"\n" for line in LINES)
    with pytest.raises(Refused) as refused:
        checked(Plan(raw_lines=whole + b"x"))
    assert (refused.value.code, refused.value.facts) == ("line.end", {"name": PLAIN})


@pytest.mark.parametrize("most, code", [(12, None), (11, "bundle.too_many")])
def test_lines_are_counted(most, code, monkeypatch):
    monkeypatch.setattr("desktop.bundle.parts.MAX_LINES", most)
    lines, _ = revisions(data={"title": "x"}, files=(), values=())
    plan = Plan(lines=[line.raw for line in lines], values=[])
    if code:
        assert refusal(plan) == code
    else:
        checked(plan)
