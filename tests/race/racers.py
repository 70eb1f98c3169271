"""The three racers: what each needs, and how it is started; or why it is left out."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from tests.conformance.stock import jar

HERE = Path(__file__).parent
MODULES = {"@getodk/xforms-engine": "0.22.0", "jsdom": "27.2.0"}
LOGGING = "-Dorg.slf4j.simpleLogger.defaultLogLevel=error"  # costs JavaRosa time


class Absent(Exception):
    """A racer cannot start, and this is why."""


def ours(_cache):
    return lambda form, script: [sys.executable, "-m", "tests.race.ours", form, script]


def web(cache):
    """ODK Web Forms; npm brings it once into the cache."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        raise Absent("there is no node, or no npm, here")
    folder = cache / "web"
    if _installed(folder) != MODULES:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text('{"private": true}\n')
        wanted = [f"{name}@{version}" for name, version in MODULES.items()]
        _done(["npm", "install", "--save-exact", "--no-audit", *wanted], folder)
    start = ["node", str(HERE / "web.mjs"), str(folder)]
    return lambda form, script: [*start, form, script]


def _installed(folder):
    """Name and version of what lies there of the modules."""
    found = {}
    for name in MODULES:
        package = folder / "node_modules" / name / "package.json"
        if package.exists():
            found[name] = json.loads(package.read_text("utf-8"))["version"]
    return found


def javarosa(cache):
    """JavaRosa as ODK Validate carries it; its racer is compiled against that."""
    if shutil.which("java") is None or shutil.which("javac") is None:
        raise Absent("there is no java, or no javac, here")
    classes = cache / "java"
    classes.mkdir(parents=True, exist_ok=True)
    compiler = ["javac", "-nowarn", "-cp", str(jar()), "-d", str(classes)]
    _done([*compiler, str(HERE / "Race.java")], classes)
    start = ["java", LOGGING, "-cp", f"{jar()}:{classes}", "Race"]
    return lambda form, script: [*start, form, _lines(script)]


def _lines(script):
    """The script as ref, rows and value between tabs: java reads no JSON by itself."""
    target = Path(script).with_suffix(".tsv")
    steps = map(json.loads, Path(script).read_text("utf-8").splitlines())
    rows = (f"{s['ref']}\t{s.get('rows', 0)}\t{s.get('value', '')}\n" for s in steps)
    target.write_text("".join(rows), "utf-8")
    return str(target)


def _done(command, folder):
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if run.returncode != 0:
        raise Absent(f"{command[0]} failed: {run.stderr.strip()[-300:]}")


RACERS = {"ours": ours, "web-forms": web, "javarosa": javarosa}


def present(cache):
    """How to start each racer that can start; the others are told, with the reason."""
    found = {}
    for name, prepare in RACERS.items():
        try:
            found[name] = prepare(cache)
        except Absent as reason:
            print(f"left out: {name}: {reason}")
    return found
