"""The table of verbs, and errors as sentences with exit codes."""

import argparse
import json
import sys
from collections.abc import Sequence
from functools import partial

from desktop import assets
from desktop.cli import (
    adding,
    certificates,
    desks,
    formfiles,
    handovers,
    importing,
    intakes,
    kept,
    logs,
    pairs,
    people,
    periods,
    records,
    updates,
    villages,
)
from desktop.cli.context import Answer, Context, Several, Verb
from desktop.cli.demo import verb as demo
from desktop.cli.line import LANGUAGES, Line, language_of
from desktop.cli.options import Options, common, default_folder
from desktop.cli.plain import plain
from desktop.cli.selftest import verb as selftest
from desktop.cli.selftest.stage import Rehearse
from desktop.cli.showing import show
from desktop.errors import Error, Usage
from desktop.ledger.canonical import Json
from desktop.ledger.world import Clock, Random
from desktop.text.messages import Messages, load

VERBS: tuple[Verb, ...] = (
    *desks.VERBS,
    *certificates.VERBS,
    *adding.VERBS,
    *importing.VERBS,
    *records.VERBS,
    *kept.VERBS,
    *pairs.VERBS,
    *people.VERBS,
    *periods.VERBS,
    *handovers.VERBS,
    *intakes.VERBS,
    *logs.VERBS,
    *formfiles.VERBS,
    *updates.VERBS,
    *villages.VERBS,
    *demo.VERBS,
    *selftest.VERBS,
)


def run_verb(options: Options, clock: Clock, random: Random, rehearse: Rehearse) -> int:
    """Do what the words say; print the answer; return the exit code."""
    try:
        arguments = parser().parse_args(options.words)
    except Usage as error:
        return wrong_call(error, options.words, options)
    except SystemExit:  # --help has been printed
        show()
        raise
    if options.folder is not None:
        vars(arguments).setdefault("dir", options.folder)
    arguments.as_json = options.as_json or getattr(arguments, "as_json", False)
    language = getattr(arguments, "lang", options.language)
    messages = load(assets.resources() / "messages", language)
    context = Context(
        clock=clock,
        random=random,
        folder=getattr(arguments, "dir", None) or default_folder(),
        password_file=getattr(arguments, "password_file", options.password_file),
        messages=messages,
        rehearse=rehearse,
    )
    try:
        answer: Answer = arguments.run(context, arguments)
    except Error as error:
        return _refuse(error, messages, arguments.as_json)
    show(partial(_tell, answer, arguments.as_json))
    return answer.exit_code


def tell_error(error: Error, options: Options) -> int:
    """Say what keeps the window from opening; returns the exit code."""
    messages = load(assets.resources() / "messages", options.language)
    return _refuse(error, messages, options.as_json)


def wrong_call(
    error: Error, words: Sequence[str], options: Options | None = None
) -> int:
    """Say what an argument line led to, in the language it asks for."""
    otherwise = options.language if options else LANGUAGES[0]
    messages = load(assets.resources() / "messages", language_of(words, otherwise))
    before = options is not None and options.as_json
    return _refuse(error, messages, before or "--json" in words)


def parser() -> argparse.ArgumentParser:
    """The whole argument line, built from the table."""
    top = Line(prog="sophoihop", parents=[common()], allow_abbrev=False)
    verbs = top.add_subparsers(required=True, metavar="VERB")
    families: dict[str, argparse._SubParsersAction[Line]] = {}
    for verb in VERBS:
        first, _, second = verb.words.partition(" ")
        if second and first not in families:
            family = verbs.add_parser(first, allow_abbrev=False)
            families[first] = family.add_subparsers(required=True, metavar="VERB")
        home = families[first] if second else verbs
        _add(home, second or first, verb)
    return top


def _add(home: "argparse._SubParsersAction[Line]", name: str, verb: Verb) -> None:
    own = home.add_parser(name, parents=[common()], allow_abbrev=False)
    verb.arguments(own)
    if "--json" not in own._option_string_actions:  # noqa: SLF001 - argparse has no public way to ask
        own.add_argument("--json", dest="as_json", action="store_true")
    own.set_defaults(run=verb.run)


def _tell(answer: Answer, as_json: bool) -> None:  # noqa: FBT001 - a choice of the user
    if as_json or not answer.lines:
        _print_json(answer.value)
        return
    for line in answer.lines:
        print(line)


def _refuse(error: Error, messages: Messages, as_json: bool) -> int:  # noqa: FBT001 - as above
    sentence = messages.say(error.code, error.facts)
    causes = error.causes if isinstance(error, Several) else ()
    if as_json:
        facts: dict[str, Json] = dict(error.facts)
        value: dict[str, Json] = {
            "code": error.code, "message": sentence, "facts": facts,
        }  # fmt: skip
        if causes:
            value["problems"] = plain(causes)
        _print_json({"error": value})
    print(f"{error.code}: {sentence}", file=sys.stderr)
    for cause in causes:
        name = cause.label or cause.question
        print(f"- {name}: {cause.message}", file=sys.stderr)
    return error.exit_code


def _print_json(value: Json) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True))
