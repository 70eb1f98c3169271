"""The header, lines, values, documents and files: what a valid key may still say wrong."""

import json
import re
from base64 import b64decode, b64encode
from dataclasses import replace

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from desktop.bundle.roster import Listed, write_roster
from desktop.bundle.update import Update, write_update
from desktop.desk import pack_file
from desktop.desk.packs import hash_of
from desktop.ledger.canonical import encode
from desktop.ledger.commitment import commit, stand_in
from desktop.ledger.handover import AttachmentRef
from desktop.signing import certs
from tests.signing.pki import CHANCE, NOW, other_province, province
from tests.vectors import desks
from tests.vectors.changes import always, flipped, swap, with_line
from tests.vectors.parts import (
    DESK,
    DESK_KEY,
    PDF,
    PROVINCE,
    RAWS,
    STREAM,
    VALUES,
    Plan,
    request,
    revisions,
    value_line,
)
from tests.vectors.signed_layer import desk_of, self_signed
from tests.vectors.vector import table

VALUE_LINES = [value_line(value) for value in VALUES]
TITLE = "Buổi 3".encode()
ZERO = b"0" * 64


def header(old, new):
    return Plan(header_bytes=swap(old, new))


def line(change, **more):
    return Plan(**with_line(3, change), **more)


def title(new):
    return line(swap(TITLE, new))


def values(first):
    """The first value's line, changed."""
    return Plan(values=[first(VALUE_LINES[0]), *VALUE_LINES[1:]])


def of(found, **more):
    """A plan that carries these lines and their values."""
    lines, hidden = found
    return Plan(
        lines=[one.raw for one in lines], values=[value_line(v) for v in hidden], **more
    )


def spoken(stream):
    """Lines of a stream that is not the sender's to this desk."""
    return of(revisions(stream), span={"stream": stream})


def spans(change, **more):
    """The header's one stream, written anew."""

    def changed(raw):
        found = re.search(rb'"streams":\[(\{[^]]*\})\]', raw)
        return raw.replace(found[1], change(found[1]))

    return Plan(header_bytes=changed, **more)


def cut_lines():
    """Signed as they are: the last line has no end."""
    raw = b"\n".join(RAWS)
    size = b'"bytes":%d' % (len(raw) + 1)
    return Plan(header_bytes=swap(size, b'"bytes":%d' % len(raw)), raw_lines=raw)


def ack(**more):
    said = {
        "for": {"bundle_id": "b" * 32, "bundle_json_sha256": "0" * 64},
        "result": "accepted", "code": "OK", "have": [], "rejected": [],
    }  # fmt: skip
    return header(b'"acks":[]', b'"acks":[' + encode(said | more) + b"]")


