"""The other tools of ODK that we are held against: where they are, or why not."""

import importlib.util
import json
import shutil
import subprocess
from pathlib import Path

CACHE = Path(".cache/race").resolve()
JAR = "validators/odk_validate/bin/ODK_Validate.jar"
MODULES = {"@getodk/xforms-engine": "0.22.0", "jsdom": "27.2.0"}


class Absent(Exception):
    """A tool cannot start, and this is why."""


def need(*commands):
    for command in commands:
        if shutil.which(command) is None:
            raise Absent(f"there is no {command} here")


def jar():
    """ODK Validate: the one that pyxform brings along."""
    package = importlib.util.find_spec("pyxform")
    return Path(package.origin).parent / JAR


def web_forms(cache):
    """The folder of ODK Web Forms' engine; npm brings it once into the cache."""
    need("node", "npm")
    folder = cache / "web"
    if _installed(folder) != MODULES:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text('{"private": true}\n')
        wanted = [f"{name}@{version}" for name, version in MODULES.items()]
        done(["npm", "install", "--save-exact", "--no-audit", *wanted], folder)
    return folder


def _installed(folder):
    """Name and version of what lies there of the modules."""
    found = {}
    for name in MODULES:
        package = folder / "node_modules" / name / "package.json"
        if package.exists():
            found[name] = json.loads(package.read_text("utf-8"))["version"]
    return found


def done(command, folder):
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if run.returncode != 0:
        raise Absent(f"{command[0]} failed: {run.stderr.strip()[-300:]}")
