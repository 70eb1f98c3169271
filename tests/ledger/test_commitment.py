"""The line holds the hash; salt and value, kept apart, open it."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import Refused
from desktop.ledger.chain import START
from desktop.ledger.commitment import (
    check_value,
    commit,
    commitment_of,
    commitments_in,
    commitments_in_line,
)
from desktop.ledger.revision import seal
from tests.ledger.sample import AT, FILE, STREAM, Counting, content

VALUE = commit("Nguyễn Thị Thử", Counting())


def test_the_commitment_is_sha256_of_salt_and_value():
    said = bytes.fromhex(VALUE.salt) + "Nguyễn Thị Thử".encode()
    assert hashlib.sha256(said).hexdigest() == VALUE.commitment
    assert len(VALUE.salt) == 64


def test_equal_values_have_different_commitments():
    chance = Counting()
    assert commit("a", chance).commitment != commit("a", chance).commitment


def test_the_true_value_passes():
    check_value(VALUE)
    check_value(commit("", Counting()))


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"value": "Nguyễn Thị Thứ"}, "value.mismatch"),
        ({"commitment": "0" * 64}, "value.mismatch"),
        ({"commitment": VALUE.commitment.upper()}, "value.mismatch"),
        ({"salt": "0" * 64}, "value.mismatch"),
        ({"salt": "0" * 62}, "value.salt"),
        ({"salt": "0" * 66}, "value.salt"),
        ({"salt": "g" * 64}, "value.salt"),
        ({"value": "Nguye\u0302\u0303n"}, "json.not_nfc"),
        ({"value": "a\x00"}, "json.control"),
    ],
)
def test_any_other_is_refused(changed, code):
    with pytest.raises(Refused) as refused:
        check_value(VALUE._replace(**changed))
    assert refused.value.code == code


def test_a_boundary_cannot_be_moved_between_salt_and_value():
    salt = VALUE.salt + "41"
    with pytest.raises(Refused):
        check_value(VALUE._replace(salt=salt, value=VALUE.value[1:]))


def test_a_value_that_cannot_stand_in_a_file_is_not_committed():
    with pytest.raises(Refused):
        commit("e\u0301", Counting())


def test_only_an_object_of_one_hash_key_is_a_commitment():
    assert commitment_of({"#": "a"}) == "a"
    for node in ({"#": "a", "b": "c"}, {"#": 1}, {}, "a", None, ["#"], {"a": "#"}):
        assert commitment_of(node) is None


def test_commitments_are_found_in_order_at_any_depth():
    one, two, three = ({"#": str(n) * 64} for n in (1, 2, 3))
    data = {"a": one, "g": {"b": two, "t": "x"}, "r": [{"_row": "0", "c": three}]}
    assert commitments_in(data) == ["1" * 64, "2" * 64, "3" * 64]


@given(st.lists(st.integers(0, 9), max_size=5), st.text('{}"#:\\0a', max_size=90))
def test_the_line_names_the_same_ones_whatever_is_typed(hidden, typed):
    data = {f"q{n}": {"#": f"{n}" * 64} for n in hidden} | {"t": typed}
    line = seal(content(data=data, files=(FILE,)), STREAM, START, "canbo", AT)
    assert sorted(commitments_in_line(line.raw)) == sorted(
        [*commitments_in(data), FILE.name]
    )