ADDRESSED = [
    ("meant for another province", "bundle.other_receiver", Plan(to="01")),
    ("meant for a neighbour", "bundle.other_receiver", Plan(to="20857")),
    ("meant for a commune below", "bundle.other_receiver", Plan(to="20854")),
]
SPOKEN_FOR = [
    ("in another unit's name", "bundle.other_signer", Plan(unit="20857")),
    ("in another device's name", "bundle.other_signer", Plan(device="N8BR")),
    (
        "with another certificate's hash",
        "bundle.other_signer",
        Plan(
            header_bytes=lambda raw: re.sub(
                rb'(?<="cert_sha256":")[0-9a-f]{64}', ZERO, raw
            )
        ),
    ),
    (
        "a stranger to the roster",
        "bundle.not_in_roster",
        Plan(**desk_of(province(), device="STRG"), device="STRG"),
    ),
    ("lines of another unit", "bundle.foreign_line", of(revisions(unit="20857"))),
    (
        "lines of another device's stream",
        "bundle.foreign_stream",
        spoken(replace(STREAM, dev="N8BR")),
    ),
    (
        "lines of a stream to somebody else",
        "bundle.foreign_stream",
        spoken(replace(STREAM, to="20857")),
    ),
]
SHAPES = [
    ("an unknown key", "field.unknown", header(b'"acks"', b'"ack":1,"acks"')),
    (
        "an unknown key inside",
        "field.unknown",
        header(b'"set_back"', b'"set":1,"set_back"'),
    ),
    ("a key missing", "field.missing", header(b'"app":"0.1.0",', b"")),
    ("a number missing", "field.missing", header(b'"n":1,', b"")),
    ("a text for a number", "field.shape", header(b'"n":1', b'"n":"1"')),
    ("number 0", "field.shape", header(b'"n":1', b'"n":0')),
    ("true for a number", "field.shape", header(b'"n":1', b'"n":true')),
    ("a number for a text", "field.shape", header(b'"app":"0.1.0"', b'"app":1')),
    (
        "a number for yes or no",
        "field.shape",
        header(b'"set_back":false', b'"set_back":0'),
    ),
    ("an object for a list", "field.shape", header(b'"asks":[]', b'"asks":{}')),
    ("a text for an object", "field.shape", header(b'"asks":[]', b'"asks":["x"]')),
    (
        "a list for the data",
        "field.shape",
        line(
            lambda raw: re.sub(
                rb'"data":\{"note":\{[^}]*\},"title":"[^"]*"\}', b'"data":[]', raw
            )
        ),
    ),
    ("a list on top", "field.shape", Plan(header_bytes=always(b"[]"))),
    ("no such moment", "field.shape", header(b'"created":"', b'"created":"x')),
    ("a receipt of no known result", "field.shape", ack(result="maybe")),
    ("a receipt with more to say", "field.unknown", ack(more=1)),
    ("a receipt that names no bundle", "field.missing", ack(**{"for": {}})),
    (
        "a unit of four digits",
        "field.shape",
        line(swap(b'"unit":"20854"', b'"unit":"2085"')),
    ),
    (
        "an operation nobody knows",
        "field.shape",
        line(swap(b'"op":"put"', b'"op":"del"')),
    ),
    ("a line's unknown key", "field.unknown", line(swap(b'"unit"', b'"uni":1,"unit"'))),
    ("a line's key missing", "field.missing", line(swap(b'"reason":"typed",', b""))),
    (
        "a value's key missing",
        "field.missing",
        Plan(values=[encode({"h": "0" * 64}), *VALUE_LINES]),
    ),
    ("a value's unknown key", "field.unknown", values(swap(b'"v":', b'"u":1,"v":'))),
    (
        "a value's salt of other letters",
        "value.salt",
        values(swap(b'"s":"', b'"s":"zz')),
    ),
    (
        "a later reader asked for",
        "bundle.newer",
        header(b'"min_reader":1', b'"min_reader":2'),
    ),
    ("a later version", "bundle.newer", header(b'"version":1', b'"version":2')),
    ("an earlier version", "bundle.newer", header(b'"version":1', b'"version":0')),
    ("another format", "bundle.format", header(b"so-phoi-hop.bundle", b"other.bundle")),
    ("a later line", "line.version", line(swap(b'"v":1', b'"v":2'))),
    (
        "the same base twice",
        "line.base",
        line(swap(b'"base":[]', b'"base":["' + ZERO + b'","' + ZERO + b'"]')),
    ),
    ("a base that is no hash", "line.base", line(swap(b'"base":[]', b'"base":["x"]'))),
    ("a base that is no text", "line.base", line(swap(b'"base":[]', b'"base":[1]'))),
    (
        "65 bases",
        "line.base",
        line(
            swap(b'"base":[]', encode({"base": [f"{n:064x}" for n in range(65)]})[1:-1])
        ),
    ),
]
JSON = [
    ("a number with a point", "json.number", header(b'"n":1', b'"n":1.0')),
    (
        "a number of twenty digits",
        "json.number",
        header(b'"n":1', b'"n":99999999999999999999'),
    ),
    (
        "a number of 5,000 digits",
        "json.number",
        header(b'"n":1', b'"n":' + b"9" * 5000),
    ),
    ("no number", "json.number", line(swap(b'"v":1', b'"v":NaN'))),
    ("infinity", "json.number", line(swap(b'"v":1', b'"v":Infinity'))),
    ("a space", "json.not_canonical", header(b'"n":1', b'"n": 1')),
    ("a needless escape", "json.not_canonical", header(b'"0.1.0"', b'"0.1.\\u0030"')),
    (
        "keys in another order",
        "json.not_canonical",
        header(b'{"acks":[],"app":"0.1.0"', b'{"app":"0.1.0","acks":[]'),
    ),
    ("a key twice", "json.duplicate", header(b'"n":1', b'"n":1,"n":1')),
    ("a line's key twice", "json.duplicate", line(swap(b'"v":1', b'"v":1,"v":1'))),
    ("JSON cut off", "json.broken", Plan(header_bytes=lambda raw: raw[:-1])),
    ("no UTF-8", "json.broken", header(b'"0.1.0"', b'"\xe9"')),
    (
        "a mark of byte order",
        "json.broken",
        Plan(header_bytes=lambda raw: b"\xef\xbb\xbf" + raw),
    ),
    ("an empty line", "json.broken", line(always(b""))),
    (
        "a hundred thousand brackets",
        "json.broken",
        Plan(header_bytes=always(b"[" * 100_000)),
    ),
    ("a NUL", "json.control", title(b"\\u0000")),
    ("text that runs backwards", "json.control", title("\u202e".encode())),
    ("half a character", "json.control", title(b"\\ud800")),
    ("letters taken apart", "json.not_nfc", title("Buo\u0302\u0309i".encode())),
    ("nine deep", "json.deep", line(swap(b'"' + TITLE + b'"', b"[" * 9 + b"]" * 9))),
    ("a key in Vietnamese", "json.key", line(swap(b'"title"', '"tựa"'.encode()))),
    ("a key that cannot be printed", "json.key", line(swap(b'"title"', b'"ti\\ttle"'))),
]
LARGE = [
    ("a text of 70,000 letters", "json.long_text", title(b"x" * 70_000)),
    ("a line of 300,000 letters", "line.long", title(b"x" * 300_000)),
    ("a line of 2,000,000 letters", "line.long", title(b"x" * 2_000_000)),
    ("a line without end", "line.long", Plan(raw_lines=b"x" * 400_000)),
    (
        "a header of empty lists",
        "field.shape",
        Plan(header_bytes=always(b"[" + b",".join([b"[]"] * 340_000) + b"]")),
    ),
    (
        "a header of 80,000 keys",
        "field.missing",
        Plan(
            header_bytes=always(
                b"{"
                + b",".join(b'"x_%d":1' % n for n in range(100_000, 180_000))
                + b"}"
            )
        ),
    ),
    (
        "a request of 20 MiB",
        "container.bomb",
        Plan(
            **self_signed(),
            documents={"request": b'{"csr":"' + b"A" * (20 << 20) + b'"}'},
        ),
    ),
]
CHAIN = [
    ("a line altered", "chain.link", title(b"Bu\xe1\xbb\x95i 9")),
    ("a line taken out", "chain.number", Plan(lines=RAWS[:3] + RAWS[4:])),
    ("a line twice", "chain.number", Plan(lines=RAWS[:4] + RAWS[3:])),
    ("two lines swapped", "chain.number", Plan(lines=[RAWS[1], RAWS[0], *RAWS[2:]])),
    (
        "a line of another device",
        "chain.stream",
        line(swap(b'"dev":"7K2M"', b'"dev":"AAAA"')),
    ),
    ("another head before", "chain.link", Plan(span={"head_before": "1" * 64})),
    ("another head after", "bundle.streams", Plan(span={"head_after": "0" * 64})),
    ("another first number", "chain.number", Plan(span={"first": 2, "last": 13})),
    ("another count", "bundle.streams", header(b'"count":12', b'"count":11')),
    (
        "a line less than announced",
        "bundle.streams",
        Plan(
            header_bytes=lambda raw: swap(b'"count":12', b'"count":13')(
                swap(b'"last":12', b'"last":13')(raw)
            )
        ),
    ),
    (
        "other bytes than announced",
        "bundle.streams",
        Plan(
            header_bytes=lambda raw: re.sub(
                rb'"bytes":\d+(?=,"count")', b'"bytes":9', raw
            )
        ),
    ),
    ("a stream twice", "bundle.streams", spans(lambda one: one + b"," + one)),
    (
        "a stream in two files",
        "bundle.streams",
        spans(
            lambda one: one + b"," + one.replace(b"s1.jsonl", b"s2.jsonl"),
            records={"records/s2.jsonl": b"".join(raw + b"\n" for raw in RAWS)},
        ),
    ),
    (
        "a last number past its lines",
        "bundle.streams",
        header(b'"last":12', b'"last":13'),
    ),
    (
        "two streams in a file",
        "bundle.streams",
        spans(lambda one: one + b"," + one.replace(b'"to":"48"', b'"to":"01"')),
    ),
    ("lines that nobody announced", "bundle.streams", Plan(header={"streams": ()})),
    (
        "lines announced that are not there",
        "bundle.streams",
        spans(
            lambda one: (
                one
                + b","
                + one.replace(b"s1.jsonl", b"s2.jsonl").replace(
                    b'"to":"48"', b'"to":"01"'
                )
            )
        ),
    ),
    ("the last line without end", "line.end", cut_lines()),
]


