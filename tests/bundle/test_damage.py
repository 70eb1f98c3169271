"""Damage at every place: refused by name wherever it strikes (tests/vectors: by kind)."""

import pytest

from desktop.errors import Refused
from desktop.signing import cms
from tests.rounds import SEED
from tests.signing.pki import NOW, province
from tests.vectors.changes import flipped
from tests.vectors.parts import (
    DESK,
    DESK_KEY,
    VALUES,
    Plan,
    read,
    sealed,
    value_line,
    who,
)

WHOLE = sealed(Plan())
HEADER_END = WHOLE.index(b"\n---") + 49
CHUNK = 65_536 + 16
PAYLOAD = HEADER_END + 16  # the nonce stands before the first chunk
CHUNKS = range(PAYLOAD, len(WHOLE), CHUNK)


def refusal(raw, folder):
    with pytest.raises(Refused) as refused:
        read(raw, folder)
    assert [path.name for path in folder.iterdir()] == ["x.sph"]
    return refused.value.code


def test_each_byte_of_the_age_header(tmp_path):
    told = {refusal(flipped(WHOLE, at), tmp_path) for at in range(HEADER_END)}
    assert told == {
        "envelope.not_age", "envelope.header", "envelope.not_for_me", "envelope.broken",
    }  # fmt: skip


def test_a_byte_of_each_chunk_and_of_the_last_tag(tmp_path):
    last = len(WHOLE) - 1
    for at in (HEADER_END, *CHUNKS, last, last - 16):
        assert refusal(flipped(WHOLE, at), tmp_path) == "envelope.broken"


def test_a_cut_at_every_chunk(tmp_path):
    for end in (HEADER_END, *CHUNKS, len(WHOLE) - 1):
        assert refusal(WHOLE[:end], tmp_path) == "envelope.broken"


MANIFEST = b"<manifest/>"
SIGNATURE = cms.sign(MANIFEST, DESK_KEY, (DESK, province().issuer), NOW)


def test_bytes_of_the_signature():
    """Refused by name, or one that says nothing: never an error of a library."""
    silent = 0
    for at in range(SEED % 27, len(SIGNATURE), 27):
        try:
            cms.verify(MANIFEST, flipped(SIGNATURE, at), province().trust())
            silent += 1
        except Refused as refused:
            assert refused.code.startswith(("signature.", "certificate."))
    assert silent < 5


def test_a_redacted_value_may_be_missing(tmp_path):
    gone = VALUES[0].commitment
    plan = Plan(values=[value_line(value) for value in VALUES[1:]])
    by = who(redacted=lambda commitments: {gone} & set(commitments))
    assert len(read(sealed(plan), tmp_path, by)[2]) == len(VALUES) - 1
