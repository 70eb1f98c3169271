"""The architecture is a test: import-linter's contracts hold."""

import subprocess
import sys

from tests.package.source import DESKTOP, ROOT, calls, modules, name_called


def test_every_contract_is_kept():
    linter = f"{sys.prefix}/bin/lint-imports"
    run = subprocess.run(
        [linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stdout


def makers_of(name):
    return {
        path.relative_to(DESKTOP).as_posix()
        for path, tree in modules().items()
        if any(name_called(call) == name for call in calls(tree))
    }


def test_only_a_finished_entry_makes_finished():
    assert makers_of("Finished") == {"desk/entry.py"}


def test_only_the_reader_makes_verified():
    assert makers_of("Verified") == {"bundle/reader.py"}
