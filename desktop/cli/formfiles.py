"""forms compile|check: an XLSForm table made ready, or told what is wrong with it."""

import argparse
from pathlib import Path

from desktop.cli.context import Answer, Context, Verb
from desktop.cli.line import place
from desktop.cli.plain import plain
from desktop.desk.saving import save
from desktop.errors import Refused, Usage
from desktop.ledger.canonical import Json
from desktop.xforms.check.checker import check
from desktop.xforms.check.finding import Finding
from desktop.xforms.definition import Definition
from desktop.xforms.engine import Form
from desktop.xforms.parse import parse
from desktop.xforms.xlsform import Compiled, compile_table


def _read(file: Path) -> tuple[Compiled, Definition]:
    compiled = compile_table(_bytes(file), file.suffix.lower(), file.stem)
    definition = parse(compiled.xform)
    Form(definition)  # every expression compiles, and nothing runs in a circle
    return compiled, definition


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Usage("cli.unreadable", file=file.name) from error


def _compile_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=place, metavar="FILE")
    parser.add_argument("--out", type=place, metavar="XFORM")


def _compile(_: Context, arguments: argparse.Namespace) -> Answer:
    compiled, definition = _read(arguments.file)
    if arguments.out is not None:
        save(arguments.out, compiled.xform)
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
    parser.add_argument("file", type=place, metavar="FILE")
    parser.add_argument("--previous", type=place, metavar="FILE")


def _check(context: Context, arguments: argparse.Namespace) -> Answer:
    file: Path = arguments.file
    before = arguments.previous
    previous = _definition(before) if before is not None else None
    findings = check(_bytes(file), file.suffix.lower(), file.stem, previous)
    lines = tuple(_line(context, found) for found in findings)
    sound = not any(found.severe for found in findings)
    if sound:
        lines = (*lines, context.say("cli.form_sound"))
    problems: list[Json] = [_json(context, found) for found in findings]
    return Answer({"problems": problems}, lines, 0 if sound else Refused.exit_code)


def _definition(file: Path) -> Definition:
    """A form as a table, or compiled already."""
    if file.suffix.lower() == ".xml":
        return parse(_bytes(file))
    return parse(compile_table(_bytes(file), file.suffix.lower(), file.stem).xform)


def _line(context: Context, found: Finding) -> str:
    what = context.messages.say(found.code, found.facts)
    if found.sheet:
        place, column = _place(found), found.column
        what = context.say(
            place, sheet=found.sheet, row=found.row, column=column, what=what
        )
    return context.say("check.severe" if found.severe else "check.remark", what=what)


def _place(found: Finding) -> str:
    if not found.row:
        return "check.at_sheet"
    return "check.at_cell" if found.column else "check.at_row"


def _json(context: Context, found: Finding) -> Json:
    return {
        "code": found.code,
        "sheet": found.sheet,
        "row": found.row,
        "column": found.column,
        "severe": found.severe,
        "message": context.messages.say(found.code, found.facts),
    }


def _publish_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=place, metavar="FOLDER")


def _publish(context: Context, arguments: argparse.Namespace) -> Answer:
    with context.desk() as desk:
        made = desk.act.enrol.publish(arguments.folder)
    line = context.say("forms.published", counter=made.counter)
    return Answer(plain(made), (line, *made.forms))


VERBS = (
    Verb("forms compile", _compile_arguments, _compile),
    Verb("forms check", _check_arguments, _check),
    Verb("forms publish", _publish_arguments, _publish),
)
