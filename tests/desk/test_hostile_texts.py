"""Two hundred texts in every text question of every form: kept, shown, sent, printed."""

import json
from datetime import date

from desktop.desk.entry import (
    FIRST_POINT,
    IS_NEW,
    OWN_RECORD,
    WITH_FIRST_POINT,
    Origin,
    finished,
    put,
)
from desktop.desk.period_views import Period
from desktop.desk.views import finish
from desktop.ledger.ids import new_record_id
from desktop.store.homes import ELSEWHERE
from desktop.text.clean import clean
from desktop.xforms.definition import Kind
from tests.hostile.texts import TEXTS
from tests.hostile.typed import TYPED, outside_rows

PLAIN = {Kind.INTEGER: "2", Kind.DECIMAL: "1", Kind.DATE: "2025-07-01"}
CODES = {"figure_code": "I05", "party_count": "2", "assessment_year": "2025"}
OF_THE_DESK = (WITH_FIRST_POINT, IS_NEW, OWN_RECORD, FIRST_POINT)


def contents(desk, form):
    """A record for each text, said in every text question of the form."""
    asked = desk.core.catalogue.definition(form)
    whole = desk.ask.records.new(form).instance.data(final=True)
    rowless = {n: [] if isinstance(v, list) else v for n, v in whole.items()}
    empty = json.dumps({n: v for n, v in rowless.items() if n not in OF_THE_DESK})
    unit, units = desk.core.profile.unit, desk.core.catalogue.pack.units_version
    for text in TEXTS:
        data = json.loads(empty)
        for question in outside_rows(asked.root.children):
            *groups, name = question.ref.split("/")[2:]
            if {FIRST_POINT, "meta"} & set(groups) or name in OF_THE_DESK:
                continue
            at = data
            for group in groups:
                at = at[group]
            if question.kind in TYPED:
                at[name] = clean(text) or "x"
            elif name in CODES:
                at[name] = CODES[name]
            elif asked.binds[question.ref].required == "true()":
                at[name] = at.get(name) or PLAIN.get(question.kind, "other")
        origin = Origin(new_record_id(desk.core.clock, desk.core.random), unit, units)
        yield put(asked, origin, data, desk.core.random), data


def test_what_was_said_goes_up_as_it_was_said(pair):
    desk, said = pair.commune, {}
    for form in desk.core.catalogue.pack.forms:
        told = list(contents(desk, form))
        said |= {content.record: data for content, data in told}
        desk.act.finish(finished(*(content for content, _ in told)))
    taken = finish(pair.province.act.take_in(pair.hand(desk).path))
    assert taken.new == len(said)
    for record, data in said.items():
        told = flat(data)
        assert dict(desk.ask.records.raw(record).lines) == told
        stayed = {name: ELSEWHERE for name in told if name == "person_name"}
        above = dict(pair.province.ask.records.raw(record).lines)
        assert above == told | stayed


def flat(data, above=""):
    found = {}
    for name, value in data.items():
        path = f"{above}/{name}" if above else name
        if isinstance(value, dict):
            found |= flat(value, path)
        elif isinstance(value, list):
            for number, row in enumerate(value, 1):
                found |= flat(row, f"{path}[{number}]")
        elif value:
            found[path] = value
    return found


def test_what_was_said_is_found_and_shown_and_printed(pair):
    desk = pair.commune
    told = list(contents(desk, "mobilisation_event"))
    desk.act.finish(finished(*(content for content, _ in told)))
    for content, data in told:
        view = desk.ask.records.view(content.record)
        shown = {text for _, text in view.lines}
        assert data["note"] is None or data["note"] in shown
    for text in TEXTS:
        desk.ask.records.ids("mobilisation_event", text)
    period = Period("thematic", "free", date(2025, 7, 1), date(2025, 7, 1))
    sections = [(f"Mục {n}", clean(text)) for n, text in enumerate(TEXTS)]
    closed = finish(desk.act.close_period(period, sections))
    assert closed.pdf.read_bytes().startswith(b"%PDF")