def halves():
    """A commitment torn in two: neither half is the name of a value."""
    (one,), hidden = revisions(count=1)
    name = json.loads(one.raw)["data"]["note"]["#"]
    torn = f'{name[:32]}"}},"rest":{{"#":"{name[32:]}'
    raw = one.raw.replace(name.encode(), torn.encode())
    return Plan(lines=[raw], values=[value_line(value) for value in hidden])


def staying(told):
    """A note that stays at its desk; ``told`` is what travels of it."""
    home = commit("Trần Thị Thử", CHANCE)
    value = commit(stand_in(home), CHANCE)
    (line,), hidden = revisions(count=1, data={"note": {"#": value.commitment}})
    known = [one for one in hidden if one.commitment in line.raw.decode()]
    values = sorted(map(value_line, [*known, *told(value, home)]))
    return Plan(lines=[line.raw], values=values)


HIDDEN = [
    ("a value that stays at its desk", "taken", staying(lambda text, _: [text])),
    ("not even what stands in for one", "value.missing", staying(lambda *_: [])),
    (
        "a value that stays, sent beside what stands in for it",
        "value.extra",
        staying(lambda *both: both),
    ),
    (
        "a value that stays, sent in the place of what stands in for it",
        "value.mismatch",
        staying(lambda text, home: [home._replace(commitment=text.commitment)]),
    ),
    ("a value named by halves", "value.missing", halves()),
    ("a value missing", "value.missing", Plan(values=VALUE_LINES[1:])),
    ("all values missing", "value.missing", Plan(values=[])),
    (
        "a value missing in the middle",
        "value.missing",
        Plan(values=VALUE_LINES[:9] + VALUE_LINES[10:]),
    ),
    (
        "a value that no line hides",
        "value.extra",
        Plan(values=sorted([*VALUE_LINES, value_line(commit("thừa", CHANCE))])),
    ),
    ("a value altered", "value.mismatch", values(swap(b'"v":"', b'"v":"x'))),
    ("values in another order", "value.order", Plan(values=VALUE_LINES[::-1])),
    ("a value twice", "value.order", Plan(values=[VALUE_LINES[0], *VALUE_LINES])),
]
NAME = next(iter(Plan().attachments))
FILES = [
    (
        "a file of other content",
        "bundle.attachments",
        Plan(attachments={NAME: PDF + b"x"}),
    ),
    ("a file not announced", "bundle.attachments", Plan(header={"attachments": ()})),
    (
        "a file announced that is not there",
        "bundle.attachments",
        Plan(attachments={}, header={"attachments": (AttachmentRef(NAME, 9, "a/b"),)}),
    ),
    (
        "a file announced twice",
        "bundle.attachments",
        Plan(header={"attachments": (AttachmentRef(NAME, len(PDF), "a/b"),) * 2}),
    ),
    (
        "a file of another size",
        "bundle.attachments",
        Plan(header={"attachments": (AttachmentRef(NAME, 9, "a/b"),)}),
    ),
    (
        "a file nobody asked for",
        "bundle.attachment_unasked",
        Plan(
            attachments={
                "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb": b"a"
            }
        ),
    ),
]

