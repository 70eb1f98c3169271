"""The command as a user calls it: another process, JSON out, an exit code."""

import json
import os
import subprocess
import sys

PASSWORD = "mật khẩu đủ dài"


def sophoihop(*words, profile=None, given=None, password=None, cwd=None):
    """Exit code, answer (JSON where there is any), and what was said aside.

    ``given`` goes in as JSON; a text goes in as it is.
    """
    command = [sys.executable, "-m", "desktop"]
    if profile is not None:
        command += ["--dir", str(profile)]
    if password is not None:
        command += ["--password-file", str(password)]
    run = subprocess.run(
        [*command, *map(str, words)],
        input=given if given is None or isinstance(given, str) else json.dumps(given),
        capture_output=True,
        text=True,
        cwd=cwd,
        env=os.environ | {"PYTHONWARNINGS": "default"},
    )
    try:
        answer = json.loads(run.stdout)
    except json.JSONDecodeError:
        answer = run.stdout
    return run.returncode, answer, run.stderr
