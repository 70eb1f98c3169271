"""What judges a mutant: tests, and rows of the shared tables; each by what it passes.

Nothing here imports the engine before a child process does: each mutant is a child of
this process, which has loaded the libraries once, and imports the engine anew.
"""

import gc
import os
import pickle
import resource
import signal
import sys
import time
from collections import Counter, defaultdict
from importlib import import_module
from importlib.machinery import SourceFileLoader
from typing import NamedTuple

import pytest

from tests.package.source import ROOT

PKG = os.environ.get("PKG") or "xforms"
PACKAGE = ROOT / "desktop" / PKG
TESTS = {  # those that are quick enough to be asked again and again
    "xforms": ["tests/xforms", "tests/forms"],
    "ledger": ["tests/ledger"],
    "bundle": ["tests/bundle"],
    "signing": ["tests/signing"],
    "store": ["tests/store"],
}
OPTIONS = ["-q", "-x", "-p", "no:cacheprovider", "-p", "no:xvfb", "-p", "no:pytest-qt"]
OPTIONS += ["-c", os.devnull, "--rootdir", str(ROOT), "--import-mode", "importlib"]
LIBRARIES = ["hypothesis.strategies", "lxml.etree", "openpyxl", "pyxform.xls2xform"]
LIBRARIES += ["pyhanko.sign.signers.pdf_cms", "pyrage"]  # what these load, too

PATIENCE = 2  # times what the judges took while watched; what takes longer is stuck
GRACE = 5  # seconds
MEMORY = 4 << 30
CALLS = 40  # of one function by one judge that are looked at line by line


class Judge(NamedTuple):
    """A test by its id, or a row by (kind, number)."""

    name: object
    seconds: float
    lines: frozenset  # of (path, line)


def load_libraries():
    os.environ["CI"] = "true"  # hypothesis tries the same in each run
    os.chdir(ROOT)
    for name in LIBRARIES:
        import_module(name)
    gc.freeze()  # or each child would copy them


# in a child


def in_child(work, seconds):
    """The exit code of ``work()`` in a child; not 0 where it does not come back."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    code = 1
    try:
        signal.alarm(int(seconds))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        hush()
        code = int(work())
    finally:
        os._exit(code)


def hush():
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)


def rows():
    """Each row of the engine's tables as a call that tells whether it passes."""
    if PKG != "xforms":
        return {}
    from tests.conformance import forms, tables

    found = {}
    for kind in tables.present(tables.TABLES):
        if kind == "forms":
            continue
        table = tables._ROWS[kind]
        many = tables.json.loads((tables.TABLES / table.file).read_text("utf-8"))
        for number, row in enumerate(many[table.key]):
            found[kind, number] = lambda kind=kind, row=row, table=table: (
                tables.outcome(kind, row, table.judge).passed
            )
    folder = tables.TABLES / "forms"
    if (folder / "expect.json").exists():
        wanted = tables.json.loads((folder / "expect.json").read_text("utf-8"))
        for name, one in wanted["files"].items():
            found["forms", name] = lambda name=name, one=one: [
                outcome.passed for outcome in forms.judged(folder / name, one)
            ]
    return found


class Chosen:
    """Runs the tests of these names, in this order."""

    def __init__(self, names):
        self.places = {name: place for place, name in enumerate(names)}

    def pytest_collection_modifyitems(self, items):
        kept = [item for item in items if item.nodeid in self.places]
        items[:] = sorted(kept, key=lambda item: self.places[item.nodeid])


def judged(judges, verdicts):
    """0 where every row and test says what it said before."""
    chosen = rows() if any(is_row(judge) for judge in judges) else {}
    for judge in filter(is_row, judges):
        if chosen[judge.name]() != verdicts[judge.name]:
            return 1
    tests = by_file([judge for judge in judges if not is_row(judge)])
    return any(run_tests(file, names) for file, names in tests)


