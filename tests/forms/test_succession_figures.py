"""A unit's figures over what it took the place of."""

from datetime import date
from decimal import Decimal

import pytest

from desktop.desk import figures
from desktop.desk.scopes import counted, told_apart
from tests.forms.tables import OURS

OLD, NEW = "2024-12-31", "2026-04-30"  # the unit lists before and after 1 July 2025
TOWN, FORMER = "20854", "20881"  # Thị trấn Tiên Kỳ, Xã Tiên Mỹ: both now Xã Tiên Phước
SHARED, HEIRS = "20296", ("20194", "20197")  # Hòa Liên went into two wards
BOTH_YEARS = {"start": date(2024, 1, 1), "end": date(2026, 12, 31)}


@pytest.fixture
def past(tables):
    """Events of two former communes, of the one they became, and of a third."""
    tables.town = tables.event("2024-05-01", 1, 100, unit=TOWN, units=OLD)
    tables.former = tables.event("2025-06-30", 2, 30, unit=FORMER, units=OLD)
    tables.ours = tables.event("2025-07-01", 4, 600, unit=OURS, units=NEW)
    tables.event("2025-05-01", 8, 5000, unit=SHARED, units=OLD)
    return tables


def test_days_before_a_unit_began_count_what_it_took_the_place_of(past):
    before = {"start": date(2024, 1, 1), "end": date(2025, 6, 30)}
    assert past.told("I11.buoi", "I12", **before) == [(3, 3, None), (130, 130, None)]
    span = {k: before[k] for k in ("start", "end")}
    assert past.drill("I12", **span) == {past.town, past.former}


def test_over_the_day_itself_each_statistic_is_of_both_sides(past):
    assert past.told("I11.buoi", "I12", "I13.buoi", **BOTH_YEARS) == [
        (7, 7, None), (730, 730, None), (Decimal("104.3"), 730, 7),
    ]  # fmt: skip
    assert past.drill("I12", **BOTH_YEARS) == {past.town, past.former, past.ours}


def test_what_stands_on_the_last_day_stands_wherever_it_was_begun(tables):
    tables.point("m1", started="2020-01-01", unit=FORMER, units=OLD)
    tables.point("m1", started="2024-01-01", unit=TOWN, units=OLD)
    tables.point("m2", started="2019-01-01", unit=OURS, units=NEW)  # older than it
    tables.point("m3", ended_date="2025-08-01", unit=FORMER, units=OLD)
    assert tables.told("I22", "I23") == [(2, 2, None), (3, 3, None)]
    july = {"start": date(2025, 7, 1), "end": date(2025, 7, 31)}
    assert tables.told("I23", **july) == [(3, 3, None)]  # m3 begins in August


def test_a_commune_that_was_shared_out_counts_for_all_its_heirs_or_for_none(past):
    for heir in HEIRS:
        assert past.told("I12", units=(heir,), **BOTH_YEARS) == [(0, 0, None)]
    assert past.told("I12", units=HEIRS, **BOTH_YEARS) == [(5000, 5000, None)]


def test_a_province_counts_what_came_into_it_from_another(past):
    past.event("2025-03-01", 1, 9, unit="49", units=OLD)  # Tỉnh Quảng Nam itself
    past.event("2025-03-01", 1, 70000, unit="00001", units=OLD)  # of Hà Nội
    below = [unit.code for unit in past.pack.children("48")]
    found = past.told("I12", units=("48", *below), **BOTH_YEARS)
    assert found == [(5739, 5739, None)]


def test_with_the_list_of_its_time_a_code_means_the_unit_of_that_time(past):
    def told(version):
        found = figures.values(
            past.pack, past.reader, (TOWN,), *BOTH_YEARS.values(), version
        )
        return next(f.value for f in found if f.code == "I12")

    assert (told(OLD), told(NEW), told("")) == (100, 730, 730)


def test_a_late_line_of_a_former_unit_still_counts_where_it_went(tables):
    """Its desk had not heard of the end yet; no day tells whose record it is."""
    tables.event("2025-07-03", 1, 40, unit=FORMER, units=OLD)
    tables.event("2025-07-03", 1, 40, unit=TOWN, units=OLD)
    assert tables.told("I12", **BOTH_YEARS) == [(80, 80, None)]


def test_what_is_not_counted_since_it_was_shared_out_is_named(past):
    def told(unit, day):
        return told_apart(past.pack, past.reader, counted(past.pack, (unit,)), day)

    assert told(HEIRS[0], "2025-01-01") == ["Xã Hòa Liên"]
    assert told(HEIRS[0], "2025-07-01") == []  # not of these days
    assert told(OURS, "2024-01-01") == []
    past.event("2026-05-01", 1, 9, unit=SHARED, units=NEW)
    assert told(HEIRS[1], "2025-06-30") == ["Xã Hòa Liên"]


def test_a_shared_out_unit_without_records_here_is_not_worth_a_word(tables):
    tables.event("2026-05-01", 1, 9, unit=HEIRS[0], units=NEW)
    found = counted(tables.pack, HEIRS[:1])
    assert found.shared and told_apart(tables.pack, tables.reader, found, "2024") == []
