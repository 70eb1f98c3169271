"""Lines go in once, in order, and every view follows from them."""

import sqlite3
from dataclasses import replace
from functools import partial
from unicodedata import normalize

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.errors import Environment, Refused
from desktop.ledger.chain import follow
from desktop.ledger.commitment import commit
from desktop.ledger.ids import ZERO_HASH
from desktop.ledger.line import parse_line
from desktop.ledger.revision import Op
from desktop.ledger.stream import Position
from desktop.store import (
    connection,
    drafts,
    figures,
    history,
    projections,
    revisions,
    search,
    streams,
    values,
)
from desktop.store.dump import dump, integrity
from desktop.store.scope import Scope, Stretch
from tests.ledger.sample import Counting, value_line
from tests.store.conftest import AT, SPECS, STREAM, add, content

PAGE, RESERVE = 4096, 80  # SQLCipher 4: IV and HMAC at the end of each page
A, B = "a" * 32, "b" * 32


def lines_of(connection, stream=STREAM, after=0):
    place = streams.position(connection, stream)
    blocks = history.blocks(connection, stream, after, place.seq)
    return [parse_line(raw) for raw in b"".join(blocks).splitlines()]


@pytest.mark.parametrize("together", [1, 2, 3, 5, 6, 200])
def test_a_stream_is_read_by_the_block(writer, monkeypatch, together):
    monkeypatch.setattr(history, "_TOGETHER", together)
    added = add(writer, *(content(A, title=f"Dòng {n}\nhai") for n in range(6)))
    assert lines_of(writer) == list(added)
    assert lines_of(writer, after=2) == list(added)[2:]
    assert lines_of(writer, after=6) == []
    assert not any(history.blocks(writer, STREAM, 6, 8))  # lines that are gone


OURS = Scope(("20854",))
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["C"]) | st.just("\n"))


