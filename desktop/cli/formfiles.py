"""forms compile|check: an XLSForm table made ready, or told what is wrong with it."""

import argparse
from pathlib import Path

from desktop.cli.context import Answer, Context, Verb, write_file
from desktop.errors import Error, Refused, Usage
from desktop.ledger.canonical import Json
from desktop.xforms.definition import Definition
from desktop.xforms.engine import Form
from desktop.xforms.parse import parse
from desktop.xforms.xlsform import Compiled, compile_table


def _read(file: Path) -> tuple[Compiled, Definition]:
    try:
        table = file.read_bytes()
    except OSError as error:
        raise Usage("cli.unreadable", file=file.name) from error
    compiled = compile_table(table, file.suffix.lower(), file.stem)
    definition = parse(compiled.xform)
    Form(definition)  # every expression compiles, and nothing runs in a circle
    return compiled, definition


def _compile_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--out", type=Path, metavar="XFORM")


def _compile(_: Context, arguments: argparse.Namespace) -> Answer:
    compiled, definition = _read(arguments.file)
    if arguments.out is not None:
        write_file(arguments.out, compiled.xform)
    remarks: list[Json] = list(compiled.warnings)
    value: Json = {
        "form": definition.form_id,
        "version": definition.version,
        "title": definition.title,
        "questions": len(definition.questions),
        "warnings": remarks,
    }
    line = f"{definition.form_id}@{definition.version} · {definition.title}"
    return Answer(value, (line, *compiled.warnings))


def _check_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")


def _check(context: Context, arguments: argparse.Namespace) -> Answer:
    try:
        _read(arguments.file)
    except Refused as error:
        raise Refused("form.check", why=_why(context, error)) from error
    return Answer({"problems": []}, (context.say("cli.form_sound"),))


def _why(context: Context, error: Error) -> str:
    return context.messages.say(error.code, error.facts)


VERBS = (
    Verb("forms compile", _compile_arguments, _compile),
    Verb("forms check", _check_arguments, _check),
)
