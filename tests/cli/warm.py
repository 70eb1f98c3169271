"""A process that has loaded the commands, and does each in a child of its own.

The command line is tried a thousand times; loading its modules is most of a short
command's time and always the same. The rest is as a user has it: a process of its own,
arguments, streams, an exit code. Where a process cannot fork, each starts anew.
"""

import atexit
import gc
import json
import os
import subprocess
import sys
import traceback
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile


def run(arguments, given, cwd):
    """Exit code of ``sophoihop ARGUMENTS``, and what it wrote to both streams."""
    if not hasattr(os, "fork"):
        return _started(arguments, given, cwd)
    wanted = [list(arguments), given or "", str(cwd or Path.cwd()), dict(os.environ)]
    server = _server()
    server.stdin.write(json.dumps(wanted) + "\n")
    server.stdin.flush()
    return tuple(json.loads(server.stdout.readline()))


def _started(arguments, given, cwd):
    done = subprocess.run(
        [sys.executable, "-m", "desktop", *arguments],
        input=given, capture_output=True, encoding="utf-8", cwd=cwd, env=_env(),
        check=False,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


@cache
def _server():
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.cli.warm"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", env=_env(),
    )  # fmt: skip
    atexit.register(server.communicate)
    return server


def _env():
    return os.environ | {"PYTHONWARNINGS": "default"}


def serve():
    """Do what each line asks for; answer in one."""
    import desktop.cli.main  # noqa: F401 - what is loaded once

    for line in sys.stdin:
        arguments, given, cwd, env = json.loads(line)
        with ExitStack() as held:
            put, out, aside = (held.enter_context(TemporaryFile()) for _ in range(3))
            put.write(given.encode("utf-8"))
            put.seek(0)
            child = os.fork()
            if child == 0:
                _become(arguments, cwd, env, (put, out, aside))
            _, status = os.waitpid(child, 0)
            told = [os.waitstatus_to_exitcode(status), _read(out), _read(aside)]
        print(json.dumps(told), flush=True)


def _read(file):
    file.seek(0)
    return file.read().decode("utf-8")


def _become(arguments, cwd, env, files):
    """The command itself, ended as an interpreter ends."""
    code = 1
    try:
        for place, file in enumerate(files):
            os.dup2(file.fileno(), place)
        sys.stdin, sys.stdout, sys.stderr = map(_stream, range(3), "rww")
        os.environ.clear()
        os.environ.update(env)
        os.chdir(cwd)
        sys.argv = ["sophoihop", *arguments]
        code = _main()
        gc.collect()  # what was left open is told of
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _stream(place, mode):
    return open(place, mode, encoding="utf-8", closefd=False)


def _main():
    from desktop.__main__ import main

    try:
        return main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)


if __name__ == "__main__":
    serve()
