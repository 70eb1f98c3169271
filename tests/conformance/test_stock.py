"""make stock says which tool was left out, and fails when one refuses a form."""

import shutil

from tests.conformance import stock


def test_a_tool_that_is_not_here_is_left_out_by_name(monkeypatch, capsys):
    monkeypatch.setattr(shutil, "which", lambda command: None)
    assert stock.main() == 0
    told = capsys.readouterr().out
    assert "skipped: ODK Validate: there is no java here" in told
    assert "skipped: ODK Web Forms: there is no node here" in told
    assert "pyxform: taken   model\n" in told


def test_a_form_that_one_tool_refuses_fails_the_whole(monkeypatch, capsys):
    def picky(forms):
        return [
            "no such function\nat row 3" if f.stem == "model" else "" for f in forms
        ]

    monkeypatch.setattr(stock, "TOOLS", {"Picky": picky})
    assert stock.main() == 1
    told = capsys.readouterr().out
    assert "Picky: refused model\n  no such function\n  at row 3\n" in told
    assert "Picky: taken   model_point\n" in told