# what a new desk asks


def asking(change=None, **more):
    """A self-signed bundle; its request is made by ``change`` from its key."""
    own = self_signed()
    asked = request(**({"key": own["key"]} | more))
    return Plan(**own, documents={"request": change(asked) if change else asked})


def without_signature(asked):
    """The request's own signature altered."""
    said = json.loads(asked)
    csr = b64decode(said["csr"])
    return encode(said | {"csr": b64encode(flipped(csr, len(csr) - 1)).decode()})


def asking_again(csr):
    """A desk with its certificate asks for the next by this request."""
    csr = b64encode(csr).decode()
    return Plan(
        documents={"request": encode({"csr": csr, "recipient": PROVINCE.recipient})}
    )


def request_by(key):
    """A request of the desk for a key of any kind."""
    asked = x509.CertificateSigningRequestBuilder().subject_name(
        certs._name("20854", "7K2M")
    )
    return asked.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def rsa_desk():
    """A desk that signs itself with an RSA key and asks for a certificate for it."""
    key = rsa.generate_private_key(65537, 2048)
    name = certs._name("20854", "7K2M")
    asked = (
        x509.CertificateSigningRequestBuilder()
        .subject_name(name)
        .sign(key, hashes.SHA256())
    )
    own = certs._desk(
        certs._builder(name, name, key.public_key(), NOW, 99, CHANCE),
        "20854",
        key.public_key(),
    )
    forms = (
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    made = certs.read_certificate(
        own.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)
    )
    csr = b64encode(asked.public_bytes(serialization.Encoding.DER)).decode()
    document = encode({"csr": csr, "recipient": PROVINCE.recipient})
    return Plan(
        key=key.private_bytes(*forms), chain=(made,), documents={"request": document}
    )


