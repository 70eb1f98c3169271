"""make stock: do ODK's own tools still take our forms? ODK Validate, where java is."""

import importlib.util
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from desktop import assets
from desktop.xforms.xlsform import compile_markdown

JAR = "validators/odk_validate/bin/ODK_Validate.jar"


def jar():
    """The one that pyxform brings along."""
    package = importlib.util.find_spec("pyxform")
    return Path(package.origin).parent / JAR


def refused(source, folder):
    """What ODK Validate says against a form; "" where it takes it."""
    target = Path(folder) / f"{source.stem}.xml"
    target.write_bytes(compile_markdown(source.read_text("utf-8"), source.stem).xform)
    command = ["java", "-jar", str(jar()), str(target)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=120)
    told = run.stdout + run.stderr
    return "" if run.returncode == 0 and "is valid" in told else told


def main():
    if shutil.which("java") is None:
        print("skipped: there is no java here")
        return 0
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for source in sorted((assets.forms() / "xlsform").glob("*.md")):
            against = refused(source, folder)
            failed += bool(against)
            print(f"{'refused' if against else 'taken  '} {source.name}")
            print(against, end="")
    print(f"{failed} refused")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
