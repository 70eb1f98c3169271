"""What is done to a hostile form, and the words in which it ends."""

import contextlib
import io
import json
from datetime import datetime, timedelta, timezone
from random import Random

import pyxform.xls2xform  # noqa: F401 - once, before the forks

from desktop import assets
from desktop.cli.line import LANGUAGES
from desktop.cli.main import run_verb
from desktop.cli.options import Options
from desktop.errors import Error
from desktop.text.messages import load
from desktop.xforms.definition import Question
from desktop.xforms.engine import Form, no_sources, open_instance
from desktop.xforms.parse import parse
from tests.cli.windowless import no_window

OPENS = "opens"
MESSAGES = [load(assets.resources() / "messages", language) for language in LANGUAGES]
LOOKED_AT = 100  # choices: as many as a window shows
LONGEST = 1_000  # characters of a message: nobody reads more


class Clock:
    def now(self):
        return datetime(2026, 4, 30, 8, 15, tzinfo=timezone(timedelta(hours=7)))


class Chance:
    def __init__(self):
        self.bytes = Random(1).randbytes


def table(file):
    """The codes that ``forms check`` and ``forms compile`` end with."""
    told = [*_verb("check", file), *_verb("compile", file)]
    return list(dict.fromkeys(told))


def _verb(name, file):
    options = Options(None, None, "en", True, ("forms", name, str(file)))
    out, aside = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(aside):
        run_verb(options, Clock(), Chance(), no_window)
    answer = json.loads(out.getvalue())
    if "error" in answer:
        return [_clear(answer["error"]["code"], answer["error"]["facts"])]
    found = [one for one in answer.get("problems", ()) if one["severe"]]
    wordy = [f"wordy {one['code']}" for one in found if len(one["message"]) > LONGEST]
    return wordy or [one["code"] for one in found] or [OPENS]


def xform(raw, answers=(), sources=no_sources):
    """The codes of a form as ours, and as a stranger's: one that opens all the same."""
    told = []
    for tolerant in (False, True):
        try:
            form = Form(parse(raw), tolerant=tolerant)
            record = open_instance(form, sources, Clock(), Chance())
            told += [*_used(record, form, answers), OPENS]
            break
        except Error as error:
            told.append(_clear(error.code, error.facts))
    return list(dict.fromkeys(told))


def _used(record, form, answers):
    """What an officer does: look, answer, look again, change the language, finish."""
    _look(record)
    for ref, text in answers:
        try:
            record.set(ref, text)
        except Error as error:
            yield _clear(error.code, error.facts)
        _look(record)
    for language in form.definition.languages[-1:]:
        record.language(language)
    json.dumps(record.data(final=True)).encode()
    for fault in record.faults():
        yield _clear(fault.code, {})


def _look(record):
    for node in record.nodes():
        if isinstance(node.item, Question) and node.item.choices:
            list(record.choices(node.ref)[:LOOKED_AT])
    record.problems()
    record.hidden()


def _clear(code, facts):
    """The code, where each language has a sentence of readable length for it."""
    for messages in MESSAGES:
        if code not in messages.sentences:
            return f"no sentence {code}"
        if len(messages.say(code, facts)) > LONGEST:
            return f"wordy {code}"
    return code
