"""Keys, a root and a package made by the command, as docs/updates.md says it."""

import pytest

from desktop.bundle.update_package import open_package, read, read_root
from desktop.desk.newer.proving import Installed, prove
from desktop.errors import Refused
from desktop.store import schema
from tests.windows.releasing import main

HOLDERS = ("an", "binh", "chi")


@pytest.fixture
def call(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def call(line, password="một mật khẩu dài"):
        return main(line.split(), ask=lambda _: password)

    for holder in HOLDERS:
        assert call(f"key {holder}") == 0
    assert call("root 1 root.json an.pub binh.pub chi.pub") == 0
    (tmp_path / "setup.exe").write_bytes(b"MZ and more")
    (tmp_path / "moi.txt").write_text("Thêm biểu mẫu mới.\n", "utf-8")
    at = f"manifest setup.exe manifest.json 0.2.0 2 0.1.0 {schema.CURRENT} moi.txt"
    assert call(at) == 0
    return call


@pytest.fixture
def here(call, tmp_path):
    root = read_root((tmp_path / "root.json").read_bytes())
    return Installed("0.1.0", 1, schema.CURRENT, root)


def package(folder):
    with open_package(folder / "ban-moi.sphcn") as opened:
        return read(opened)


def test_two_holders_make_a_package_that_a_desk_takes(call, here, tmp_path):
    for holder in HOLDERS[:2]:
        assert call(f"sign {holder}.pem manifest.json {holder}.word") == 0
    assert call("pack ban-moi.sphcn setup.exe manifest.json an.word binh.word") == 0
    found = package(tmp_path)
    assert prove(found, here) == here.root
    assert (found.manifest.version, found.manifest.words) == (
        "0.2.0", "Thêm biểu mẫu mới.",
    )  # fmt: skip


def test_one_holder_twice_is_one(call, here, tmp_path):
    assert call("sign an.pem manifest.json an.word") == 0
    assert call("pack ban-moi.sphcn setup.exe manifest.json an.word an.word") == 0
    with pytest.raises(Refused):
        prove(package(tmp_path), here)


def test_a_key_is_sealed_and_never_written_over(call, tmp_path):
    assert b"ENCRYPTED" in (tmp_path / "an.pem").read_bytes()
    with pytest.raises(ValueError, match="password"):
        call("sign an.pem manifest.json an.word", password="another")
    with pytest.raises(FileExistsError):
        call("key an")


@pytest.mark.parametrize("line", ["", "no", "pack x", "root 1 out an.pub"])
def test_a_wrong_call_says_how(call, line, capsys):
    assert call(line) == 2
    assert "docs/updates.md" in capsys.readouterr().err
