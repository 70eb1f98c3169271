"""A bag of hashes is a set of them, in order."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from desktop.ledger.digests import Digests

NAMES = st.lists(
    st.integers(0, 40).map(lambda n: hashlib.sha256(b"%d" % n).hexdigest())
)


def bag(names):
    found = Digests()
    found.update(names[:3])
    found.update(names[3:])
    return found


@given(NAMES)
def test_each_comes_once_and_in_order(names):
    assert list(bag(names)) == sorted(set(names))


@given(NAMES, NAMES)
def test_without_others_is_what_the_others_lack(names, others):
    left = bag(names).without(bag(others))
    assert list(left) == sorted(set(names) - set(others))
