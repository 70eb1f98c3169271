"""update announce|check|take|start|status: newer programs."""

import argparse

from desktop import assets
from desktop.bundle.update_package import ENDING
from desktop.cli.context import Answer, Context, Verb
from desktop.cli.line import place
from desktop.cli.plain import plain
from desktop.desk.newer import starting
from desktop.desk.views import finish
from desktop.errors import Refused


def _announce_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=place, metavar="FILE")
    parser.add_argument("--version", required=True, metavar="V")


def _announce(context: Context, arguments: argparse.Namespace) -> Answer:
    with context.desk() as desk:
        made = desk.act.enrol.announce(arguments.file, arguments.version)
    return Answer(plain(made), (context.say("update.announced", version=made.version),))


def _file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=place, metavar="FILE")


def _check(context: Context, arguments: argparse.Namespace) -> Answer:
    """A package by its signatures, a setup file by the province's notice."""
    with context.desk() as desk:
        if arguments.file.suffix != ENDING:
            notice = desk.ask.is_update(arguments.file)
            same = context.say("update.same", version=notice.version)
            return Answer(plain(notice), (same,))
        found = desk.act.newer.look(arguments.file)
    told = context.say("update.looked", version=found.version)
    return Answer(plain(found), (told, found.words))


def _take(context: Context, arguments: argparse.Namespace) -> Answer:
    with context.desk() as desk:
        taken = finish(desk.act.newer.take(arguments.file))
    told = context.say("update.taken", version=taken.manifest.version)
    return Answer(plain(taken), (told,))


def _nothing(_: argparse.ArgumentParser) -> None:
    """No arguments of its own."""


def _start(context: Context, _: argparse.Namespace) -> Answer:
    with context.desk() as desk:
        taken = desk.act.newer.taken()
        if taken is None:
            raise Refused("update.not_taken")
        starting.give_way(desk, taken, assets.version())
    told = context.say("update.begun", version=taken.manifest.version)
    return Answer(plain(taken), (told,))


def _status(context: Context, _: argparse.Namespace) -> Answer:
    with context.desk() as desk:
        taken = desk.act.newer.taken()
        step = starting.awaited(desk.core.folder)
    lines = [context.say("update.status", version=assets.version())]
    if step is not None:
        lines.append(context.say("update.status_awaited", version=step.after))
    elif taken is not None:
        version = taken.manifest.version
        lines.append(context.say("update.status_taken", version=version))
    value = {
        "version": assets.version(),
        "taken": taken.manifest.version if taken else None,
        "awaited": step.after if step else None,
    }
    return Answer(plain(value), tuple(lines))


VERBS = (
    Verb("update announce", _announce_arguments, _announce),
    Verb("update check", _file, _check),
    Verb("update take", _file, _take),
    Verb("update start", _nothing, _start),
    Verb("update status", _nothing, _status),
)
