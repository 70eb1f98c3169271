"""A second reader, written from docs/bundle-format.md alone, with stock tools.

    python3 tests/bundle/stranger.py BUNDLE AGE-IDENTITY ROOT.PEM

It shares no line with the program. Exit 0 and what the bundle says, or the first thing
that does not hold. It knows no roster, no list of revoked ones and no earlier bundle.
"""

import base64
import hashlib
import json
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

MANIFEST, SIGNATURE = "META-INF/ASiCManifest001.xml", "META-INF/signature001.p7s"
DS = "{http://www.w3.org/2000/09/xmldsig#}"
ASIC = "{http://uri.etsi.org/02918/v1.2.1#}"


def demand(holds, what):
    if not holds:
        sys.exit(f"does not hold: {what}")


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def tool(*command):
    run = subprocess.run(list(map(str, command)), capture_output=True)
    demand(run.returncode == 0, f"{command[0]}: {run.stderr.decode()[:200]}")
    return run.stdout


def opened(bundle, identity, folder):
    """Every entry of the container by name, in order."""
    tool("age", "-d", "-i", identity, "-o", folder / "box.asice", bundle)
    with zipfile.ZipFile(folder / "box.asice") as box:
        names = box.namelist()
        demand(len(set(names)) == len(names), "each name once")
        demand(names[:2] == ["mimetype", "bundle.json"], "these two come first")
        packed = [one.compress_type for one in box.infolist()[:2]]
        demand(packed == [zipfile.ZIP_STORED] * 2, "they are stored")
        return {name: box.read(name) for name in names}


def check_signature(entries, root, folder):
    """The signer's certificate, as DER and as its subject."""
    (folder / "manifest").write_bytes(entries[MANIFEST])
    (folder / "signature").write_bytes(entries[SIGNATURE])
    tool(
        "openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER",
        "-in", folder / "signature", "-content", folder / "manifest", "-CAfile", root,
        "-purpose", "any", "-out", "/dev/null", "-signer", folder / "signer.pem",
    )  # fmt: skip
    x509 = ("openssl", "x509", "-in", folder / "signer.pem")
    subject = tool(*x509, "-noout", "-subject", "-nameopt", "sep_comma_plus")
    return tool(*x509, "-outform", "DER"), subject.decode()


def check_manifest(entries):
    """It names all other entries in their order, and every digest is right."""
    demand(entries[MANIFEST].startswith(b"<?xml version="), "the manifest's beginning")
    top = ET.fromstring(entries[MANIFEST])
    demand(top[0].get("URI") == SIGNATURE, "the manifest's signature")
    listed = [
        (one.get("URI"), base64.b64decode(one.findtext(f"{DS}DigestValue")).hex())
        for one in top.iter(f"{ASIC}DataObjectReference")
    ]
    outside = {"mimetype", MANIFEST, SIGNATURE}
    signed = [(n, sha256(raw)) for n, raw in entries.items() if n not in outside]
    demand(listed == signed, "the manifest")


def check_stream(stream, entries):
    """The chain of one stream's lines; returns the lines, parsed."""
    content = entries[stream["file"]]
    demand(content.endswith(b"\n") and len(content) == stream["bytes"], "bytes")
    raws, head, seq = content[:-1].split(b"\n"), stream["head_before"], stream["first"]
    demand(len(raws) == stream["count"], "count")
    lines = []
    for raw in raws:
        line = json.loads(raw)
        place = (line["dev"], line["epoch"], line["to"], line["seq"], line["prev"])
        wanted = (stream["dev"], stream["epoch"], stream["to"], seq, head)
        demand(place == wanted, f"line {seq} joins")
        head, seq = sha256(raw), seq + 1
        lines.append(line)
    demand((seq - 1, head) == (stream["last"], stream["head_after"]), "head_after")
    return raws, lines


def check_values(raws, lines, entries):
    """Each value is the one its line committed to; missing ones were redacted."""
    committed = set(re.findall(rb'\{"#":"([0-9a-f]{64})"\}', b"\n".join(raws)))
    found = {}
    for raw in entries.get("records/values.jsonl", b"").splitlines():
        one = json.loads(raw)
        hidden = sha256(bytes.fromhex(one["s"]) + one["v"].encode())
        demand(hidden == one["h"] and hidden.encode() in committed, "a value")
        found[hidden] = one["v"]
    demand(list(found) == sorted(found), "values in order")
    gone = {h for line in lines for h in line["data"].get("@", {}).get("redacted", [])}
    missing = {one.decode() for one in committed} - found.keys()
    demand(missing <= gone, "a private value is missing")
    return found


def read(bundle, identity, root, folder):
    """All checks, one after the other; what the bundle says."""
    entries = opened(bundle, identity, folder)
    der, subject = check_signature(entries, root, folder)
    check_manifest(entries)
    header = json.loads(entries["bundle.json"])
    sender = header["from"]
    demand(sender["cert_sha256"] == sha256(der), "the signer is the sender")
    demand(f"CN={sender['device']}" in subject, "the signer's device")
    demand(f"O={sender['unit']}" in subject, "the signer's unit")
    raws, lines = [], []
    for stream in header["streams"]:
        more = check_stream(stream, entries)
        raws, lines = raws + more[0], lines + more[1]
    values = check_values(raws, lines, entries)
    for one in header["attachments"]:
        content = entries[f"attachments/{one['sha256']}"]
        demand((sha256(content), len(content)) == (one["sha256"], one["bytes"]), "file")
    return {"header": header, "lines": lines, "values": values}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        told = read(*sys.argv[1:], Path(place))
    header = told["header"]
    print(f"from {header['from']['unit']} to {header['to']['unit']}, n {header['n']}:")
    print(f"{len(told['lines'])} lines, {len(told['values'])} private values,")
    print(f"{len(header['attachments'])} files, {len(header['acks'])} receipts")
