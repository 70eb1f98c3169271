"""ASiCManifest001.xml (EN 319 162-1): a SHA-256 for every entry, in order."""

import re
from base64 import b64decode, b64encode
from collections.abc import Mapping
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from desktop.bundle.names import MAX_ENTRIES, SIGNATURE
from desktop.errors import Refused

ASIC = "http://uri.etsi.org/02918/v1.2.1#"
XMLDSIG = "http://www.w3.org/2000/09/xmldsig#"
SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
_OPENING = (
    # No line end here: openssl without -binary would change it.
    '<?xml version="1.0" encoding="UTF-8"?>'
    f'<asic:ASiCManifest xmlns:asic="{ASIC}" xmlns:ds="{XMLDSIG}">'
    f'<asic:SigReference URI="{SIGNATURE}"'
    ' MimeType="application/x-pkcs7-signature"/>'
)
_FORBIDDEN = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_DIGEST_BYTES = 32
# Five tags and four attributes to a reference: parsed, more would take a hundred times
# the room of its bytes.
_MOST_MARKS = 6 * MAX_ENTRIES


def write_manifest(digests: Mapping[str, bytes]) -> bytes:
    """The manifest over (name -> SHA-256), in the mapping's order."""
    parts = [_OPENING]
    for name, digest in digests.items():
        parts.append(
            f'<asic:DataObjectReference URI="{name}">'
            f'<ds:DigestMethod Algorithm="{SHA256}"/>'
            f"<ds:DigestValue>{b64encode(digest).decode()}</ds:DigestValue>"
            "</asic:DataObjectReference>"
        )
    return "".join([*parts, "</asic:ASiCManifest>"]).encode()


def read_manifest(raw: bytes) -> dict[str, bytes]:
    """name -> SHA-256; Refused for anything but the form written above."""
    if _FORBIDDEN.search(raw) or not raw.startswith(b"<?xml version="):
        raise Refused("manifest.xml")
    if max(raw.count(b"<"), raw.count(b"=")) > _MOST_MARKS:
        raise Refused("manifest.size")
    try:
        top = fromstring(raw, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise Refused("manifest.xml") from error
    children = list(top)
    if top.tag != f"{{{ASIC}}}ASiCManifest" or not children:
        raise Refused("manifest.shape")
    _check_signature_reference(children[0])
    found: dict[str, bytes] = {}
    for child in children[1:]:
        name, digest = _reference(child)
        if name in found:
            raise Refused("manifest.duplicate")
        found[name] = digest
    return found


def _check_signature_reference(child: Element) -> None:
    if child.tag != f"{{{ASIC}}}SigReference" or child.get("URI") != SIGNATURE:
        raise Refused("manifest.shape")


def _reference(child: Element) -> tuple[str, bytes]:
    if child.tag != f"{{{ASIC}}}DataObjectReference" or len(child) != 2:
        raise Refused("manifest.shape")
    method, value = child
    if method.tag != f"{{{XMLDSIG}}}DigestMethod" or method.get("Algorithm") != SHA256:
        raise Refused("manifest.algorithm")
    if value.tag != f"{{{XMLDSIG}}}DigestValue" or set(child.keys()) - {
        "URI",
        "Rootfile",
    }:
        raise Refused("manifest.shape")
    try:
        digest = b64decode(value.text or "", validate=True)
    except ValueError as error:
        raise Refused("manifest.shape") from error
    if len(digest) != _DIGEST_BYTES:
        raise Refused("manifest.shape")
    return child.get("URI", ""), digest
