"""The container in bytes: as stock tools see it, and up to its very limits."""

import hashlib
import io
import zipfile
import zlib

import pytest

from desktop.bundle import zipread
from desktop.bundle.names import MIMETYPE, limit_of
from desktop.bundle.writer import gather
from desktop.bundle.zipwrite import DEFLATED, STORED, Entry, Pieces, container
from desktop.errors import Refused
from tests.vectors.parts import stored

KB, MIB = 1024, 1024 * 1024
KIND = stored("mimetype", MIMETYPE)


def made(*entries):
    return io.BytesIO(b"".join(container([KIND, *entries])))


def squeezed(name, content, **lies):
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = squeeze.compress(content) + squeeze.flush()
    said = {
        "name": name, "method": DEFLATED, "crc32": zlib.crc32(content),
        "packed": len(packed), "size": len(content),
        "sha256": hashlib.sha256(content).digest(), "open": lambda: io.BytesIO(packed),
    }  # fmt: skip
    return Entry(**(said | lies))


def read(file, name):
    return zipread.whole(file, zipread.members(file)[name])


def test_stock_tools_see_a_plain_file_of_a_fixed_day():
    content = b"lines " * 99
    with zipfile.ZipFile(made(squeezed("records/s1.jsonl", content))) as opened:
        first, second = opened.infolist()
        assert opened.read(second) == content
    for info in (first, second):
        assert info.date_time == (1980, 1, 1, 0, 0, 0)
        assert (info.create_version, info.extract_version) == (20, 20)
        assert (info.flag_bits, info.internal_attr, info.external_attr) == (0, 0, 0)
        assert (info.extra, info.comment, info.volume) == (b"", b"", 0)
    assert (first.filename, first.compress_type) == ("mimetype", STORED)
    assert (second.compress_type, second.file_size) == (DEFLATED, len(content))


def test_what_a_stock_tool_wrote_strictly_is_read():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        zipped.writestr("mimetype", MIMETYPE)
        zipped.writestr("bundle.json", b"{}" * 99, zipfile.ZIP_DEFLATED)
    assert read(out, "bundle.json") == b"{}" * 99


def test_each_entry_is_read_as_it_was_written():
    many = {f"documents/d{n}": bytes([n]) * n * 40_000 for n in range(6)}
    file = made(*(stored(name, raw) for name, raw in many.items()))
    found = zipread.members(file)
    assert list(found) == ["mimetype", *many]
    for name, raw in many.items():
        assert zipread.whole(file, found[name]) == raw
        assert zipread.digest(file, found[name]) == hashlib.sha256(raw).digest()
        assert found[name].size == found[name].packed == len(raw)


@pytest.mark.parametrize(
    "name, limit",
    [
        ("mimetype", len(MIMETYPE)), ("bundle.json", MIB),
        ("META-INF/ASiCManifest001.xml", 2 * MIB),
        ("META-INF/signature001.p7s", 64 * KB), ("records/s1.jsonl", 256 * MIB),
        ("records/values.jsonl", 256 * MIB), ("attachments/" + "a" * 64, 50 * MIB),
        ("documents/roster", 64 * MIB), ("documents/request", 64 * KB),
        ("documents/certificate", 64 * KB), ("documents/crl", MIB),
    ],
)  # fmt: skip
def test_each_entry_may_be_as_large_as_the_format_says(name, limit):
    assert limit_of(name) == limit


@pytest.mark.parametrize("more", [0, 1])
def test_an_entry_of_its_limit_is_read_and_a_byte_more_is_a_bomb(more):
    file = made(stored("documents/request", bytes(64 * KB + more)))
    if not more:
        assert len(read(file, "documents/request")) == 64 * KB
        return
    with pytest.raises(Refused) as refused:
        read(file, "documents/request")
    assert refused.value.code == "container.bomb"
    assert refused.value.facts == {"name": "documents/request"}


def test_a_small_text_may_deflate_as_well_as_it_likes_and_a_large_one_not():
    small, large = bytes(64 * KB), bytes(MIB)
    file = made(
        squeezed("records/s1.jsonl", small), squeezed("records/s2.jsonl", large)
    )
    assert read(file, "records/s1.jsonl") == small
    with pytest.raises(Refused, match=r"^container\.bomb"):
        read(file, "records/s2.jsonl")


@pytest.mark.parametrize("lies", [{"crc32": 1}, {"size": 5}, {"size": 7}])
def test_what_inflates_to_something_else_is_damaged_and_named(lies):
    file = made(squeezed("records/s1.jsonl", b"lines\n", **lies))
    with pytest.raises(Refused) as refused:
        read(file, "records/s1.jsonl")
    assert refused.value.code == "container.damaged"
    assert refused.value.facts == {"name": "records/s1.jsonl"}


@pytest.mark.parametrize("size", [0, 1, 21])
def test_what_is_shorter_than_an_end_is_none(size):
    with pytest.raises(Refused, match=r"^container\.size"):
        zipread.members(io.BytesIO(bytes(size)))


@pytest.mark.parametrize("given", [b"", b"12345", b"1234567"])
def test_a_file_that_changed_after_it_was_measured_is_told(given):
    entry = Entry("documents/x", STORED, 0, 6, 6, b"", lambda: io.BytesIO(given))
    with pytest.raises(Refused) as refused:
        list(container([KIND, entry]))
    assert refused.value.code == "bundle.source_changed"
    assert refused.value.facts == {"name": "documents/x"}


def test_a_source_is_let_go_of():
    source = io.BytesIO(b"123456")
    list(container([KIND, Entry("documents/x", STORED, 0, 6, 6, b"", lambda: source)]))
    assert source.closed


@pytest.mark.parametrize("size", [1, 2, 3, 5, 100, -1])
def test_pieces_are_read_in_any_size(size):
    source = Pieces(iter([b"", b"abc", b"", b"de", b"f"]))
    found = list(iter(lambda: source.read(size), b""))
    assert b"".join(found) == b"abcdef"
    assert all(len(piece) <= size for piece in found) or size < 0
    assert source.read(1) == b""


@pytest.mark.parametrize("count", [0, 1, 5, 6, 2500])
def test_lines_are_measured_as_they_are_squeezed(count, tmp_path):
    lines, seen = [b"line %d\n" % number for number in range(count)], []
    whole = b"".join(lines)
    blocks = (b"".join(lines[at : at + 3]) for at in range(0, count, 3))
    found = gather("records/s1.jsonl", blocks, tmp_path / "spool", seen.append)
    assert b"".join(seen) == whole
    entry, packed = found.entry, (tmp_path / "spool").read_bytes()
    assert found.count == count
    assert (entry.name, entry.method) == ("records/s1.jsonl", DEFLATED)
    assert (entry.size, entry.packed) == (len(whole), len(packed))
    assert entry.crc32 == zlib.crc32(whole)
    assert entry.sha256 == hashlib.sha256(whole).digest()
    assert zlib.decompress(packed, -15) == whole
    with entry.open() as source:
        assert source.read() == packed
