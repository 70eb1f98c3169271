"""period close, figures, report."""

import argparse
from collections.abc import Iterator
from datetime import date

from desktop.cli.context import Answer, Context, Verb, write_noted
from desktop.cli.line import place
from desktop.cli.plain import figures as plain_figures
from desktop.cli.plain import plain
from desktop.desk.as_then import AsSigned
from desktop.desk.as_then import shown as shown_of
from desktop.desk.desk import Desk
from desktop.desk.figures import shown
from desktop.desk.period_views import FigureValue, Period, Registered
from desktop.desk.saving import save
from desktop.desk.views import finish
from desktop.errors import Usage
from desktop.ledger.canonical import Json
from desktop.ledger.ids import RecordId, UnitCode
from desktop.text.numbers import format_decimal


def day(text: str) -> date:
    """A day as it is typed."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Usage("cli.day", text=text[:20]) from error


def span_arguments(parser: argparse.ArgumentParser) -> None:
    """--from and --to, two days."""
    parser.add_argument("--from", dest="start", type=day, required=True, metavar="DAY")
    parser.add_argument("--to", dest="end", type=day, required=True, metavar="DAY")


def _period_arguments(parser: argparse.ArgumentParser) -> None:
    span_arguments(parser)
    parser.add_argument("--kind", default="thematic")
    parser.add_argument("--calendar", default="free")


def period(arguments: argparse.Namespace) -> Period:
    """The period that an argument line names."""
    kind, calendar = arguments.kind, arguments.calendar
    return Period(kind, calendar, arguments.start, arguments.end)


def _close(context: Context, arguments: argparse.Namespace) -> Answer:
    with context.desk() as desk:
        check = desk.ask.period.check(period(arguments))
        closed = finish(desk.act.close_period(check.period, check.sentences))
    notices = tuple(context.say(n.code, **n.facts) for n in check.notices)
    value = {
        "record": closed.record,
        "pdf": str(closed.pdf),
        "pdf_sha256": closed.pdf_sha256,
        "figures": plain_figures(closed.figures),
        "notices": plain(notices),
    }
    line = context.say("cli.closed", file=str(closed.pdf))
    return Answer(value, (*notices, line))


def _show_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("record", metavar="RECORD")


def _show(context: Context, arguments: argparse.Namespace) -> Answer:
    with context.desk() as desk:
        found = desk.ask.period.closed.as_signed(RecordId(arguments.record))
    signed = found.submission
    value = {
        "record": signed.record,
        "unit": signed.unit,
        "kind": signed.kind,
        "from": signed.start.isoformat(),
        "to": signed.end.isoformat(),
        "figures": plain(dict(signed.figures)),
        "lacking": found.lacking,
        "wrong": plain(found.wrong),
        "changed": plain(found.changed),
    }
    return Answer(value, tuple(_shown(context, found)))


def _shown(context: Context, found: AsSigned) -> Iterator[str]:
    if found.lacking:
        yield context.say("cli.period_lacking", count=found.lacking)
    for code, sentence in (("wrong", "cli.period_wrong"), ("changed", "cli.changed")):
        for one in getattr(found, code):
            then, now = shown_of(one, one.then), shown_of(one, one.now)
            said = {"code": one.code, "label": one.label, "then": then, "now": now}
            yield context.say(sentence, **said)
    if not (found.lacking or found.wrong or found.changed):
        yield context.say("cli.period_same")


def _figures_arguments(parser: argparse.ArgumentParser) -> None:
    span_arguments(parser)
    parser.add_argument("--unit", required=True, metavar="CODE[,CODE]")


def _figures(context: Context, arguments: argparse.Namespace) -> Answer:
    units = tuple(UnitCode(code) for code in arguments.unit.split(","))
    with context.desk() as desk:
        values = desk.ask.period.figures(units, arguments.start, arguments.end)
        notices = tuple(desk.ask.period.shared(units, arguments.start))
    said = tuple(context.say(n.code, **n.facts) for n in notices)
    told = plain_figures(values) | ({"notices": plain(said)} if said else {})
    return Answer(told, (*map(_line, values), *said))


def _line(figure: FigureValue) -> str:
    line = f"{figure.code:14} {shown(figure):>12} {figure.unit_label:12} {figure.label}"
    if figure.d is None or figure.veiled:
        return line
    n, d = (format_decimal(part) for part in (figure.n, figure.d))
    return f"{line} ({n}/{d})"


def _register_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("record")
    parser.add_argument("--number", required=True)
    parser.add_argument("--date", dest="day", type=day, required=True, metavar="DAY")
    parser.add_argument("--signer", default="")
    parser.add_argument("--post", default="")
    parser.add_argument("--out", type=place)


def _register(context: Context, arguments: argparse.Namespace) -> Answer:
    said = Registered(
        arguments.number, arguments.day.isoformat(), arguments.signer, arguments.post
    )
    with context.desk() as desk:
        record = RecordId(arguments.record)
        changed = desk.act.register(record, said)
        pdf = desk.ask.period.closed.reprint(record) if arguments.out else b""
    if arguments.out:
        save(arguments.out, pdf)
    told = {"report": str(arguments.out) if arguments.out else None}
    return Answer({**told, "at": changed.at}, (context.say("cli.registered"),))


def _calendar_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("line", nargs="?", metavar="LINE")
    parser.add_argument("calendar", nargs="?", metavar="CALENDAR")


def _calendar(context: Context, arguments: argparse.Namespace) -> Answer:
    with context.desk() as desk:
        if arguments.line and arguments.calendar:
            desk.act.choose_calendar(arguments.line, arguments.calendar)
        found = desk.ask.period.lines.all()
    value: dict[str, Json] = {
        line.code: {"calendar": line.calendar.code, "due": plain(line.due)}
        for line in found
    }
    told = tuple(
        f"{line.code:8} {line.calendar.code:12} {line.label}" for line in found
    )
    return Answer(value, told)


def _check(context: Context, arguments: argparse.Namespace) -> Answer:
    with context.desk() as desk:
        found = desk.ask.period.check(period(arguments))
    notices = [context.say(n.code, **n.facts) for n in found.notices]
    questions = [context.say(n.code, **n.facts) for n in found.questions]
    value: dict[str, Json] = {
        "figures": dict(plain_figures(found.figures)),
        "notices": plain(tuple(notices)),
        "questions": plain(tuple(questions)),
        "sections": plain(dict(found.sentences)),
    }
    return Answer(value, (*map(_line, found.figures), *notices, *questions))


def _report_arguments(parser: argparse.ArgumentParser) -> None:
    _period_arguments(parser)
    parser.add_argument("--out", type=place, required=True)


def _report(context: Context, arguments: argparse.Namespace) -> Answer:
    with context.desk() as desk:
        pdf = _pdf(desk, period(arguments))
        write_noted(desk, arguments.out, pdf, "print", "report")
    return Answer({"report": str(arguments.out)}, (str(arguments.out),))


def _pdf(desk: Desk, period: Period) -> bytes:
    check = desk.ask.period.check(period)
    if check.already_closed is not None:
        return desk.ask.period.closed.pdf_of(check.already_closed)
    return desk.ask.period.preview(check)


VERBS = (
    Verb("period close", _period_arguments, _close),
    Verb("period register", _register_arguments, _register),
    Verb("period check", _period_arguments, _check),
    Verb("period calendar", _calendar_arguments, _calendar),
    Verb("period show", _show_arguments, _show),
    Verb("figures", _figures_arguments, _figures),
    Verb("report", _report_arguments, _report),
)
