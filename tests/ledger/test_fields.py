"""An untrusted object is asked key by key; nothing is guessed."""

import pytest

from desktop.errors import Refused
from desktop.ledger.fields import HASH, Fields


def refused(ask, value):
    with pytest.raises(Refused) as found:
        ask(Fields({"k": value}, "line"))
    return found.value


ASKS = [
    (lambda f: f.text("k"), "a", [1, None, ["a"], {}, True]),
    (lambda f: f.text("k", HASH), "a" * 64, ["a" * 63, "a" * 64 + "\n", "A" * 64]),
    (lambda f: f.number("k"), 0, [-1, True, "1", None]),
    (lambda f: f.number("k", least=1), 1, [0]),
    (lambda f: f.flag("k"), False, [0, "false", None]),
    (
        lambda f: f.moment("k"),
        "2026-01-01T00:00:00+07:00",
        ["2026-01-01T00:00:00", "x"],
    ),
    (lambda f: f.items("k"), [], [{}, "", None]),
    (lambda f: f.object("k"), {}, [[], "", None]),
    (lambda f: f.inner("k"), {}, [[], "", None]),
    (lambda f: f.inners("k"), [{}], [[1], {}, [None]]),
]


@pytest.mark.parametrize(("ask", "good", "bad"), ASKS)
def test_each_ask_takes_its_shape_and_no_other(ask, good, bad):
    ask(Fields({"k": good}, "line"))
    for value in bad:
        assert refused(ask, value).code == "field.shape"
        assert refused(ask, value).facts["key"].startswith("line")


def test_only_an_object_has_fields():
    for value in ([], "x", 1, None):
        with pytest.raises(Refused):
            Fields(value, "line")


def test_what_nobody_asked_for_is_refused():
    fields = Fields({"a": "1", "x_b": 1}, "line")
    assert fields.has("a")
    assert fields.text("a") == "1"
    assert not fields.has("a")
    fields.close()
    with pytest.raises(Refused) as found:
        Fields({"b": 1}, "line").close()
    assert (found.value.code, found.value.facts["key"]) == ("field.unknown", "line.b")


def test_a_hostile_key_is_not_repeated():
    with pytest.raises(Refused) as found:
        Fields({"k" * 200: 1}, "line").close()
    assert found.value.facts["key"] == "line"
