"""A code that has had its day: kept where it stands, counted, and chosen no more."""

from datetime import date

import pytest

from desktop.desk import profile
from tests.desk import versioned
from tests.desk.conftest import event

LIST = "propaganda_form"
CODE, LABEL = "toa_dam", "Tọa đàm, tập huấn"


@pytest.fixture
def retired(bench, tmp_path, monkeypatch):
    """An event of that form was told; the form's code held until the end of 2025."""
    bench.clock.turn_to(date(2026, 2, 1))
    told = {"event_form": CODE, "session_count": "1", "session_unit": "buoi"}
    bench.record = bench.add(
        "mobilisation_event", event(bench, event_date="2025-12-01", **told)
    )
    folder = versioned.copied(tmp_path / "forms")
    table = folder / "lists" / f"{LIST}.csv"
    lines = table.read_text("utf-8").splitlines(keepends=True)
    at = next(i for i, line in enumerate(lines) if line.startswith(f"{CODE},"))
    lines[at] = lines[at].rstrip("\n") + "2025-12-31\n"
    table.write_text("".join(lines), "utf-8")
    pack = versioned.pack(folder)
    bench.commune.close()
    monkeypatch.setattr(profile, "load_pack", lambda: pack)
    bench.commune = bench.open("20854")
    _ = bench.commune.act
    return bench


def offered(entry):
    return {one.value for one in entry.choices("/data/event_form") if not one.retired}


def test_the_record_keeps_it_and_shows_it_under_its_label(retired):
    records = retired.commune.ask.records
    view = records.view(retired.record)
    assert view.row.title == LABEL and dict(view.lines)["Hình thức"] == LABEL
    entry = records.edit(retired.record)
    entry.answer("/data/attendance", "90")
    retired.commune.act.finish(entry.finish())
    assert dict(records.view(retired.record).lines)["Hình thức"] == LABEL


def test_a_new_record_cannot_choose_it_past_its_day(retired):
    records = retired.commune.ask.records
    told = {"event_form": CODE, "session_count": "1", "session_unit": "buoi"}
    late = records.new(
        "mobilisation_event", event(retired, event_date="2026-01-01", **told)
    )
    assert CODE not in offered(late)
    assert [(p.ref, p.kind.value) for p in late.finish()] == [
        ("/data/event_form", "outdated")
    ]
    in_time = event(retired, event_date="2025-12-31", **told)
    assert CODE in offered(records.new("mobilisation_event", in_time))
    retired.add("mobilisation_event", in_time)


def test_figures_go_on_counting_it(retired):
    span = date(2025, 7, 1), date(2026, 1, 31)
    found = {f.code: f for f in retired.commune.ask.period.figures(("20854",), *span)}
    assert (found["I11.buoi"].value, found["I12"].value) == (1, 120)
    rows = retired.commune.ask.period.drill("I12", ("20854",), *span)
    assert [row.record for row in rows] == [retired.record]


def test_a_day_that_is_changed_later_does_not_smuggle_it_in(retired):
    records = retired.commune.ask.records
    told = {"event_form": CODE, "session_count": "1", "session_unit": "buoi"}
    entry = records.new(
        "mobilisation_event", event(retired, event_date="2025-12-31", **told)
    )
    entry.answer("/data/event_date", "2026-01-01")
    assert [p.kind.value for p in entry.finish()] == ["outdated"]
    entry.answer("/data/event_form", "buoi_tap_trung")
    retired.commune.act.finish(entry.finish())
    old = records.edit(retired.record)  # it was told so, and is mended as it was
    old.answer("/data/event_date", "2026-01-02")
    retired.commune.act.finish(old.finish())