def asking_for_nothing(asked):
    return encode(json.loads(asked) | {"csr": "AAAA"})


def unsealable(raw):
    """A recipient that looks like one, and is no key."""
    return raw.replace(PROVINCE.recipient.encode(), b"age1" + b"q" * 58)


ASKING = [
    ("a request in another unit's name", "certificate.request", asking(unit="20857")),
    (
        "a request in another device's name",
        "certificate.request",
        asking(device="N8BR"),
    ),
    (
        "a request that its key did not sign",
        "certificate.request",
        asking(without_signature),
    ),
    (
        "a request of no letters",
        "field.shape",
        asking(lambda raw: raw.replace(b'"csr":"', b'"csr":"?')),
    ),
    (
        "a request that cannot be answered",
        "field.shape",
        asking(unsealable),
    ),
    (
        "a request that is none",
        "certificate.request",
        asking(asking_for_nothing),
    ),
    ("a new desk with an RSA key", "pending", rsa_desk()),
    (
        "a next key of RSA 1024",
        "certificate.key",
        asking_again(request_by(rsa.generate_private_key(65537, 1024))),
    ),
    (
        "a next key on a curve of 192 bits",
        "certificate.key",
        asking_again(request_by(ec.generate_private_key(ec.SECP192R1()))),
    ),
    (
        "a next key in another device's name",
        "certificate.request",
        Plan(documents={"request": request(device="N8BR")}),
    ),
    (
        "a next key that was struck off the roster",
        "signature.revoked",
        Plan(documents={"request": request(key=desks.RETIRED_KEY)}),
    ),
    (
        "a request with more to say",
        "field.unknown",
        asking(lambda raw: raw.replace(b'{"csr"', b'{"a":1,"csr"')),
    ),
    ("a new desk", "pending", asking()),
]

