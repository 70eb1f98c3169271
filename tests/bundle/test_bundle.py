"""A whole bundle is read as it was written; stock tools agree."""

import errno
import hashlib
import io
import os
import subprocess
import zipfile
from pathlib import Path

import pytest

from desktop.bundle import writer
from desktop.bundle.deliver import deliver
from desktop.bundle.reader import unpack
from desktop.bundle.scan import scan
from desktop.errors import Environment, Refused
from desktop.ledger.handover import Pending, Verified
from desktop.signing import certs, cms
from tests.signing.pki import CHANCE, NOW, province
from tests.vectors.parts import (
    AT,
    DESK,
    DESK_KEY,
    LINES,
    PDF,
    PROVINCE,
    STREAM,
    VALUES,
    Plan,
    read,
    request,
    sealed,
    the_header,
    value_line,
)


def test_what_was_written_is_read(tmp_path):
    found, lines, values = read(sealed(Plan()), tmp_path)
    assert isinstance(found, Verified)
    assert lines == LINES and values == VALUES
    assert found.signer.unit == "20854"
    assert list(tmp_path.iterdir()) == [tmp_path / "x.sph"]


def blocks(lines):
    return (line + b"\n" for line in lines)


def written(tmp_path):
    raws, hidden = (line.raw for line in LINES), map(value_line, VALUES)
    records = writer.gather("records/s1.jsonl", blocks(raws), tmp_path / "r")
    values = writer.gather("records/values.jsonl", blocks(hidden), tmp_path / "v")
    sha256 = hashlib.sha256(PDF).hexdigest()
    import zlib

    attached = writer.Attachment(
        sha256, len(PDF), zlib.crc32(PDF), lambda: io.BytesIO(PDF)
    )
    parts = writer.BundleParts(the_header(Plan()), [records, values], {}, [attached])
    out = tmp_path / "b.sph"
    with out.open("wb") as file:
        done = writer.write(
            file, parts,
            lambda raw: cms.sign(raw, DESK_KEY, (DESK, province().issuer), NOW),
            [PROVINCE.recipient],
        )  # fmt: skip
    return out, done


def test_the_writer_and_the_reader_agree(tmp_path):
    out, done = written(tmp_path)
    found, lines, _ = read(out.read_bytes(), tmp_path)
    assert lines == LINES and found.header_sha256 == done.header_sha256
    assert found.parts is not None


def test_stock_tools_open_and_verify_it(tmp_path):
    out, _ = written(tmp_path)
    (tmp_path / "id").write_text(PROVINCE.secret + "\n")
    (tmp_path / "root.pem").write_bytes(province().root.pem)

    def run(*command):
        return subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)

    run("age", "-d", "-i", "id", "-o", "c.zip", out.name)
    unpack(out, [PROVINCE.secret], tmp_path / "ours.zip")
    assert (tmp_path / "c.zip").read_bytes() == (tmp_path / "ours.zip").read_bytes()
    run("unzip", "-t", "c.zip")
    run("unzip", "-d", "in", "c.zip")
    run(
        "openssl", "cms", "-verify", "-cades", "-inform", "DER",
        "-in", "in/META-INF/signature001.p7s",
        "-content", "in/META-INF/ASiCManifest001.xml", "-CAfile", "root.pem",
    )  # fmt: skip
    told = run("sha256sum", f"in/attachments/{hashlib.sha256(PDF).hexdigest()}").stdout
    assert told.decode().split()[0] == hashlib.sha256(PDF).hexdigest()
    assert zipfile.ZipFile(tmp_path / "c.zip").testzip() is None


def test_a_new_desk_reads_as_pending_with_its_code(tmp_path):
    own = certs.self_signed("20854", "7K2M", DESK_KEY, NOW, CHANCE)
    plan = Plan(chain=(own,), documents={"request": request()})
    found, lines, _ = read(sealed(plan), tmp_path)
    assert isinstance(found, Pending) and len(found.check_code) == 14
    assert lines == LINES


