"""The command as a user calls it: another process, JSON out, an exit code."""

import json

from tests.cli import warm

PASSWORD = "mật khẩu đủ dài"


def sophoihop(*words, profile=None, given=None, password=None, cwd=None):
    """Exit code, answer (JSON where there is any), and what was said aside.

    ``given`` goes in as JSON; a text goes in as it is.
    """
    command = []
    if profile is not None:
        command += ["--dir", str(profile)]
    if password is not None:
        command += ["--password-file", str(password)]
    if given is not None and not isinstance(given, str):
        given = json.dumps(given)
    code, told, aside = warm.run([*command, *map(str, words)], given, cwd)
    try:
        answer = json.loads(told)
    except json.JSONDecodeError:
        answer = told
    return code, answer, aside