# what the desk above sends

UP_KEY, UP = province().desk(unit="48", device="PR0V")


def down(**documents):
    """From the province to its commune."""
    return Plan(
        key=UP_KEY, chain=(UP, province().issuer), unit="48", device="PR0V", to="20854",
        lines=[], values=[], attachments={}, documents=documents,
    )  # fmt: skip


def crl_by(other):
    return certs.make_crl(other.issuer, other.issuer_key, 9, (), NOW)


def roster(*certificates):
    listed = (Listed(der, PROVINCE.recipient) for der in certificates)
    return write_roster(listed)


def certificates(own, by=None):
    return own.pem + (by or province()).issuer.pem


def sent(packed, files=None):
    """The province's bundle with forms; ``files`` are those it announces."""
    told = {"pack_counter": 2, "pack_sha256": hash_of(files)} if files else {}
    return replace(down(pack=packed), header=told)


UPDATE = write_update(Update("0.9.0", 9, "0" * 64))
FORMS = {"lists/a.csv": b"name\n"}
MANY = {f"lists/a{number}.csv": b"" for number in range(pack_file.MAX_FILES + 1)}
SWOLLEN = {"lists/a.csv": bytes(pack_file.MAX_BYTES + 1)}
FORMS_DOWN = [
    (*told, {"unit": "20854"})
    for told in (
        ("forms cut short", "pack.file", sent(pack_file.write(FORMS)[:-9], FORMS)),
        ("forms that are no file", "pack.file", sent(b"PK", FORMS)),
        ("other forms than announced", "pack.file", sent(pack_file.write(FORMS))),
        ("more forms than may be", "pack.size", sent(pack_file.write(MANY), MANY)),
        ("forms that swell", "pack.size", sent(pack_file.write(SWOLLEN), SWOLLEN)),
        *(
            (f"forms in {name}", "pack.name", sent(pack_file.write(files), files))
            for name in ("../a.csv", "lists/con.csv", "lists/a.exe", "/a.csv")
            for files in ({name: b"name\n"},)
        ),
    )
]
NEIGHBOURS = {
    "key": desks.NEIGHBOUR_KEY,
    "chain": (desks.NEIGHBOUR, province().issuer),
    "unit": "20857",
    "device": "N8BR",
}
FROM_ABOVE = [
    (
        "a certificate from below",
        "bundle.role",
        Plan(documents={"certificate": DESK.pem}),
    ),
    (
        "a list of revoked ones from below",
        "bundle.role",
        Plan(documents={"crl": desks.CRL}),
    ),
    (
        "a list of desks from below",
        "bundle.role",
        Plan(documents={"roster": roster(DESK.der)}),
    ),
    (
        "forms from below",
        "bundle.role",
        Plan(documents={"pack": b"PK"}),
    ),
    (
        "a newer program from below",
        "bundle.role",
        Plan(documents={"update": UPDATE}),
    ),
    (
        "a newer program of no number",
        "field.shape",
        down(update=UPDATE.replace(b"0.9.0", b"0 9")),
        {"unit": "20854"},
    ),
    (
        "a newer program of no hash",
        "field.missing",
        down(update=b'{"bytes":9,"version":"0.9.0"}'),
        {"unit": "20854"},
    ),
    (
        "a neighbour plays the province",
        "bundle.not_in_roster",
        replace(down(crl=desks.CRL), **NEIGHBOURS),
        {"unit": "20854"},
    ),
    (
        "a certificate for another key",
        "certificate.not_mine",
        down(certificate=certificates(desks.REVOKED)),
        {"unit": "20854"},
    ),
    (
        "a certificate for another device",
        "certificate.not_mine",
        down(
            certificate=certificates(
                certs.issue(
                    certs.make_request("20854", "N8BR", DESK_KEY),
                    province().issuer,
                    province().issuer_key,
                    NOW,
                    CHANCE,
                )
            )
        ),
        {"unit": "20854"},
    ),
    (
        "a certificate without issuer",
        "certificate.not_mine",
        down(certificate=DESK.pem),
        {"unit": "20854"},
    ),
    (
        "a certificate by another province",
        "signature.untrusted",
        down(
            certificate=certificates(
                certs.issue(
                    certs.make_request("20854", "7K2M", DESK_KEY),
                    other_province().issuer,
                    other_province().issuer_key,
                    NOW,
                    CHANCE,
                ),
                other_province(),
            )
        ),
        {"unit": "20854"},
    ),
    (
        "a certificate that is none",
        "certificate.broken",
        down(
            certificate=b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
        ),
        {"unit": "20854"},
    ),
    (
        "our certificate",
        "taken",
        down(certificate=certificates(DESK)),
        {"unit": "20854"},
    ),
]
LISTS = [
    (
        "a desk of another unit among our own",
        "certificate.subject",
        down(roster=roster(desks.NEIGHBOUR.der)),
        {"unit": "20854"},
    ),
    (
        "a listed desk whose certificate is no base64",
        "field.shape",
        down(roster=roster(DESK.der).replace(b'certificate":"', b'certificate":"!')),
        {"unit": "20854"},
    ),
    (
        "a listed desk whose certificate is none",
        "certificate.broken",
        down(roster=roster(b"none")),
        {"unit": "20854"},
    ),
    (
        "a listed desk that nothing can be sealed to",
        "field.shape",
        down(roster=unsealable(roster(DESK.der))),
        {"unit": "20854"},
    ),
    (
        "a list of desks with a key of its own",
        "field.unknown",
        down(roster=encode({"desks": [], "more": 1})),
        {"unit": "20854"},
    ),
    (
        "the desks beside ours",
        "taken",
        down(roster=roster(DESK.der, desks.REVOKED.der)),
        {"unit": "20854"},
    ),
    (
        "a list of revoked ones by another province",
        "crl.signature",
        down(crl=crl_by(other_province())),
        {"unit": "20854"},
    ),
    (
        "a list of revoked ones altered",
        "crl.signature",
        down(crl=crl_by(province())[:-1] + b"\0"),
        {"unit": "20854"},
    ),
    (
        "a list of revoked ones in another name",
        "crl.signature",
        down(crl=certs.make_crl(DESK, province().issuer_key, 9, (), NOW)),
        {"unit": "20854"},
    ),
    ("no list of revoked ones", "crl.broken", down(crl=b"none"), {"unit": "20854"}),
    (
        "a newer list of revoked ones",
        "taken",
        down(crl=crl_by(province())),
        {"unit": "20854"},
    ),
    (
        "an older list of revoked ones",
        "taken",
        down(crl=certs.make_crl(province().issuer, province().issuer_key, 4, (), NOW)),
        {"unit": "20854"},
    ),
]

# the forms

UNFIT = [
    (
        name,
        "line.form",
        of(
            revisions(
                form="mobilisation_event@1", data={"note": None} | data, files=()
            ),
        ),
    )
    for name, data in (
        ("an answer of another type", {"attendance": "abc"}),
        ("a question that the form has not", {"salary": "1"}),
        ("a private answer in the open", {"note": "Có lồng ghép"}),
    )
]

VECTORS = [
    *table((7,), ADDRESSED),
    *table((8,), SPOKEN_FOR),
    *table((16,), [*SHAPES, *JSON]),
    *table((10, 33), LARGE),
    *table((28, 29), CHAIN),
    *table((2, 34), HIDDEN),
    *table((2, 14), FILES),
    *table((6, 8), ASKING),
    *table((6,), FROM_ABOVE),
    *table((6, 33), FORMS_DOWN),
    *table((9,), LISTS),
    *table((16, 33), UNFIT),
]  # fmt: skip