def test_delivery_leaves_one_whole_file(tmp_path):
    out, _ = written(tmp_path)
    stick = tmp_path / "stick"
    stick.mkdir()
    steps, work = [], deliver(out, stick, "20854-x-0001.sph", CHANCE)
    while True:
        try:
            steps.append(next(work))
        except StopIteration as end:
            _, sha256 = end.value
            break
    assert steps[-1] == out.stat().st_size
    assert sha256 == hashlib.sha256(out.read_bytes()).hexdigest()
    assert [path.name for path in stick.iterdir()] == ["20854-x-0001.sph"]
    assert (stick / "20854-x-0001.sph").read_bytes() == out.read_bytes()


def delivered(work):
    """The name that a delivery ends with."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value[0]


def test_a_file_of_other_content_keeps_its_name(tmp_path):
    out, _ = written(tmp_path)
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "a-0001.sph").write_bytes(b"another bundle")
    (stick / "a-0001-2.sph").mkdir()
    assert delivered(deliver(out, stick, "a-0001.sph", CHANCE)) == "a-0001-3.sph"
    assert (stick / "a-0001.sph").read_bytes() == b"another bundle"
    assert (stick / "a-0001-3.sph").read_bytes() == out.read_bytes()


def test_the_same_file_is_not_written_twice(tmp_path):
    out, _ = written(tmp_path)
    stick = tmp_path / "stick"
    stick.mkdir()
    assert delivered(deliver(out, stick, "a.sph", CHANCE)) == "a.sph"
    before = (stick / "a.sph").stat().st_ino
    assert delivered(deliver(out, stick, "a.sph", CHANCE)) == "a.sph"
    assert [(p.name, p.stat().st_ino) for p in stick.iterdir()] == [("a.sph", before)]


def test_a_delivery_given_up_leaves_nothing(tmp_path):
    out, _ = written(tmp_path)
    stick = tmp_path / "stick"
    stick.mkdir()
    work = deliver(out, stick, "a.sph", CHANCE)
    next(work)
    work.close()
    assert list(stick.iterdir()) == []


def test_a_missing_stick_is_said(tmp_path):
    out, _ = written(tmp_path)
    with pytest.raises(Environment) as refused:
        list(deliver(out, tmp_path / "none", "a.sph", CHANCE))
    assert refused.value.code == "stick.missing"


def test_scanning_finds_bundles_by_content(tmp_path):
    raw = sealed(Plan())
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "renamed.txt").write_bytes(raw)
    (tmp_path / "a.sph").write_bytes(raw)
    (tmp_path / "notes.sph").write_bytes(b"not a bundle")
    (tmp_path / "trap.exe").write_bytes(raw)
    (tmp_path / "link.sph").symlink_to(tmp_path / "a.sph")
    assert [found.path.name for found in scan(tmp_path)] == ["a.sph", "renamed.txt"]


def test_what_cannot_be_read_on_a_stick_keeps_nothing_else_from_coming(
    tmp_path, monkeypatch
):
    """A bad sector under one file, and the folder that Windows keeps to itself."""
    for name in ("a.sph", "bad.sph", "bad.txt"):
        (tmp_path / name).write_bytes(sealed(Plan()))
    (tmp_path / "System Volume Information").mkdir()
    opened, listed = Path.open, os.scandir

    def opening(path, *words):
        if path.stem == "bad":
            raise OSError(errno.EIO, "bad sector")
        return opened(path, *words)

    def listing(folder):
        if Path(folder).name == "System Volume Information":
            raise PermissionError(folder)
        return listed(folder)

    monkeypatch.setattr(Path, "open", opening)
    monkeypatch.setattr(os, "scandir", listing)
    assert [found.path.name for found in scan(tmp_path)] == ["a.sph", "bad.sph"]


def test_the_line_of_time_is_kept():
    assert (AT, STREAM.dev) == (LINES[0].at, "7K2M")


def test_a_stranger_to_the_roster_is_refused(tmp_path):
    key, certificate = province().desk(unit="20857")
    plan = Plan(key=key, chain=(certificate, province().issuer))
    with pytest.raises(Refused):
        read(sealed(plan), tmp_path)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux's disk without room")
def test_a_full_disk_is_no_unreadable_file(tmp_path):
    file = tmp_path / "b.sph"
    file.write_bytes(sealed(Plan()))
    with pytest.raises(Environment) as told:
        unpack(file, [PROVINCE.secret], Path("/dev/full"))
    assert told.value.code == "store.disk"
