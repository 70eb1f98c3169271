"""record add: a record from JSON, through the same entry as the window's."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from desktop.cli.context import Answer, Cause, Context, Several, Verb
from desktop.cli.plain import plain
from desktop.desk.entry import Entry
from desktop.errors import Usage
from desktop.ledger.canonical import Data, Json
from desktop.ledger.revision import Finished
from desktop.xforms.instance import Problem, ProblemKind

_OWN_WORDS = {
    ProblemKind.REQUIRED: "cli.problem.required",
    ProblemKind.CONSTRAINT: "cli.problem.not_allowed",
    ProblemKind.CHOICE: "cli.problem.not_allowed",
    ProblemKind.OUTDATED: "cli.problem.outdated",
    ProblemKind.TYPE: "cli.problem.wrong_type",
    ProblemKind.WARNING: "cli.problem.check_again",
}


class _Given(argparse.Action):
    """--json names the answers' file here, and asks for JSON as it does elsewhere."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,  # noqa: ARG002 - argparse's own shape
        namespace: argparse.Namespace,
        values: object,
        option: str | None = None,  # noqa: ARG002 - as above
    ) -> None:
        """Note both."""
        namespace.data, namespace.as_json = str(values), True


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("form")
    parser.add_argument(
        "--json",
        dest="data",
        default="-",
        const="-",
        nargs="?",
        metavar="FILE",
        action=_Given,
    )


def _add(context: Context, arguments: argparse.Namespace) -> Answer:
    data = _read_json(arguments.data)
    with context.desk() as desk:
        entry = desk.ask.records.new(arguments.form, data)
        found = entry.finish()
        if not isinstance(found, Finished):
            raise _refusal(_causes(context, entry, found))
        warnings = _causes(context, entry, entry.problems())
        names = [_name(ref) for ref in entry.hidden()]
        few = entry.small_cells()
        changed = desk.act.finish(found)
        rows = desk.ask.records.rows(sorted(changed.records))
    value: Json = {
        "record": found.contents[0].record,
        "at": changed.at,
        "records": plain(rows),
        "warnings": plain(warnings),
        "left_out": [name for name in names if _was_given(data, name)],
        "folded": [cell.label for cell in few],
    }
    return Answer(value, ())


def _read_json(where: str) -> Data:
    try:
        text = sys.stdin.read() if where == "-" else Path(where).read_text("utf-8")
        value: Json = json.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        raise Usage("cli.unreadable", file=where) from error
    except json.JSONDecodeError as error:
        raise Usage("cli.not_json", line=error.lineno) from error
    except (RecursionError, ValueError) as error:  # nesting or digits beyond reason
        raise Usage("cli.boundless") from error
    if not isinstance(value, dict):
        raise Usage("cli.not_object")
    return value


def _causes(
    context: Context, entry: Entry, problems: Sequence[Problem]
) -> tuple[Cause, ...]:
    """Each problem by its question, in the form's own words where it has some."""
    return tuple(
        Cause(
            _name(problem.ref),
            entry.instance.node(problem.ref).label,
            problem.message or context.say(_OWN_WORDS[problem.kind]),
        )
        for problem in problems
    )


def _refusal(causes: tuple[Cause, ...]) -> Several:
    first, count = causes[0], len(causes)
    facts = {"question": first.question, "why": first.message}
    return Several("entry.problems", causes, count=count, **facts)


def _name(ref: str) -> str:
    """The question as it stands in the data: ``first_point/team_count``."""
    return ref.split("/", 2)[2]


def _was_given(data: Data, name: str) -> bool:
    """Whether the caller answered it; what the form itself fills in is no loss."""
    node: Json = data
    for step in name.split("/"):
        key, _, place = step.partition("[")
        node = node.get(key) if isinstance(node, dict) else None
        if place and isinstance(node, list):
            node = node[int(place.rstrip("]")) - 1]
    return node is not None


VERBS = (Verb("record add", _arguments, _add),)
