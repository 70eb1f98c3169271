"""Whoever asks the command what it is gets an answer, and no window."""

import pytest

from desktop.cli.main import VERBS
from desktop.cli.password import VARIABLE, ask_password
from desktop.desk.training import PASSWORD as BESIDE
from tests.cli.run import sophoihop


@pytest.mark.parametrize("word", ["--help", "-h"])
def test_help_names_every_verb(word):
    code, said, aside = sophoihop(word)
    assert (code, aside) == (0, "")
    assert said.startswith("Cách gọi: sophoihop")
    assert [v.words for v in VERBS if f"sophoihop {v.words}\n" not in said] == []


def test_help_speaks_english_when_asked():
    code, said, _ = sophoihop("--lang", "en", "--help")
    assert code == 0 and said.startswith("How to call")


def test_the_version_is_told():
    code, said, _ = sophoihop("--version")
    assert code == 0 and said.startswith("Sổ phối hợp, bản ")


def test_a_training_desk_opens_whatever_the_variable_names(tmp_path, monkeypatch):
    """The variable is for the desk of one's own; what is named on the line goes first."""
    for name, text in (("own", "của tôi"), ("named", "trên dòng lệnh")):
        (tmp_path / name).write_text(f"{text}\n", "utf-8")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "own"))
    assert ask_password(tmp_path, None) == "của tôi"
    (tmp_path / "profile.json").write_text('{"training": true}')
    (tmp_path / BESIDE).write_text("tập huấn")
    assert ask_password(tmp_path, None) == "tập huấn"
    assert ask_password(tmp_path, tmp_path / "named") == "trên dòng lệnh"
