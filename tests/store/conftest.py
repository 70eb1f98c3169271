"""A real encrypted database, a form's shape, and lines to put in."""

import os
from datetime import UTC, datetime

import pytest

from desktop.ledger.commitment import commit
from desktop.ledger.revision import Content, Finished, Op, Reason
from desktop.ledger.stream import StreamKey
from desktop.store import connection, projections, revisions
from desktop.store.specs import ColumnKind, ColumnSpec, RepeatSpec, TableSpec

SPEC = TableSpec(
    form="event",
    columns=(
        ColumnSpec("title", ColumnKind.TEXT, ("title",)),
        ColumnSpec("event_date", ColumnKind.TEXT, ("event_date",)),
        ColumnSpec("attendance", ColumnKind.INTEGER, ("attendance",)),
        ColumnSpec("area", ColumnKind.SCALED, ("place", "area"), scale=1),
        ColumnSpec("topics", ColumnKind.MULTIPLE, ("topics",)),
        ColumnSpec("note", ColumnKind.TEXT, ("note",)),
    ),
    repeats=(
        RepeatSpec(
            "parties", ("parties",), (ColumnSpec("org", ColumnKind.TEXT, ("org",)),)
        ),
    ),
    title=("title",),
    date="event_date",
    detail=("attendance",),
)
SPECS = {"event": SPEC}
STREAM = StreamKey("7K2M", "0" * 32, "48")


class Chance:
    def bytes(self, count):
        return os.urandom(count)


class Fixed:
    def now(self):
        return datetime(2026, 7, 1, 8, tzinfo=UTC)


AT = Fixed().now().isoformat(timespec="seconds")


def content(record, base=(), op=Op.PUT, note="", **data):
    values = ()
    if isinstance(note, dict):
        data["note"] = note
    elif note:
        values = (commit(note, Chance()),)
        data["note"] = {"#": values[0].commitment}
    return Content(
        record=record, form="event@1", unit="20854", units="2026-04-30",
        base=tuple(base), op=op, data=data, reason=Reason.TYPED, values=values,
    )  # fmt: skip


def add(writer, *contents, specs=SPECS):
    """Keep them as the desk's own next lines."""
    return revisions.append(writer, specs, finished(*contents), STREAM, "canbo", AT)


@pytest.fixture
def key():
    return os.urandom(32)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "store.db"


@pytest.fixture
def writer(path, key):
    found = connection.open_writer(path, key)
    projections.ensure(found, SPECS)
    yield found
    found.close()


@pytest.fixture
def reader(writer, path, key):
    found = connection.open_reader(path, key)
    yield found
    found.close()


def finished(*contents):
    return Finished(tuple(contents))
