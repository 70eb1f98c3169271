"""The three racers: what each needs, and how it is started; or why it is left out."""

import json
import sys
from pathlib import Path

from tests.conformance.tools import Absent, done, jar, need, web_forms

HERE = Path(__file__).parent
LOGGING = "-Dorg.slf4j.simpleLogger.defaultLogLevel=error"  # costs JavaRosa time


def ours(_cache):
    return lambda form, script: [sys.executable, "-m", "tests.race.ours", form, script]


def web(cache):
    """ODK Web Forms."""
    start = ["node", str(HERE / "web.mjs"), str(web_forms(cache))]
    return lambda form, script: [*start, form, script]


def javarosa(cache):
    """JavaRosa as ODK Validate carries it; its racer is compiled against that."""
    need("java", "javac")
    classes = cache / "java"
    classes.mkdir(parents=True, exist_ok=True)
    compiler = ["javac", "-nowarn", "-cp", str(jar()), "-d", str(classes)]
    done([*compiler, str(HERE / "Race.java")], classes)
    start = ["java", LOGGING, "-cp", f"{jar()}:{classes}", "Race"]
    return lambda form, script: [*start, form, _lines(script)]


def _lines(script):
    """The script as ref, rows and value between tabs: java reads no JSON by itself."""
    target = Path(script).with_suffix(".tsv")
    steps = map(json.loads, Path(script).read_text("utf-8").splitlines())
    rows = (f"{s['ref']}\t{s.get('rows', 0)}\t{s.get('value', '')}\n" for s in steps)
    target.write_text("".join(rows), "utf-8")
    return str(target)


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
