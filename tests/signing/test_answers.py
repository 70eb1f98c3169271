"""The look at a signature answers by name, without the bundle round it.

The vectors of tests/vectors whose fault lies in the signature or its certificates.
"""

from functools import cache

import pytest

from desktop.errors import Refused
from desktop.signing import cms
from tests.signing.pki import province
from tests.vectors.parts import Plan, signed
from tests.vectors.signed_layer import VECTORS

MANIFEST = b"<manifest/>"
BY_THE_DESK = {"signature.revoked"}  # whose list of revoked ones it holds


def is_asked(vector):
    kinds = ("signature.", "certificate.subject", "certificate.broken")
    plain = isinstance(vector.plan, Plan) and vector.plan.manifest is None
    return (
        plain and vector.answer.startswith(kinds) and vector.answer not in BY_THE_DESK
    )


@cache
def usual():
    return signed(Plan(), MANIFEST)


def signature(plan):
    """Made once where only its bytes are changed."""
    return plan.signature(usual()) if plan.signature else signed(plan, MANIFEST)


@pytest.mark.parametrize(
    "vector", [v for v in VECTORS if is_asked(v)], ids=lambda v: v.name
)
def test_a_fault_of_the_signature_is_answered_by_name(vector):
    with pytest.raises(Refused) as refused:
        cms.verify(MANIFEST, signature(vector.plan), province().trust())
    assert refused.value.code == vector.answer
