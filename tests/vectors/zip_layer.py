"""The container: each trick that a lenient reader would fall for."""

from dataclasses import replace

from desktop.bundle.header import write_header
from tests.vectors.changes import (
    added,
    always,
    central,
    deflated,
    end,
    flipped,
    in_place_of,
    patch,
    renamed,
    second,
    start,
    without_entry,
)
from tests.vectors.parts import KEY, PLAIN, RAWS, Plan, the_header
from tests.vectors.vector import table

MIB = 1024 * 1024
PLAIN_BYTES = b"".join(line + b"\n" for line in RAWS)
MANIFEST, SIGNATURE = "META-INF/ASiCManifest001.xml", "META-INF/signature001.p7s"


def zip64(raw):
    return raw[: end(raw)] + b"PK\6\6" + bytes(52) + raw[end(raw) :]


def in_front_of_directory(raw):
    """Bytes between the last entry and the directory, which is moved along."""
    moved = patch(end, 16, "<I", central(raw) + 4)(raw)
    return moved[: central(raw)] + b"junk" + moved[central(raw) :]


def longer_directory(raw):
    size = int.from_bytes(raw[end(raw) + 12 : end(raw) + 16], "little")
    longer = patch(end, 12, "<I", size + 4)(raw)
    return longer[: end(raw)] + b"junk" + longer[end(raw) :]


def local(name, offset, layout, value):
    """A number of an entry's own header."""
    return patch(lambda raw: raw.index(name.encode()) - 30, offset, layout, value)


def both(offset_local, offset_central, layout, value):
    """The same lie in both headers of the first entry."""

    def change(raw):
        raw = patch(start, offset_local, layout, value)(raw)
        return patch(central, offset_central, layout, value)(raw)

    return change


def gap(raw):
    """Four bytes that no header tells of; all behind them is moved along."""
    at = raw.index(b"PK\3\4", 4)
    moved, place = patch(end, 16, "<I", central(raw) + 4)(raw), central(raw)
    while (place := moved.find(b"PK\1\2", place + 4)) > 0:
        offset = int.from_bytes(moved[place + 42 : place + 46], "little")
        moved = patch(lambda _, place=place: place, 42, "<I", offset + 4)(moved)
    return moved[:at] + b"junk" + moved[at:]


def beyond(raw):
    """The first entry as long as if the second stood behind the end."""
    far = 1 << 30
    for place, packed, size in ((start, 18, 22), (central, 20, 24)):
        raw = patch(place, packed, "<I", far)(patch(place, size, "<I", far)(raw))
    return patch(second, 42, "<I", far + 38)(raw)


def swapped(entries):
    """The lines' place holds the header's bytes."""
    other = entries[1]
    return [
        replace(e, crc32=other.crc32, packed=other.packed, size=other.size, open=other.open)
        if e.name == PLAIN else e
        for e in entries
    ]  # fmt: skip


def records(content, **more):
    return Plan(entries=in_place_of(deflated(PLAIN, content, **more)))


SQUEEZED = b"".join(iter(deflated(PLAIN, PLAIN_BYTES).open().read, b""))
BOMB = bytes(60 * MIB)