def by_file(tests):
    """(file, names) of tests, the file of the quickest first."""
    found, seconds = defaultdict(list), Counter()
    for test in tests:
        file = test.name.partition("::")[0]
        found[file].append(test.name)
        seconds[file] += test.seconds
    return sorted(found.items(), key=lambda one: seconds[one[0]] / len(one[1]))


def run_tests(file, names):
    return pytest.main([*OPTIONS, file], plugins=[Chosen(names)])


def is_row(judge):
    return isinstance(judge.name, tuple)


def put_in(path, tree):
    """From now on the module at ``path`` is this one."""
    code = compile(tree, str(path), "exec")
    before = SourceFileLoader.get_code

    def get_code(self, name):
        return code if self.path == str(path) else before(self, name)

    SourceFileLoader.get_code = get_code


# the run without a change


class Watch:
    """Notes the lines of the engine that are passed."""

    def __init__(self):
        self.lines, self.calls = set(), Counter()

    def __enter__(self):
        self.began = time.perf_counter()
        sys.settrace(self.called)
        return self

    def __exit__(self, *_):
        sys.settrace(None)
        self.seconds = time.perf_counter() - self.began

    def called(self, frame, _event, _value):
        code = frame.f_code
        if not code.co_filename.startswith(str(PACKAGE)):
            return None
        self.calls[code] += 1
        self.lines.add((code.co_filename, frame.f_lineno))
        return self.passed if self.calls[code] <= CALLS else None

    def passed(self, frame, _event, _value):
        self.lines.add((frame.f_code.co_filename, frame.f_lineno))
        return self.passed

    def judge(self, name):
        return Judge(name, self.seconds, frozenset(self.lines))


class Watched:
    """Watches each test of a run."""

    def __init__(self):
        self.judges = []

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item):
        with Watch() as watch:
            yield
        self.judges.append(watch.judge(item.nodeid))


def first_run(file):
    """Write (what imports pass, the judges, the verdicts of rows) to ``file``."""
    with Watch() as loading:
        for path in sorted(PACKAGE.rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            import_module(".".join(parts).removesuffix(".__init__"))
    judges, verdicts = [], {}
    for name, row in rows().items():
        with Watch() as watch:
            verdicts[name] = row()
        judges.append(watch.judge(name))
    watched = Watched()
    code = pytest.main([*OPTIONS, *TESTS[PKG]], plugins=[watched])
    found = loading.lines, [*judges, *watched.judges], verdicts
    file.write_bytes(pickle.dumps(found))
    return code


class Bench:
    """All judges, and who of them is asked about a line."""

    BUDGET = 20  # seconds of judges asked about one mutant, the quickest first

    def __init__(self, found):
        self.imported, judges, self.verdicts = found
        self.judges = sorted(judges, key=lambda judge: judge.seconds)
        self.of_line, self.of_file = defaultdict(list), defaultdict(list)
        for judge in self.judges:
            for place in judge.lines:
                self.of_line[place].append(judge)
            for path in {path for path, _ in judge.lines}:
                self.of_file[path].append(judge)

    def asked(self, path, line):
        """Those that pass the line, then those that pass its file, until it is enough.

        Of the file, because what is done once and kept was seen to be done by the first
        that came only; of what is done on import, all others too.
        """
        place = (str(path), line)
        if place in self.imported:
            near, far = [], self.judges
        else:
            near, far = self.of_line[place], []
        kept, seconds = [], 0.0
        for judge in dict.fromkeys([*near, *self.of_file[str(path)], *far]):
            seconds += judge.seconds
            if seconds > self.BUDGET:
                break
            kept.append(judge)
        return kept

    def lets_live(self, path, line, tree):
        """Whether a changed module passes all that is asked about it."""
        judges = self.asked(path, line)
        limit = GRACE + PATIENCE * sum(judge.seconds for judge in judges)

        def work():
            put_in(path, tree)
            return judged(judges, self.verdicts)

        return in_child(work, limit) == 0
