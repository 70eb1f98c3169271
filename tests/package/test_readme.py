"""The commands of the README run as they stand, in an empty folder."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.package.source import ROOT

README = (ROOT / "README.md").read_text("utf-8")


def shell(script, folder):
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=folder,
        env={**os.environ, "PATH": path},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )


def test_the_main_act_by_command_runs_as_written(tmp_path):
    (script,) = re.findall(r"(?ms)^```sh\n(.*?)^```$", README)
    run = shell(script, tmp_path)
    assert run.returncode == 0, run.stderr
    assert re.search(r"(?m)^I12 +230 lượt người", run.stdout), run.stdout
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF-")
    assert "Máy đã được cấp chứng thư." in run.stdout.splitlines()[-1]


def test_stock_tools_open_the_demo_as_written(tmp_path):
    (script,) = re.findall(r"(?ms)^```\n(age .*?)^```$", README)
    run = shell(f"sophoihop demo --dir demo\n{script}", tmp_path)
    assert run.returncode == 0, run.stderr
    assert "CAdES Verification successful" in run.stderr
