"""make stock: do ODK's own tools still take our forms? exit 1 where one does not.

pyxform compiles every form of forms/xlsform with our columns; ODK Validate (needs java)
and ODK Web Forms (needs node and npm, and the network once) open what comes of it.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from desktop import assets
from desktop.errors import Refused
from desktop.xforms.xlsform import compile_markdown
from tests.conformance.tools import CACHE, Absent, jar, need, web_forms

EXAMPLE = Path(__file__).parents[1] / "xforms" / "fixed_rows.md"
LOADER = Path(__file__).with_name("webforms.mjs")
LIMIT = 120  # seconds


def compiled(folder):
    """The XForm that pyxform makes of each of our tables, and what it remarks."""
    for source in (*sorted((assets.forms() / "xlsform").glob("*.md")), EXAMPLE):
        target = folder / f"{source.stem}.xml"
        try:
            made = compile_markdown(source.read_text("utf-8"), source.stem)
        except Refused as refusal:
            yield target, f"{refusal.code} {dict(refusal.facts)}"
        else:
            target.write_bytes(made.xform)
            yield target, "\n".join(made.warnings)


def validate(forms):
    """What ODK Validate says against each form; "" where it takes it."""
    need("java")
    for form in forms:
        run = _run("java", "-jar", jar(), form)
        told = run.stdout + run.stderr
        yield "" if run.returncode == 0 and "is valid" in told else told


def load(forms):
    """What ODK Web Forms says against each form."""
    modules, lists = web_forms(CACHE), assets.forms() / "lists"
    told = _run("node", LOADER, modules, lists, *forms)
    words = list(map(json.loads, told.stdout.splitlines()))
    return [*words, *[told.stderr or "not reached"] * (len(forms) - len(words))]


def _run(*command):
    words = list(map(str, command))
    return subprocess.run(words, capture_output=True, text=True, timeout=LIMIT)


TOOLS = {"ODK Validate": validate, "ODK Web Forms": load}


def main():
    with tempfile.TemporaryDirectory() as folder:
        made = dict(compiled(Path(folder)))
        refused = _told("pyxform", made, made.values())
        forms = [form for form in made if form.exists()]
        for name, tool in TOOLS.items():
            try:
                refused += _told(name, forms, tool(forms))
            except Absent as reason:
                print(f"skipped: {name}: {reason}")
    print(f"{refused} refused")
    return 1 if refused else 0


def _told(tool, forms, against):
    """How many forms a tool has something against; it is printed."""
    refused = 0
    for form, words in zip(forms, against, strict=True):
        refused += bool(words)
        print(f"{tool}: {'refused' if words else 'taken  '} {form.stem}")
        print("".join(f"  {line}\n" for line in words.splitlines()), end="")
    return refused


if __name__ == "__main__":
    sys.exit(main())
