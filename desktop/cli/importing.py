"""import: the rows of a table as records, all of them or none."""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from desktop.cli.context import Answer, Context, Verb
from desktop.cli.line import place
from desktop.cli.plain import plain
from desktop.desk.bulk import ask, sheet
from desktop.desk.bulk.views import Column, Look, Plan, Trouble, Wish
from desktop.desk.desk import Desk
from desktop.desk.saving import save
from desktop.desk.views import finish
from desktop.errors import Usage
from desktop.ledger.canonical import Json
from desktop.tables.table import Table

_TOLD = 20  # troubles that are told on the screen; the list has all
_REFUSED = 3


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("form")
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--sheet")
    parser.add_argument("--map", type=place, metavar="FILE")
    parser.add_argument("--problems", type=place, metavar="OUT")
    parser.add_argument("--convert", action="store_true")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--dry-run", action="store_true")


def _import(context: Context, arguments: argparse.Namespace) -> Answer:
    table = _table(arguments.file, arguments.sheet)
    given = _mapping(arguments.map) if arguments.map else {}
    form = arguments.form
    with context.desk() as desk:
        plan = desk.ask.bulk.plan(form, table)
        plan = desk.ask.bulk.mapped(form, plan, given)
        wish = _wish(desk, form, table, plan, arguments)
        if arguments.dry_run:
            look, written = finish(desk.act.bulk.look(form, table, plan, wish)), 0
        else:
            taken = finish(desk.act.bulk.take_in(form, table, plan, wish))
            look, written = taken.look, taken.written
    if arguments.problems:
        save(arguments.problems, _listed(context, look, arguments.problems))
    return _answer(context, plan, look, written, dry=arguments.dry_run)


def _table(file: str, name: str | None) -> Table:
    """A file, or from the standard input a block of cells as it is copied."""
    if file == "-":
        return ask.pasted(sys.stdin.read())
    content, _ = ask.opened(Path(file))
    return ask.table_of(content, name)


def _mapping(file: Path) -> Mapping[str, str]:
    try:
        found: Json = json.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise Usage("cli.unreadable", file=str(file)) from error
    except json.JSONDecodeError as error:
        raise Usage("cli.not_json", line=error.lineno) from error
    if not isinstance(found, dict):
        raise Usage("cli.not_object")
    return {column: str(question or "") for column, question in found.items()}


def _wish(
    desk: Desk, form: str, table: Table, plan: Plan, arguments: argparse.Namespace
) -> Wish:
    """Cells surely of before Unicode are found by a first look."""
    if not arguments.convert:
        return Wish(update=arguments.update)
    look = finish(desk.act.bulk.look(form, table, plan, Wish()))
    return Wish(ask.sure_places(look), update=arguments.update)


def _listed(context: Context, look: Look, out: Path) -> bytes:
    made = sheet.as_csv if out.suffix.lower() == ".csv" else sheet.as_xlsx
    return made(look, context.say)


def _answer(
    context: Context, plan: Plan, look: Look, written: int, *, dry: bool
) -> Answer:
    value: Json = {
        "rows": look.rows,
        "new": look.new,
        "same": look.same,
        "changed": look.changed,
        "written": written,
        "header": plan.header + 1,
        "columns": [_column(one) for one in plan.columns],
        "problems": [_problem(context, one) for one in look.troubles],
        "differences": plain(look.differences),
        "former": plain(look.former),
    }
    told = [_told(context, one) for one in look.troubles[:_TOLD]]
    more = len(look.troubles) - _TOLD
    rest = (context.say("cli.import.more", n=more),) if more > 0 else ()
    code = _outcome(look, dry=dry)
    facts = {"new": look.new, "same": look.same, "changed": look.changed}
    end = context.say(code, rows=look.rows, n=len(look.grave), written=written, **facts)
    return Answer(value, (*told, *rest, end), _REFUSED if look.grave else 0)


def _outcome(look: Look, *, dry: bool) -> str:
    if look.grave:
        return "cli.import.refused"
    return "cli.import.dry" if dry else "cli.import.done"


def _column(column: Column) -> Json:
    return {
        "column": column.letter,
        "header": column.header,
        "question": column.question,
    }


def _problem(context: Context, one: Trouble) -> Json:
    return {
        "row": one.row,
        "column": one.column,
        "header": one.header,
        "code": one.code,
        "message": sheet.words(one, context.say),
        "must": one.grave,
    }


def _told(context: Context, one: Trouble) -> str:
    place: Sequence[str] = [one.column, one.header]
    where = " ".join(filter(None, place))
    return f"{one.row}: {where}: {sheet.words(one, context.say)}"


VERBS = (Verb("import", _arguments, _import),)
