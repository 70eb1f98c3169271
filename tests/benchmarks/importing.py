"""A sheet of events taken in, against calamine's bare read and the insert of its rows."""

from datetime import date
from io import BytesIO

from python_calamine import CalamineWorkbook

from desktop.desk import profile
from desktop.desk.bulk.ask import table_of
from desktop.desk.bulk.views import Wish
from desktop.desk.views import finish
from desktop.store import connection
from tests.benchmarks import desks
from tests.benchmarks.floors import insert_rows
from tests.benchmarks.handover import sorted_out, tables
from tests.benchmarks.measure import ratio, timed
from tests.desk.tables_of import events
from tests.tables.made import of_rows

FORM, ROWS, ROUNDS = "mobilisation_event", 10_000, 5


def ratios(folder, rows=ROWS, rounds=ROUNDS):
    desks.CLOCK.turn_to(date(2027, 6, 1))  # every day of the sheet is past
    desks.make(folder, "20854").close()
    content = of_rows(events(rows)[0])
    filled = desks.copy(folder / "20854", folder / "filled")
    with desks.used(filled) as desk:
        key = desk.core.key
        assert take_in(desk, content).written == rows
    before, after = tables(folder / "20854", key), tables(filled, key)
    new = {name: sorted_out(found, before[name]) for name, found in after.items()}
    pairs = [one_round(folder, content, new, key) for _ in range(rounds + 1)][1:]
    floors, subjects = zip(*pairs, strict=True)
    size = f"{rows:,} rows of {len(content) // 1024} kB"
    yield ratio("import of a workbook", floors, subjects, size, 4.0)
    yield ratio("the same workbook again", *again(filled, content, rounds), size)


def one_round(folder, content, new, key):
    work = folder / "work"
    desks.copy(folder / "20854", work)
    writer = connection.open_writer(work / profile.STORE, key)
    floor = timed(lambda: bare_read(content)) + insert_rows(writer, new)
    writer.close()
    desks.copy(folder / "20854", work)
    with desks.used(work) as desk:
        return floor, timed(lambda: take_in(desk, content))


def again(filled, content, rounds):
    """Rows that are in already, against reading them barely."""
    with desks.used(filled) as desk:
        floors = [timed(lambda: bare_read(content)) for _ in range(rounds)]
        return floors, [timed(lambda: take_in(desk, content)) for _ in range(rounds)]


def bare_read(content):
    return (
        CalamineWorkbook.from_filelike(BytesIO(content))
        .get_sheet_by_index(0)
        .to_python()
    )


def take_in(desk, content):
    table = table_of(content)
    plan = desk.ask.bulk.plan(FORM, table)
    return finish(desk.act.bulk.take_in(FORM, table, plan, Wish()))