VECTORS = [
    *table((11,), [
        ("a program before it", "container.end", Plan(zipped=lambda raw: b"MZ" + raw)),
        ("a byte after it", "container.end", Plan(zipped=lambda raw: raw + b"x")),
        ("two containers in one", "container.end", Plan(zipped=lambda raw: raw + raw)),
        ("a comment", "container.end", Plan(zipped=lambda raw: raw[:-2] + b"\1\0x")),
        ("a container in the comment", "container.end", Plan(zipped=lambda raw: raw[:-2] + len(raw[:999]).to_bytes(2, "little") + raw[:999])),
        ("ZIP64", "container.end", Plan(zipped=zip64)),
        ("nothing inside", "container.size", Plan(zipped=always(b""))),
        ("the end cut off", "container.end", Plan(zipped=lambda raw: raw[:-22])),
        ("another mark of the end", "container.end", Plan(zipped=patch(end, 0, "<I", 0))),
        ("a gap between entries", "container.layout", Plan(zipped=gap)),
        ("another file first, of the same content", "container.mimetype", Plan(entries=renamed("mimetype", "documents/x"))),
        ("its kind said to be deflated", "container.mimetype", Plan(zipped=both(8, 10, "<H", 8))),
        ("on another disk", "container.end", Plan(zipped=patch(end, 4, "<H", 1))),
        ("directory on another disk", "container.end", Plan(zipped=patch(end, 6, "<H", 1))),
        ("a comment of no bytes", "container.end", Plan(zipped=patch(end, 20, "<H", 1))),
        ("fewer entries here", "container.end", Plan(zipped=patch(end, 8, "<H", 1))),
        ("no entries", "container.end", Plan(zipped=patch(end, 8, "<I", 0))),
        ("the directory elsewhere", "container.end", Plan(zipped=patch(end, 16, "<I", 1))),
        ("an entry more than there are", "container.layout", Plan(zipped=patch(end, 8, "<I", 9 << 16 | 9))),
        ("an entry less than there are", "container.layout", Plan(zipped=patch(end, 8, "<I", 4 << 16 | 4))),
        ("junk before the directory", "container.layout", Plan(zipped=in_front_of_directory)),
        ("junk in the directory", "container.layout", Plan(zipped=longer_directory)),
        ("data descriptor in the directory", "container.method", Plan(zipped=patch(central, 8, "<H", 8))),
        ("encrypted in the directory", "container.method", Plan(zipped=patch(central, 8, "<H", 1))),
        ("another method", "container.method", Plan(zipped=patch(central, 10, "<H", 99))),
        ("no mark of an entry", "container.layout", Plan(zipped=patch(central, 0, "<I", 0))),
        ("two checksums", "container.layout", Plan(zipped=patch(central, 16, "<I", 1))),
        ("two packed sizes", "container.layout", Plan(zipped=patch(central, 20, "<I", 1))),
        ("two sizes", "container.layout", Plan(zipped=patch(central, 24, "<I", 1))),
        ("extra fields in the directory", "container.layout", Plan(zipped=patch(central, 30, "<H", 4))),
        ("an entry's comment", "container.layout", Plan(zipped=patch(central, 32, "<H", 4))),
        ("an entry on another disk", "container.layout", Plan(zipped=patch(central, 34, "<H", 1))),
        ("an entry elsewhere", "container.layout", Plan(zipped=patch(central, 42, "<I", 5))),
        ("overlapping entries", "container.layout", Plan(zipped=patch(second, 42, "<I", 0))),
        ("no mark of a local header", "container.layout", Plan(zipped=patch(start, 0, "<I", 0))),
        ("data descriptor", "container.layout", Plan(zipped=patch(start, 6, "<H", 8))),
        ("two methods", "container.layout", Plan(zipped=patch(start, 8, "<H", 8))),
        ("a local checksum", "container.layout", Plan(zipped=patch(start, 14, "<I", 1))),
        ("a local size", "container.layout", Plan(zipped=patch(start, 22, "<I", 1))),
        ("local extra fields", "container.layout", Plan(zipped=patch(start, 28, "<H", 4))),
        ("a local name", "container.layout", Plan(zipped=lambda raw: raw[:30] + b"mimetypE" + raw[38:])),
        ("a local header past the end", "container.layout", Plan(zipped=beyond)),
        ("stored in two sizes", "container.layout", Plan(zipped=both(22, 24, "<I", 99))),
        ("a name with NUL", "container.name", Plan(zipped=lambda raw: raw[: central(raw) + 46] + b"mime\0ype" + raw[central(raw) + 54 :])),
        ("content altered", "container.damaged", Plan(zipped=lambda raw: flipped(raw, raw.index(b"so-phoi-hop.bundle")))),
        ("another kind of container", "container.mimetype", Plan(zipped=lambda raw: raw.replace(b"asic-e+zip", b"asic-s+zip"))),
        ("its kind comes late", "container.mimetype", Plan(entries=lambda es: [*es[1:], es[0]])),
        ("its kind deflated", "container.mimetype", Plan(entries=in_place_of(deflated("mimetype", b"application/vnd.etsi.asic-e+zip")))),
        ("the header deflated", "container.layout", Plan(entries=in_place_of(deflated("bundle.json", write_header(the_header(Plan())))))),
        ("the header behind the lines", "container.layout", Plan(entries=lambda es: [es[0], es[2], es[1], *es[3:]])),
        ("a name twice", "container.layout", Plan(entries=lambda es: [*es[:2], es[1], *es[2:]])),
        ("deflated bytes cut", "container.damaged", records(PLAIN_BYTES, packed=SQUEEZED[:-9])),
        ("bytes behind the deflated ones", "container.damaged", records(PLAIN_BYTES, packed=SQUEEZED + b"more")),
        ("not deflated at all", "container.damaged", records(PLAIN_BYTES, packed=b"\xff" * 99)),
    ]),
    *table((12,), [
        (f"named {name!a}", "container.name", Plan(entries=renamed(PLAIN, name)))
        for name in (
            "../records/s1.jsonl", "records/../s1.jsonl", "/records/s1.jsonl",
            "records\\s1.jsonl", "records/S1.jsonl", "records/s1.jsonl ", "records/con",
            "C:s1.jsonl", "records/s1.jsonl:x", "documents/Ảnh", "documents/gpj.\u202eexe",
            "records/a-very-long-name-here.jsonl",
        )
    ]),
    *table((10,), [
        ("records that inflate a thousandfold", "container.bomb", records(BOMB)),
        ("values that inflate a thousandfold", "container.bomb", Plan(entries=in_place_of(deflated(KEY, BOMB)))),
        ("a document that inflates a thousandfold", "container.bomb", Plan(documents={"request": b""}, entries=in_place_of(deflated("documents/request", BOMB)))),
        ("a manifest that inflates a thousandfold", "container.bomb", Plan(entries=in_place_of(deflated(MANIFEST, BOMB)))),
        ("a signature of 70,000 bytes", "container.bomb", Plan(signature=lambda raw: raw + bytes(70_000))),
        ("a header of 2 MiB", "container.bomb", Plan(header_bytes=always(bytes(2 * MIB)))),
        ("an attachment of 51 MiB", "container.bomb", Plan(attachments={"0" * 64: bytes(51 * MIB)})),
        ("a small size declared", "container.damaged", records(PLAIN_BYTES, size=99)),
        ("a large size declared", "container.damaged", records(PLAIN_BYTES, size=2**32 - 1)),
        ("five thousand and one entries", "container.end", Plan(entries=added(*(f"documents/d{n}" for n in range(4995))))),
        ("more lines than we take", "bundle.too_many", Plan(), {"bounds": {"desktop.bundle.parts.MAX_LINES": 10}}),
    ]),
    *table((14,), [
        ("no header", "container.incomplete", Plan(entries=without_entry("bundle.json"))),
        ("no manifest", "container.incomplete", Plan(entries=without_entry(MANIFEST))),
        ("no signature", "container.incomplete", Plan(entries=without_entry(SIGNATURE))),
        ("a second manifest", "container.name", Plan(entries=added("META-INF/ASiCManifest002.xml"))),
        ("a second signature", "container.name", Plan(entries=added("META-INF/signature002.p7s"))),
        ("an unsigned document", "manifest.entries", Plan(entries=added("documents/x"))),
        ("unsigned lines", "manifest.entries", Plan(entries=added("records/s2.jsonl"))),
        ("signed lines gone", "manifest.entries", Plan(entries=without_entry(PLAIN))),
        ("entries in another order", "manifest.entries", Plan(entries=lambda es: [*es[:2], es[3], es[2], *es[4:]])),
        ("content swapped", "manifest.digest", Plan(entries=swapped)),
    ]),
]  # fmt: skip
