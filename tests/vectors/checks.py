"""make checks: each check of the reader is taken out; a vector must then fail.

A check is a ``raise Refused`` in a module that reads bundles; where its condition joins
several by ``or``, each of them is one. Taken out, the code behind runs on as if it had not
been there. Exit 1 where the vectors do not notice.
"""

import ast
import gc
import os
import sys
import tempfile
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType
from typing import NamedTuple

from tests.package.source import ROOT

READS = (
    "bundle/reader", "bundle/zipread", "bundle/manifest", "bundle/header", "bundle/parts",
    "bundle/request", "signing/envelope", "signing/cms", "signing/trust", "signing/certs",
    "ledger/canonical", "ledger/chain", "ledger/commitment", "ledger/fields",
    "ledger/line", "desk/incoming", "desk/speaking", "desk/judging", "desk/fitting",
    "bundle/roster", "desk/siblings", "desk/pack_file",
)  # fmt: skip
# Checks that no file can meet, and why they stay.
NO_FILE = {
    ("ledger/canonical", "else of check"): "encode's: decode makes no such value",
    ("ledger/canonical", "not isinstance(key, str)"): "encode's: keys read are texts",
    ("signing/trust", "listed.number < trust.crl_number"): "a desk keeps both together",
}


class Check(NamedTuple):
    module: str
    line: int
    code: str
    words: str
    function: str
    without: CodeType  # of the module


@cache
def checks():
    """Every check of the modules that read, each with the module without it."""
    return [check for module in READS for check in _checks(module)]


def path_of(module):
    return ROOT / "desktop" / f"{module}.py"


def _checks(module):
    path = path_of(module)
    source = path.read_text("utf-8")
    count = len(list(_sites(ast.parse(source))))
    for number in range(count):
        tree = ast.parse(source)
        line, codes, words, function, remove = list(_sites(tree))[number]
        remove()
        without = compile(ast.fix_missing_locations(tree), str(path), "exec")
        for code in codes:
            yield Check(module, line, code, words, function, without)


def _sites(tree):
    """(line, codes, words, function, how to take it out) of each check."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for owner in ast.walk(function):
                for body in _bodies(owner):
                    for place, node in enumerate(body):
                        if codes := _codes(node, function):
                            yield from _ways(owner, body, place, codes, function.name)


def _bodies(node):
    for name in ("body", "orelse", "finalbody"):
        found = getattr(node, name, None)
        if isinstance(found, list):
            yield found


def _codes(node, function):
    """The reasons a ``raise Refused(…)`` may give; () for other statements."""
    if not isinstance(node, ast.Raise) or node.exc is None:
        return ()
    calls = [
        c for c in ast.walk(node.exc)
        if isinstance(c, ast.Call) and getattr(c.func, "id", "") == "Refused"
    ]  # fmt: skip
    return tuple(code for call in calls for code in _texts(call.args[0], function))


def _texts(node, function):
    if isinstance(node, ast.Constant):
        return (node.value,)
    if isinstance(node, ast.Name):  # fault = a if … else b
        node = next(
            a.value for a in ast.walk(function)
            if isinstance(a, ast.Assign) and a.targets[0].id == node.id
        )  # fmt: skip
        return (node.body.value, node.orelse.value)
    return ("envelope.not_for_me", "envelope.broken")  # by what pyrage says


def _ways(owner, body, place, codes, function):
    line = body[place].lineno
    if isinstance(owner, ast.If) and body is owner.body and len(body) == 1:
        parts = _alternatives(owner.test)
        if len(parts) > 1:
            for number, part in enumerate(parts):
                left = [p for n, p in enumerate(parts) if n != number]
                yield line, codes, ast.unparse(part), function, _test(owner, left)
            return
        words = ast.unparse(owner.test)
    else:
        words = f"{type(owner).__name__} of {function}"
        if isinstance(owner, ast.If):
            words = f"else of {function}"
    yield line, codes, words, function, _emptied(body, place)


def _alternatives(test):
    """What each alone would refuse: the parts of an ``or``, or of ``not (… and …)``."""
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.Or):
        return [part for value in test.values for part in _alternatives(value)]
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        inner = test.operand
        if isinstance(inner, ast.BoolOp) and isinstance(inner.op, ast.And):
            return [ast.UnaryOp(ast.Not(), value) for value in inner.values]
    return [test]


def _test(owner, left):
    def remove():
        owner.test = left[0] if len(left) == 1 else ast.BoolOp(ast.Or(), left)

    return remove


def _emptied(body, place):
    def remove():
        body[place] = ast.copy_location(ast.Pass(), body[place])

    return remove


# put in the place of the real one


def functions_of(code):
    """(qualified name, code) of every function in a module's code."""
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield one.co_qualname, one
            yield from functions_of(one)


def live(module):
    """The functions of a loaded module, however they are wrapped."""
    path = str(path_of(module))
    return [
        one for one in gc.get_objects()
        if isinstance(one, FunctionType) and one.__code__.co_filename == path
    ]  # fmt: skip


def put_in(check):
    """From now on the check is not made, in this process."""
    new = dict(functions_of(check.without))
    for function in live(check.module):
        name = function.__code__.co_qualname
        if name.rpartition(".")[2] == check.function or check.function in name:
            function.__code__ = new[name].replace(
                co_filename=str(path_of(check.module))
            )


def noticed(check, vectors):
    """The first vector that fails without this check; "" where none does."""
    from tests.vectors import desks

    told, say = os.pipe()
    child = os.fork()
    if not child:
        name = ""
        try:
            put_in(check)
            for vector, file in vectors:
                if desks.judged(vector, file):
                    name = vector.name
                    break
        except BaseException as error:
            name = f"{error!r}"
        os.write(say, name.encode())
        os._exit(0)
    os.close(say)
    os.waitpid(child, 0)
    with os.fdopen(told, "rb") as answer:
        return answer.read().decode()


def main():
    from tests.vectors import desks
    from tests.vectors.all import VECTORS

    desks.made()
    unnoticed, count = [], 0
    with tempfile.TemporaryDirectory() as folder:
        files = [(v, Path(folder) / f"{n}.sph") for n, v in enumerate(VECTORS)]
        for vector, file in files:
            file.write_bytes(vector.raw())
        for check in checks():
            named = [(v, f) for v, f in files if v.answer == check.code]
            by = noticed(check, named)
            reason = NO_FILE.get((check.module, check.words))
            where = f"{check.module}.py:{check.line} {check.code} [{check.words:.60}]"
            print(f"{where}: {by or reason or 'NOT NOTICED'}", flush=True)
            count += 1
            if not by and not reason:
                unnoticed.append(where)
    desks.forget()
    print(f"{count} checks, {len(unnoticed)} not noticed")
    return 1 if unnoticed else 0


if __name__ == "__main__":
    sys.exit(main())
