"""Values that were just kept are shown from memory, and never once they are redacted."""

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from desktop.ledger.commitment import commit
from desktop.ledger.revision import Op
from desktop.store import connection, kept, projections, revisions, values
from desktop.store.kept import Kept
from tests.ledger.sample import Counting
from tests.store.conftest import SPECS, content
from tests.store.test_marks import lines

A, B = "a" * 32, "b" * 32
NAMES = st.integers().map(lambda n: sha256(b"%d" % n).hexdigest())
TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)


def remembered(texts):
    found = Kept()
    for name, text in sorted(texts.items()):
        found.remember(bytes.fromhex(name), text)
    return found


@given(st.dictionaries(NAMES, TEXTS), NAMES)
def test_each_is_known_by_its_commitment(texts, other):
    found = remembered(texts)
    assert {name: found.text(name) for name in texts} == texts
    assert found.text(other) == texts.get(other)
    found.forget()
    assert [found.text(name) for name in texts] == [None] * len(texts)


def test_half_a_name_is_not_enough():
    texts = {"1" * 16 + second + "0" * 32: second for second in ("2" * 16, "3" * 16)}
    found = remembered(texts)
    assert {name: found.text(name) for name in texts} == texts
    assert found.text("1" * 16 + "4" * 16 + "0" * 32) is None


def test_there_is_room_for_so_much(monkeypatch):
    monkeypatch.setattr(kept, "_ROOM", 10)
    found = remembered({f"{n:016x}{0:048x}": "năm" for n in range(9)})
    assert [found.text(f"{n:016x}{0:048x}") for n in range(4)] == [
        "năm",
        "năm",
        "năm",
        None,
    ]


def private():
    return commit("Trần Thị Thử Nghiệm", Counting())


def hiding(value, **more):
    return content(A, title="Một", note={"#": value.commitment}, **more)


def notes(writer):
    return [row[0] for row in writer.execute("SELECT note FROM f_event")]


def extended(writer, value, *found):
    with connection.transaction(writer):
        remember = values.keep(writer, [value])
        revisions.extend(writer, SPECS, iter(found), None, kept=remember)
    return remember


def test_what_was_just_kept_is_shown_without_the_table(writer, monkeypatch):
    value = private()
    monkeypatch.setattr(
        projections.values, "texts", lambda _, names: dict.fromkeys(names)
    )
    extended(writer, value, *lines(hiding(value)))
    assert notes(writer) == [value.value]


def test_what_is_redacted_on_the_way_is_shown_no_more(writer):
    """Even by a line that still names it, which no desk of ours would write."""
    value = private()
    (first,) = lines(hiding(value))
    gone = {"@": {"redacted": [value.commitment], "why": "x"}, "title": "Một"}
    redact = content(A, base=[first.hash], op=Op.REDACT, **gone)
    again = content(B, title="Hai", note={"#": value.commitment})
    remember = extended(writer, value, *lines(hiding(value), redact, again))
    assert remember.text(value.commitment) is None
    assert notes(writer) == [None, None]
    assert extended(writer, value).text(value.commitment) is None  # known as redacted