@given(st.lists(TEXTS.map(partial(normalize, "NFC")), min_size=1, max_size=4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_database_writes_values_as_canonical_json_has_them(writer, texts):
    chance = Counting()
    kept = [commit(text, chance) for text in [*texts, 'Nói "có" \\ không\t/\n']]
    with connection.transaction(writer):
        values.keep(writer, kept)
    named = sorted({value.commitment for value in kept})
    by_name = {value.commitment: value for value in kept}
    lines = [value_line(by_name[name]) + b"\n" for name in named]
    assert values.lines_of(writer, named) == b"".join(lines)
    assert values.lines_of(writer, [*named[1:], "f" * 64]) == b"".join(lines[1:])
    assert values.lines_of(writer, ["f" * 64]) == b""


def test_lines_of_one_form_are_found_by_their_records(writer):
    add(writer, content(A, title="Một"), content(B, title="Hai"))
    add(writer, content(A, title="Ba", base=history.heads(writer, A)))
    raws = [line.raw for line in lines_of(writer)]
    of_form = partial(history.lines_of_form, writer, STREAM)
    assert list(of_form(0, "event")) == raws
    assert list(of_form(1, "event")) == raws[1:]
    assert list(of_form(0, "even")) == list(of_form(3, "event")) == []


def test_appended_lines_form_a_chain(writer):
    add(writer, content(A, title="Một"), content(B, title="Hai"))
    add(writer, content(A, title="Ba", base=history.heads(writer, A)))
    lines = lines_of(writer)
    assert [line.seq for line in follow(STREAM, Position(0, ZERO_HASH), lines)] == [
        1,
        2,
        3,
    ]
    assert history.verify_chains(writer) == 3
    assert streams.position(writer, STREAM) == Position(3, lines[-1].hash)


def test_the_projection_shows_the_head(writer):
    add(
        writer,
        content(
            A, title="Buổi", event_date="2026-03-01", attendance="120",
            place={"area": "74.6"}, topics="ma_tuy atgt", parties=[{"_row": "0" * 16, "org": "x"}],
        ),
    )  # fmt: skip
    row = writer.execute(
        "SELECT title, attendance, area, topics FROM f_event"
    ).fetchone()
    assert row == ("Buổi", 120, 746, "ma_tuy atgt")
    assert writer.execute("SELECT org FROM f_event__parties").fetchall() == [("x",)]


def test_a_replaced_revision_is_no_longer_a_head(writer):
    (first,) = add(writer, content(A, title="Cũ"))
    (second,) = add(writer, content(A, title="Mới", base=[first.hash]))
    assert history.heads(writer, A) == (second.hash,)
    assert search.rows(writer, [A])[0].title == "Mới"


def test_two_heads_are_flagged(writer):
    (first,) = add(writer, content(A, title="Gốc"))
    add(writer, content(A, title="Trái", base=[first.hash]))
    add(writer, content(A, title="Phải", base=[first.hash]))
    assert len(history.heads(writer, A)) == 2
    assert search.rows(writer, [A])[0].flagged


def test_heads_do_not_depend_on_the_order_of_arrival(writer, tmp_path, key):
    (first,) = add(writer, content(A, title="Cũ"))
    (second,) = add(writer, content(A, title="Mới", base=[first.hash]))
    other = connection.open_writer(tmp_path / "other.db", key)
    projections.ensure(other, SPECS)
    with connection.transaction(other):
        revisions.extend(other, SPECS, iter([second]), None)
        revisions.extend(other, SPECS, iter([first]), None)
    assert history.heads(other, A) == (second.hash,)
    other.close()


def test_taking_lines_in_twice_changes_nothing(writer, tmp_path, key):
    add(writer, content(A, title="Một"), content(B, title="Hai"))
    lines = lines_of(writer)
    other = connection.open_writer(tmp_path / "other.db", key)
    projections.ensure(other, SPECS)
    with connection.transaction(other):
        assert revisions.extend(other, SPECS, iter(lines), None).new == 2
    before = list(dump(other))
    with connection.transaction(other):
        assert revisions.extend(other, SPECS, iter(lines), None).same == 2
    assert list(dump(other)) == before
    other.close()


def test_a_withdrawn_record_leaves_the_figures_but_not_the_list(writer):
    (first,) = add(writer, content(A, title="Một", attendance="5"))
    add(writer, content(A, op=Op.VOID, base=[first.hash], title="Một"))
    assert writer.execute("SELECT count(*) FROM f_event").fetchone() == (0,)
    assert search.rows(writer, [A])[0].state == "void"


def test_search_finds_without_diacritics(writer):
    add(writer, content(A, title="Tuyên truyền phòng, chống ma túy ở Đại Đồng"))
    add(writer, content(B, title="Diễn đàn"))
    assert search.ids(writer, "event", "ma tuy dai do") == [A]
    assert search.ids(writer, "event", 'dien " dan*') == [B]
    assert search.ids(writer, "event", "khong co") == []


def test_private_values_are_found_but_stand_in_no_line(writer):
    (line,) = add(writer, content(A, title="Một", note="bí mật riêng"))
    assert "bí mật riêng".encode() not in line.raw
    assert search.ids(writer, "event", "bi mat") == [A]


def plain_bytes(path, key):
    """Every page of the file and its log decrypted, free pages too."""
    pages = path.read_bytes()
    log = path.with_name(path.name + "-wal")
    frames = log.read_bytes()[32:] if log.exists() else b""
    cut = [pages[at : at + PAGE] for at in range(0, len(pages), PAGE)]
    cut += [frames[at + 24 : at + 24 + PAGE] for at in range(0, len(frames), PAGE + 24)]
    return b"".join(decrypted(page, key, first=not n) for n, page in enumerate(cut))


def decrypted(page, key, *, first):
    body, iv = page[16 if first else 0 : PAGE - RESERVE], page[-RESERVE : -RESERVE + 16]
    return Cipher(AES(key), CBC(iv)).decryptor().update(body)


def test_a_redacted_value_is_gone_as_bytes_and_the_chain_holds(
    writer, path, key, tmp_path
):
    (first,) = add(writer, content(A, title="Một", note="Nguyễn Văn Thử"))
    commitment = first.data["note"]["#"]
    assert "Nguyễn Văn Thử".encode() in plain_bytes(path, key)
    data = dict(first.data) | {"@": {"redacted": [commitment], "why": "yêu cầu"}}
    add(writer, content(A, op=Op.REDACT, base=[first.hash], **data))
    connection.wipe_free_space(writer)
    raw = plain_bytes(path, key)
    assert "Nguyễn Văn Thử".encode() not in raw and b"nguyen" not in raw
    assert history.verify_chains(writer) == 2
    assert values.redacted_at(writer, commitment) == AT
    assert search.ids(writer, "event", "nguyen") == []


def test_a_redacted_value_cannot_come_back(writer):
    (first,) = add(writer, content(A, title="Một", note="tên"))
    held = values.read(writer, first.data["note"]["#"])
    data = dict(first.data) | {"@": {"redacted": [held.commitment], "why": "x"}}
    add(writer, content(A, op=Op.REDACT, base=[first.hash], **data))
    values.keep(writer, [held])
    assert values.read(writer, held.commitment) is None


def test_finishing_ends_the_draft_in_the_same_transaction(writer):
    draft = drafts.Draft(A, "event@1", "p", "canbo", {"title": "Nháp"}, (), AT)
    drafts.save(writer, draft)
    assert drafts.get(writer, A) == draft
    add(writer, content(A, title="Xong"))
    assert drafts.get(writer, A) is None


def test_an_altered_line_breaks_the_chain(writer):
    add(writer, content(A, title="Một"))
    raw = writer.execute("SELECT raw FROM revisions").fetchone()[0]
    writer.execute(
        "UPDATE revisions SET raw = ?", (bytes(raw).replace(b"typed", b"joine"),)
    )
    with pytest.raises(Refused):
        history.verify_chains(writer)


def test_a_reader_cannot_write(reader):
    with pytest.raises(connection.DatabaseError):
        reader.execute("DELETE FROM revisions")


def test_the_wrong_key_opens_nothing(writer, path):
    with pytest.raises(Environment) as refused:
        connection.open_reader(path, bytes(32))
    assert refused.value.code == "store.cannot_open"


def test_the_file_is_no_plain_database(writer, path):
    add(writer, content(A, title="Tìm thấy chữ này"))
    assert b"SQLite format" not in path.read_bytes()
    with pytest.raises(sqlite3.DatabaseError):
        plain = sqlite3.connect(path)
        try:
            plain.execute("SELECT * FROM revisions")
        finally:
            plain.close()


def test_figures_can_only_read_projections(writer, reader):
    add(writer, content(A, title="Một", event_date="2026-03-01", attendance="7"))
    select = (
        "SELECT record, unit, '' AS key, attendance AS n, NULL AS d FROM f_event"
        " WHERE unit IN (SELECT unit FROM scope) AND event_date BETWEEN"
        ' (SELECT start FROM period) AND (SELECT "end" FROM period)'
    )
    (row,) = figures.run(reader, select, OURS, "2026-01-01", "2026-12-31")
    assert (row.record, row.n, row.d) == (A, 7, None)
    assert figures.run(reader, select, OURS, "2027-01-01", "2027-12-31") == ()
    for wicked in (
        "SELECT value, '', '', 1, 1 FROM private_values",
        "DELETE FROM drafts",
    ):
        with pytest.raises(Refused):
            figures.run(reader, wicked, OURS, "2026-01-01", "2026-12-31")


def test_what_another_unit_wrote_under_the_same_code_is_not_counted(writer, reader):
    for record, people, units in ((A, "7", "2024-12-31"), (B, "20", "2026-04-30")):
        told = content(record, title="Một", event_date="2026-03-01", attendance=people)
        add(writer, replace(told, units=units))
    select = (
        "WITH f_own AS (SELECT record, attendance FROM f_event) SELECT e.record,"
        " e.unit, '' AS key, f_own.attendance AS n, NULL AS d FROM f_event e"
        " JOIN f_own USING (record) WHERE e.unit IN (SELECT unit FROM scope)"
    )
    days = "2026-01-01", "2026-12-31"
    for since, until, wanted in (
        ("", "", {7, 20}), ("", "2025-07-01", {7}), ("2025-07-01", "", {20}),
        ("2025-07-01", "2026-04-30", set()), ("2024-12-31", "2026-04-30", {7}),
    ):  # fmt: skip
        scope = Scope(("20854",), (Stretch("20854", since, until),))
        rows = figures.run(reader, select, scope, *days)
        assert {row.n for row in rows} == wanted
        (total,) = figures.totals(reader, select, scope, *days) or [None]
        assert (total.n if total else 0) == sum(wanted)
        held = {v for v in ("2024-12-31", "2026-04-30") if scope.holds("20854", v)}
        assert len(held) == len(wanted)
    elsewhere = Scope(("20854",), (Stretch("20194", "9", ""),))
    assert {row.n for row in figures.run(reader, select, elsewhere, *days)} == {7, 20}
    assert not elsewhere.holds("20194", "9")


def test_a_changed_shape_is_rebuilt_from_the_lines(writer):
    add(writer, content(A, title="Một", attendance="7"))
    narrow = {"event": SPECS["event"].__class__("event", SPECS["event"].columns[:1])}
    assert projections.ensure(writer, narrow) == ["event"]
    assert projections.ensure(writer, narrow) == []
    assert projections.ensure(writer, SPECS) == ["event"]
    assert writer.execute("SELECT attendance FROM f_event").fetchall() == [(7,)]


def test_a_sound_database_has_nothing_to_tell(writer):
    add(writer, content(A, title="Một"))
    assert integrity(writer) == []
