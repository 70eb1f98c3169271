"""A reader written from docs/bundle-format.md alone agrees with the program's own."""

import ast
import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest

from desktop.bundle.names import MANIFEST, SIGNATURE
from desktop.desk.core import certificate
from desktop.desk.views import finish
from tests.bundle import stranger
from tests.bundle.test_bundle import written
from tests.desk.conftest import certified, event, made, pair
from tests.desk.praised import NAME, praise
from tests.desk.test_way import YEAR
from tests.signing.pki import other_province, province
from tests.vectors.parts import (
    LINES,
    PROVINCE,
    VALUES,
    Plan,
    inner,
    request,
    sealed,
    stored,
)
from tests.vectors.signed_layer import self_signed

__all__ = ["certified", "made", "pair"]

pytestmark = pytest.mark.skipif(
    not (shutil.which("age") and shutil.which("openssl")),
    reason="age and openssl are not installed: make test installs them",
)


def read(bundle, secret, root, folder):
    (folder / "id").write_text(secret + "\n")
    (folder / "root.pem").write_bytes(root)
    return stranger.read(bundle, folder / "id", folder / "root.pem", folder)


def test_it_shares_nothing_with_the_program():
    tree = ast.parse(Path(stranger.__file__).read_text("utf-8"))
    imports = [n for n in ast.walk(tree) if isinstance(n, (ast.Import, ast.ImportFrom))]
    names = {a.name for n in imports for a in n.names} | {
        n.module for n in imports if isinstance(n, ast.ImportFrom)
    }
    assert not [n for n in names if n.split(".")[0] in ("desktop", "tests")]
    assert {n.split(".")[0] for n in names} - {"Path"} <= sys.stdlib_module_names


def test_it_reads_what_the_writer_wrote(tmp_path):
    bundle, _ = written(tmp_path)
    found = read(bundle, PROVINCE.secret, province().root.pem, tmp_path)
    assert [line["seq"] for line in found["lines"]] == [line.seq for line in LINES]
    assert found["values"] == {value.commitment: value.value for value in VALUES}


def test_it_reads_what_two_desks_say_to_each_other(pair, tmp_path):
    """Records, a redaction, a report with its file, and receipts both ways."""
    record = pair.add("mobilisation_event", event(pair, note="Trần Thị Thử Nghiệm"))
    pair.commune.act.erase.question(record, "note", "theo yêu cầu")
    pair.clock.turn_to(date(2026, 7, 1))
    check = pair.commune.ask.period.check(YEAR)
    finish(pair.commune.act.close_period(YEAR, check.sentences))
    reader = pair.province.core.reader()
    root = certificate(reader, "root").pem
    reader.close()
    up = pair.hand(pair.commune)
    found = read(up.path, pair.province.core.identity().secret, root, tmp_path)
    assert len(found["lines"]) == up.revisions == 3
    assert len(found["header"]["attachments"]) == 1
    assert "Trần Thị Thử Nghiệm" not in found["values"].values()
    pair.take(pair.province, up)
    down = pair.hand(pair.province, "20854")
    found = read(down.path, pair.commune.core.identity().secret, root, tmp_path)
    (ack, *_) = found["header"]["acks"]
    assert (ack["result"], ack["code"]) == ("accepted", "OK")


def test_it_takes_a_bundle_with_a_value_that_stayed_for_whole(pair, tmp_path):
    pair.add("exemplar", praise())
    reader = pair.province.core.reader()
    root = certificate(reader, "root").pem
    reader.close()
    up = pair.hand(pair.commune)
    found = read(up.path, pair.province.core.identity().secret, root, tmp_path)
    (line,) = found["lines"]
    text = found["values"][line["data"]["person_name"]["#"]]
    assert re.fullmatch("#[0-9a-f]{64}", text)
    assert NAME not in repr(found)


def openssl(*words, folder):
    run = subprocess.run(
        ["openssl", *words], cwd=folder, capture_output=True, text=True
    )
    return run.returncode, run.stderr


VERIFY = (
    "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", "signature",
    "-content", "manifest", "-purpose", "any", "-out", os.devnull,
)  # fmt: skip


@pytest.fixture
def box(tmp_path):
    """What signs and what is signed of a bundle, as stock tools take them."""

    def opened(plan):
        with zipfile.ZipFile(io.BytesIO(inner(plan))) as box:
            (tmp_path / "signature").write_bytes(box.read(SIGNATURE))
            (tmp_path / "manifest").write_bytes(box.read(MANIFEST))
        (tmp_path / "root.pem").write_bytes(province().root.pem)
        return tmp_path

    return opened


def test_a_new_desks_bundle_shows_that_it_is_whole(box):
    folder = box(Plan(**self_signed(), documents={"request": request()}))
    assert openssl(*VERIFY, "-CAfile", "root.pem", folder=folder)[0] != 0
    printed = ("-print_certs", "-out", "self.pem")
    told = openssl(
        "pkcs7", "-inform", "DER", "-in", "signature", *printed, folder=folder
    )
    assert told[0] == 0
    told = openssl(*VERIFY, "-CAfile", "self.pem", folder=folder)
    assert told == (0, "CAdES Verification successful\n")


def test_a_bundle_is_verified_when_its_certificate_has_ended(box):
    folder = box(Plan())
    later = (*VERIFY, "-CAfile", "root.pem", "-attime", "2240611200")  # in 2041
    assert openssl(*later, folder=folder)[0] != 0
    told = openssl(*VERIFY, "-CAfile", "root.pem", "-no_check_time", folder=folder)
    assert told == (0, "CAdES Verification successful\n")


def one_more(entries):
    return [*entries, stored("documents/more", b"nobody signed this")]


FAULTS = {
    "a digest": {"manifest": lambda raw: raw.replace(b"Value>", b"Value>AAAA", 1)},
    "an entry nobody signed": {"entries": one_more},
    "two entries' order": {"entries": lambda es: [*es[:2], es[3], es[2], *es[4:]]},
    "the header's place": {"entries": lambda es: [es[0], es[2], es[1], *es[3:]]},
    "the signature's name": {
        "manifest": lambda raw: raw.replace(b"signature001", b"signature002")
    },
    "a line": {"lines": [line.raw for line in LINES[1:]]},
    "a head": {"span": {"head_after": "0" * 64}},
    "a value": {"values": []},
    "a signature": {"signature": lambda raw: raw[:-1] + bytes([raw[-1] ^ 1])},
}


@pytest.mark.parametrize("fault", FAULTS)
def test_it_finds_what_does_not_hold(fault, tmp_path):
    bundle = tmp_path / "b.sph"
    bundle.write_bytes(sealed(Plan(**FAULTS[fault])))
    with pytest.raises(SystemExit, match="does not hold"):
        read(bundle, PROVINCE.secret, province().root.pem, tmp_path)


def test_it_believes_one_root_alone(tmp_path):
    bundle, _ = written(tmp_path)
    with pytest.raises(SystemExit, match="does not hold"):
        read(bundle, PROVINCE.secret, other_province().root.pem, tmp_path)
