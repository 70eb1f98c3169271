"""The main job as a stranger runs it, and the stock tools that check what came out."""

import json
import subprocess
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.cli.run import sophoihop
from tests.package.source import ROOT


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "here"
    code, _, aside = sophoihop("demo", "--dir", folder)
    assert code == 0, aside
    return json.loads((folder / "summary.json").read_text("utf-8"))


def test_the_figures_are_the_years_own_totals(demo):
    told = tomllib.loads((ROOT / "tests/features/demo.toml").read_text("utf-8"))
    assert demo["records"] == told.pop("records") == 300
    shown = {
        code: [f["value"], f["n"], f["d"]] if f["d"] else f["value"]
        for code, f in demo["figures"].items()
    }
    assert {code: shown[code] for code in told} == told


def test_every_path_of_the_summary_is_there(demo):
    for name in ("bundle", "container", "receipt", "report", "root_certificate",
                 "province_identity", "province_profile", "volume"):  # fmt: skip
        assert Path(demo[name]).exists(), name


def test_stock_age_opens_the_outer_file(demo):
    run = subprocess.run(
        ["age", "-d", "-i", demo["province_identity"], demo["bundle"]],
        capture_output=True,
    )
    assert run.stdout == Path(demo["container"]).read_bytes()


def test_stock_openssl_verifies_the_manifest_and_sha256sum_the_rest(demo, tmp_path):
    out = tmp_path / "c.asice"
    code, _, aside = sophoihop(
        "unpack", demo["bundle"], "--out", out, profile=demo["province_profile"]
    )
    assert code == 0, aside
    with zipfile.ZipFile(out) as container:
        container.extractall(tmp_path / "in")
        names = container.namelist()
    manifest = tmp_path / "in/META-INF/ASiCManifest001.xml"
    subprocess.run(
        ["openssl", "cms", "-verify", "-cades", "-inform", "DER",
         "-in", tmp_path / "in/META-INF/signature001.p7s", "-content", manifest,
         "-CAfile", demo["root_certificate"], "-out", tmp_path / "same"],
        check=True, capture_output=True,
    )  # fmt: skip
    told = digests(manifest.read_text("utf-8"))
    assert set(told) == set(names) - {
        "mimetype",
        "META-INF/ASiCManifest001.xml",
        "META-INF/signature001.p7s",
    }
    for name, digest in told.items():
        found = subprocess.run(
            ["sha256sum", tmp_path / "in" / name], capture_output=True, text=True
        )
        assert found.stdout.split()[0] == digest


def digests(manifest):
    import base64
    import re

    pairs = re.findall(
        r'ObjectReference URI="([^"]+)".*?DigestValue>([^<]+)<', manifest
    )
    return {name: base64.b64decode(value).hex() for name, value in pairs}


def test_the_report_is_a_pdf_with_vietnamese_text(demo):
    text = subprocess.run(
        ["pdftotext", "-layout", demo["report"], "-"], capture_output=True, text=True
    ).stdout
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert "30/36, đạt 83,3 %" in text and "10.051" in text


def test_the_province_knows_the_bundle_and_nothing_changes(demo):
    code, told, _ = sophoihop(
        "verify", demo["bundle"], "--json", profile=demo["province_profile"]
    )
    assert (code, told["result"]) == (0, "known")


@pytest.mark.parametrize("verb", ["intake", "verify"])
def test_the_provinces_own_bundle_is_told_as_its_own(demo, verb):
    code, _, aside = sophoihop(verb, demo["receipt"], profile=demo["province_profile"])
    assert code == 3
    assert aside == (
        "intake.own: Đây là gói của chính máy này ghi ra cho nơi khác;"
        " không phải nhận lại.\n"
    )


def test_the_province_prints_the_same_figures(demo):
    code, told, _ = sophoihop(
        "figures", "--unit", "20854", "--from", "2025-07-01", "--to", "2026-06-30",
        "--json", profile=demo["province_profile"],
    )  # fmt: skip
    assert code == 0 and len(told) > len(demo["figures"])  # its working page, too
    assert {code: told[code] for code in demo["figures"]} == demo["figures"]


def test_a_folder_with_other_things_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("x")
    code, _, _ = sophoihop("demo", "--dir", tmp_path)
    assert code == 2 and (tmp_path / "mine.txt").exists()
