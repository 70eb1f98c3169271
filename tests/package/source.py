"""The tree as the laws read it: tracked files and parsed modules."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DESKTOP = ROOT / "desktop"


@cache
def modules() -> dict[Path, ast.Module]:
    """Every module of the program, parsed."""
    return {
        path: ast.parse(path.read_text("utf-8"), str(path))
        for path in sorted(DESKTOP.rglob("*.py"))
    }


def tracked() -> list[Path]:
    """Files that belong to the project (as git sees them, ignored ones left out)."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    files = [ROOT / name for name in listed.split("\0") if name]
    return [path for path in files if path.is_file()]


def name_called(call: ast.Call) -> str:
    """``Finished`` of ``Finished(...)`` and of ``ledger.Finished(...)``."""
    target = call.func
    if isinstance(target, ast.Name):
        return target.id
    return target.attr if isinstance(target, ast.Attribute) else ""


def calls(tree: ast.Module) -> list[ast.Call]:
    """Every call in a module."""
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
