"""Five years of one commune: its succession, two reorganisations of villages, and three
versions of a form; each year can be shown again as it was signed."""

from datetime import date

import pytest

from desktop.desk import profile
from desktop.desk.period_views import Period
from desktop.desk.views import finish
from tests.desk.conftest import org
from tests.figures import versions

YEARS = (2024, 2025, 2026, 2027, 2028)
SPANS = {
    year: (max(date(year, 1, 1), date(2025, 7, 1)) if year > 2024 else date(2024, 1, 1),
           date(year, 12, 31))
    for year in YEARS
}  # fmt: skip
VERSION = {2025: "1", 2026: "2", 2027: "3", 2028: "3"}


@pytest.fixture(scope="module")
def packs(tmp_path_factory):
    root = tmp_path_factory.mktemp("packs")
    return {name: versions.make(root / name, name) for name in ("1", "2", "3")}


@pytest.fixture
def commune(packs, bench, monkeypatch):
    """``bench`` with ``in_year(year)``: the clock, the pack and the desk of that time."""

    def in_year(year, version):
        monkeypatch.setattr(profile, "load_pack", lambda: packs[version])
        bench.commune.close()
        bench.clock.turn_to(date(year, 1, 2))
        bench.commune = bench.open("20854")
        _ = bench.commune.act

    bench.in_year = in_year
    in_year(2025, "1")
    return bench


def village(bench, name):
    told = {"unit_name": name, "unit_type": "thon", "valid_from": "2025-07-01"}
    return bench.add("residential_unit", told)


def events(bench, year, places):
    names = versions.NAMES.get(VERSION[year], {})
    found = []
    for month, place in enumerate(places, start=8):
        told = {
            "event_form": "buoi_tap_trung", "event_date": f"{year}-{month:02}-10",
            "lead_org": org(bench.commune), "place_scope": "villages",
            "residential_unit_ids": place, "session_unit": "buoi",
            names.get("session_count", "session_count"): "1",
            names.get("attendance", "attendance"): str(100 + month),
        }  # fmt: skip
        found.append(bench.add("mobilisation_event", told))
    return found


def close(bench, year):
    bench.clock.turn_to(date(year + 1, 1, 5))
    period = Period("thematic", "free", *SPANS[year])
    return finish(bench.commune.act.close_period(period, ())).record


def reorganise(bench, day, act, *told):
    bench.clock.turn_to(day)
    done = getattr(bench.commune.ask.villages, act)(*told, day)
    bench.commune.act.finish(done)
    return [content.record for content in done.contents if not content.base]


def carried(bench):
    """What the four communes of before told of 2024, in a report of their own."""
    for code, n in (("I11.buoi", "40"), ("I12", "3200")):
        bench.add("carried_figure", {
            "figure_code": code, "period_from": "2024-01-01", "period_to": "2024-12-31",
            "numerator": n, "source_doc": "210/BC-UBND",
        })  # fmt: skip


def lived(bench):
    """The five years; the reports of each, and the first event of 2025."""
    reports = {}
    bench.clock.turn_to(date(2025, 12, 1))
    carried(bench)
    one, two, three = (village(bench, f"Thôn {number}") for number in (1, 2, 3))
    reports[2024] = close(bench, 2024)
    bench.clock.turn_to(date(2025, 12, 30))
    first, *_ = events(bench, 2025, (one, two, three))
    reports[2025] = close(bench, 2025)
    bench.in_year(2026, "2")
    (merged,) = reorganise(
        bench, date(2026, 3, 1), "merged", (one, two), "Thôn Đoàn Kết"
    )
    bench.clock.turn_to(date(2026, 12, 30))
    events(bench, 2026, (merged, three))
    reports[2026] = close(bench, 2026)
    bench.in_year(2027, "3")
    east, west = reorganise(
        bench, date(2027, 3, 1), "split", three, ("Thôn Đông", "Thôn Tây")
    )
    bench.clock.turn_to(date(2027, 12, 30))
    events(bench, 2027, (merged, east, west))
    reports[2027] = close(bench, 2027)
    bench.clock.turn_to(date(2028, 12, 30))
    events(bench, 2028, (merged, west))
    reports[2028] = close(bench, 2028)
    return reports, first


def test_each_year_can_be_shown_again_as_it_was_signed(commune):
    reports, first = lived(commune)
    ask = commune.commune.ask.period
    signed = {
        year: ask.closed.signed_figures(record) for year, record in reports.items()
    }
    told = {year: figures["I12"][0] for year, figures in signed.items()}
    assert told == {2024: "3200", 2025: "327", 2026: "217", 2027: "327", 2028: "217"}
    shares = {y: f["I15"][1:] for y, f in signed.items() if y > 2024}
    assert shares == {
        2025: ("3", "3"), 2026: ("2", "2"), 2027: ("3", "3"), 2028: ("2", "3"),
    }  # fmt: skip
    commune.commune.act.void(first, "ghi nhầm")
    for year, record in reports.items():
        found = ask.closed.as_signed(record)
        assert (found.lacking, found.wrong) == (0, ()), year
        assert ask.closed.signed_figures(record) == signed[year]
        changed = {one.code for one in found.changed}
        assert ("I12" in changed) == (year == 2025), year
