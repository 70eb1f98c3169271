"""Names and limits of the container (docs/bundle-format.md)."""

import errno
import re

MIMETYPE = b"application/vnd.etsi.asic-e+zip"
HEADER = "bundle.json"
VALUES = "records/values.jsonl"
MANIFEST = "META-INF/ASiCManifest001.xml"
SIGNATURE = "META-INF/signature001.p7s"
REQUEST = "documents/request"
NAME = re.compile(
    r"mimetype|bundle\.json|records/[a-z0-9]{1,16}\.jsonl|documents/[a-z0-9-]{1,40}"
    r"|attachments/[0-9a-f]{64}|META-INF/ASiCManifest001\.xml"
    r"|META-INF/signature001\.p7s"
)

MIB = 1024 * 1024
MAX_FILE = 2048 * MIB  # age file; the container inside is smaller
MAX_ENTRIES = 5000
MAX_HEADER = MIB
MAX_MANIFEST = 2 * MIB  # 5,000 references take 1.4
MAX_SIGNATURE = 64 * 1024
MAX_CERTIFICATES = 64 * 1024
MAX_RECORDS = 256 * MIB  # inflated
MAX_LINES = 500_000
MAX_ATTACHMENT = 50 * MIB
MAX_DOCUMENT = 64 * MIB
MAX_RATIO = 200  # text deflates perhaps tenfold; two hundred is a bomb
PIECE = 64 * 1024
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}  # a disk without room


def limit_of(name: str) -> int:
    """The most bytes an entry may inflate to."""
    if name.startswith("records/"):
        return MAX_RECORDS
    if name.startswith("attachments/"):
        return MAX_ATTACHMENT
    if name.startswith("documents/"):
        return _LIMITS.get(name, MAX_DOCUMENT)
    return _LIMITS[name]


_LIMITS = {
    "mimetype": len(MIMETYPE),
    HEADER: MAX_HEADER,
    MANIFEST: MAX_MANIFEST,
    SIGNATURE: MAX_SIGNATURE,
    REQUEST: MAX_CERTIFICATES,
    "documents/certificate": MAX_CERTIFICATES,
    "documents/crl": MIB,  # 20,000 serials
    "documents/update": MAX_CERTIFICATES,
}
