"""What the program has no means to do: start others, go to the network, keep a log."""

import ast

from tests.package.source import DESKTOP, calls, modules, name_called
from tests.package.test_homes import imported

OTHERS = {"subprocess", "webbrowser", "pty", "multiprocessing"}
STARTING = {
    "startfile", "system", "popen", "openUrl", "startDetached", "execv", "execve",
    "spawnv", "posix_spawn", "ShellExecuteW",
}  # fmt: skip
NETWORK = {"socket", "ssl", "http", "urllib", "ftplib", "smtplib"}
TEXT_ONLY = {"urllib.parse"}  # takes addresses apart and goes nowhere
LOGS = {"logging", "syslog"}


def who(guilty):
    return {
        path.relative_to(DESKTOP).as_posix()
        for path, tree in modules().items()
        if guilty(tree)
    }


def imports_one_of(names):
    return who(
        lambda tree: any(
            name.split(".")[0] in names and name not in TEXT_ONLY
            for name in imported(tree)
        )
    )


def test_only_a_report_of_our_own_and_a_proved_installer_are_ever_started():
    assert imports_one_of(OTHERS) == {"desk/newer/starting.py"}
    assert who(lambda tree: STARTING & {name_called(c) for c in calls(tree)}) == {
        "gui/pages/reports.py"
    }


def test_nothing_goes_to_the_network():
    assert imports_one_of(NETWORK) == set()
    assert not who(lambda tree: any("QtNetwork" in name for name in imported(tree)))


def test_nothing_is_logged():
    assert imports_one_of(LOGS) == set()


def test_words_on_a_page_are_never_rich_text():
    """QLabel guesses; ours does not (gui/parts/label.py)."""

    def makes_labels(tree):
        bases = [
            b for n in ast.walk(tree) if isinstance(n, ast.ClassDef) for b in n.bases
        ]
        named = {getattr(base, "id", "") for base in bases}
        return "QLabel" in named | {name_called(call) for call in calls(tree)}

    assert who(makes_labels) == {"gui/parts/label.py"}
