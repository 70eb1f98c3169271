"""A fork and a restored desk lose nothing, and count only once confirmed."""

from dataclasses import replace

import pytest

from desktop.errors import Refused
from desktop.ledger.chain import START
from desktop.ledger.line import parse_line
from desktop.ledger.revision import Op, seal
from desktop.ledger.stream import Position
from desktop.store import (
    connection,
    history,
    projections,
    revisions,
    search,
    streams,
    values,
)
from tests.store.conftest import AT, SPECS, STREAM, content

A, B, C = "a" * 32, "b" * 32, "c" * 32
ANEW = replace(STREAM, epoch="1" * 32)


def lines(*contents, stream=STREAM, after=START):
    found = []
    for one in contents:
        line = seal(one, stream, after, "canbo", AT)
        after = Position(line.seq, line.hash)
        found.append(line)
    return found


def take(writer, found, mark=None):
    with connection.transaction(writer):
        return revisions.extend(writer, SPECS, iter(found), mark)


def read(writer, stream, after):
    blocks = history.blocks(writer, stream, after, upto=9)
    return b"".join(blocks).splitlines()


def titles(writer):
    return sorted(row[0] for row in writer.execute("SELECT title FROM f_event"))


def test_lines_of_a_restored_desk_wait_unseen(writer):
    found = lines(content(A, title="Một"), content(B, title="Hai"), stream=ANEW)
    told = take(writer, found, "restored")
    assert (told.new, told.waiting) == (2, 2)
    assert list(history.lines_of_form(writer, ANEW, 0, "event")) == []
    assert titles(writer) == [] and search.ids(writer, "event") == []
    assert history.heads(writer, A) == ()
    (waiting,) = revisions.waiting(writer)
    assert (waiting.stream, waiting.mark, waiting.lines) == (ANEW, "restored", 2)
    assert history.verify_chains(writer) == 2


def test_one_confirmation_makes_them_an_ordinary_stream(writer):
    found = lines(content(A, title="Một"), content(B, title="Hai"), stream=ANEW)
    take(writer, found, "restored")
    assert revisions.confirm(writer, SPECS, ANEW) == {A, B}
    assert titles(writer) == ["Hai", "Một"]
    assert revisions.waiting(writer) == ()
    assert streams.position(writer, ANEW) == Position(2, found[1].hash)
    assert read(writer, ANEW, 0) == [x.raw for x in found]
    more = lines(content(C, title="Ba"), stream=ANEW, after=Position(2, found[1].hash))
    take(writer, more)
    assert history.verify_chains(writer) == 3


def test_confirming_nothing_changes_nothing(writer):
    take(writer, lines(content(A, title="Một")))
    streams.move(writer, STREAM, START, own=False)
    assert revisions.confirm(writer, SPECS, STREAM) == frozenset()
    assert revisions.confirm(writer, SPECS, ANEW) == frozenset()
    assert streams.position(writer, ANEW) is None


def test_a_fork_is_kept_beside_the_stream(writer):
    trunk = lines(content(A, title="Gốc"))
    place = Position(1, trunk[0].hash)
    left = lines(content(B, title="Trái"), after=place)
    right = lines(content(C, title="Phải"), after=place)
    take(writer, trunk + left)
    assert take(writer, trunk + right, "fork").waiting == 1
    assert titles(writer) == ["Gốc", "Trái"]
    revisions.confirm(writer, SPECS, STREAM)
    assert titles(writer) == ["Gốc", "Phải", "Trái"]
    assert read(writer, STREAM, 1) == [left[0].raw]
    assert history.verify_chains(writer) == 3
    assert revisions.waiting(writer) == ()


def test_a_taken_place_is_refused_without_a_mark(writer):
    take(writer, lines(content(A, title="Trái")))
    with pytest.raises(Refused) as refused:
        take(writer, lines(content(B, title="Phải")))
    assert refused.value.code == "store.place_taken"
    assert titles(writer) == ["Trái"] and history.count(writer) == 1


def test_a_waiting_line_replaces_nothing(writer):
    trunk = lines(content(A, title="Cũ"))
    take(writer, trunk)
    newer = lines(content(A, title="Mới", base=[trunk[0].hash]), stream=ANEW)
    take(writer, newer, "restored")
    assert history.heads(writer, A) == (trunk[0].hash,)
    revisions.confirm(writer, SPECS, ANEW)
    assert history.heads(writer, A) == (newer[0].hash,)
    assert titles(writer) == ["Mới"]


def test_a_waiting_redaction_destroys_nothing_yet(writer):
    one = content(A, title="Một", note="Nguyễn Văn Thử")
    (first,) = lines(one)
    values.keep(writer, one.values)
    take(writer, [first])
    hidden = first.data["note"]["#"]
    data = dict(first.data) | {"@": {"redacted": [hidden], "why": "x"}}
    gone = lines(content(A, op=Op.REDACT, base=[first.hash], **data), stream=ANEW)
    take(writer, gone, "restored")
    assert values.read(writer, hidden) is not None
    revisions.confirm(writer, SPECS, ANEW)
    assert values.read(writer, hidden) is None


def test_known_lines_stay_known_under_any_mark(writer):
    found = lines(content(A, title="Một"), content(B, title="Hai"))
    take(writer, found)
    told = take(writer, found + found, "fork")
    assert (told.new, told.same, told.waiting) == (0, 4, 0)


def test_the_union_does_not_depend_on_the_order(writer, tmp_path, key):
    trunk = lines(content(A, title="Gốc"))
    place = Position(1, trunk[0].hash)
    left = lines(content(A, title="Trái", base=[trunk[0].hash]), after=place)
    right = lines(content(A, title="Phải", base=[trunk[0].hash]), after=place)
    other = connection.open_writer(tmp_path / "other.db", key)
    projections.ensure(other, SPECS)
    for desk, first, second in ((writer, left, right), (other, right, left)):
        take(desk, trunk + first)
        take(desk, second, "fork")
        revisions.confirm(desk, SPECS, STREAM)
    assert history.heads(writer, A) == history.heads(other, A)
    assert titles(writer) == titles(other)
    assert search.rows(other, [A])[0].flagged
    raws = {parse_line(r[0]).hash for r in other.execute("SELECT raw FROM revisions")}
    assert raws == {line.hash for line in trunk + left + right}
    other.close()
