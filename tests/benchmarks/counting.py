"""All figures of a province against reading the columns they need, both from nothing."""

from datetime import date

from desktop.desk import figure_defs, figures
from tests.benchmarks.floors import read_columns
from tests.benchmarks.measure import compare, timed
from tests.benchmarks.province import Province

COMMUNES = 168
SPAN = date(2026, 1, 1), date(2026, 12, 31)
ROUNDS = 5


def ratios(folder):
    whole, half = Province(folder, COMMUNES), Province(folder, COMMUNES // 2)
    size = f"{len(figure_defs.all_figures(whole.pack))} figures, {COMMUNES} x 1,000"
    needed = columns(whole)
    yield compare(
        "figures.province",
        lambda: timed(lambda: on_a_fresh_connection(whole, read_columns, needed)),
        lambda: timed(lambda: on_a_fresh_connection(whole, count, whole)),
        ROUNDS, size, 4.0,
    )  # fmt: skip
    yield compare(
        "figures.twice_the_communes",
        lambda: timed(lambda: on_a_fresh_connection(half, count, half)),
        lambda: timed(lambda: on_a_fresh_connection(whole, count, whole)),
        ROUNDS, f"{COMMUNES // 2} and {COMMUNES} communes", 2.2,
    )  # fmt: skip


def on_a_fresh_connection(province, work, what):
    reader = province.reader()
    try:
        return work(reader, what)
    finally:
        reader.close()


def count(reader, province):
    return figures.values(province.pack, reader, province.units, *SPAN)


def columns(province):
    """(table, column) of all that the figures read, as the database itself tells."""
    reader, needed = province.reader(), set()

    def note(action, table, column, *_):
        if action == SQLITE_READ and table and column and table.startswith("f_"):
            needed.add((table, column))
        return SQLITE_OK

    scope = (
        "WITH scope(unit, counted) AS (SELECT '', ''),"
        ' period(start, "end") AS (SELECT 1, 2)'
    )
    reader.set_authorizer(note)
    for one in figure_defs.all_figures(province.pack):
        reader.execute(f"EXPLAIN {scope} SELECT * FROM ({one.sql.strip()})").fetchall()
    reader.set_authorizer(None)
    reader.close()
    return sorted(needed)


SQLITE_READ, SQLITE_OK = 20, 0
