"""The reader answers by name without a desk, and its parts without a signature.

The vectors of tests/vectors whose fault they find; a desk is asked there.
"""

import io

import pytest

from desktop.bundle import zipread
from desktop.bundle.header import read_header
from desktop.bundle.manifest import read_manifest
from desktop.bundle.names import HEADER, MANIFEST
from desktop.bundle.parts import ContainerParts, check_lines
from desktop.errors import Refused
from tests.vectors import said_layer, signed_layer, zip_layer
from tests.vectors.parts import LINES, VALUES, Plan, inner, read

BY_THE_WHOLE = {  # the reader compares what several parts say
    "bundle.attachments", "bundle.other_receiver", "bundle.other_signer",
    "bundle.self_signed", "certificate.request", "container.incomplete",
    "manifest.digest", "manifest.entries",
}  # fmt: skip
BY_THE_DESK = {
    "bundle.attachment_unasked", "bundle.foreign_line", "bundle.foreign_stream",
    "bundle.not_in_roster", "bundle.role", "line.form",
}  # fmt: skip
KINDS = ("bundle.", "chain.", "container.", "field.", "json.", "line.", "manifest.")


def unsigned(plan, manifest):
    return b"x" * 70_000 if plan.signature else b"x"


def opened(plan):
    """The parts in the order of the reader, without what needs a signature."""
    file = io.BytesIO(inner(plan, unsigned))
    members = zipread.members(file)
    for member in members.values():
        zipread.digest(file, member)
    read_manifest(zipread.whole(file, members[MANIFEST]))
    header = read_header(zipread.whole(file, members[HEADER]))
    parts = ContainerParts(file, members, header)
    check_lines(parts, header, lambda commitments: set(), lambda line: None)
    return header, parts


LONG = {  # to make or to read
    "a request of 20 MiB", "an attachment of 51 MiB", "a header of empty lists",
    "a header of 80,000 keys",
}  # fmt: skip
COMPARED = {  # by the reader, though the answer is one of a part
    "lines that nobody announced", "lines announced that are not there",
    "a request with more to say", "a request of no letters",
    "a request that cannot be answered",
    "the header deflated", "the header behind the lines",
}  # fmt: skip
LATER = {"a next key in another device's name"}  # it is the desk that asks for it


def is_one_file(vector):
    own = isinstance(vector.plan, Plan) and vector.unit == "48" and not vector.earlier
    return own and vector.name not in LONG | LATER


def is_of_a_part(vector):
    whole = vector.answer in BY_THE_WHOLE | BY_THE_DESK or vector.name in COMPARED
    return vector.answer.startswith((*KINDS, "value.")) and not whole


def is_of_the_whole(vector):
    return vector.answer in BY_THE_WHOLE or vector.name in COMPARED


LAYERS = (zip_layer, signed_layer, said_layer)
ALL = [v for layer in LAYERS for v in layer.VECTORS if is_one_file(v)]
WHOLES = list(filter(is_of_the_whole, ALL))
OF_PARTS = list(filter(is_of_a_part, ALL))


@pytest.mark.parametrize("vector", WHOLES, ids=lambda v: v.name)
def test_the_reader_by_itself_answers_by_name(vector, tmp_path):
    with pytest.raises(Refused) as refused:
        read(vector.raw(), tmp_path)
    assert refused.value.code == vector.answer


@pytest.mark.parametrize("vector", OF_PARTS, ids=lambda v: v.name)
def test_a_part_by_itself_answers_by_name(vector):
    with vector.limits(), pytest.raises(Refused) as refused:
        opened(vector.plan)
    assert refused.value.code == vector.answer


def test_a_whole_one_passes_every_part():
    header, parts = opened(Plan())
    assert list(parts.revisions(header.streams[0])) == LINES
    assert list(parts.values()) == VALUES
