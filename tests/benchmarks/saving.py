"""One record kept against one row and one commit, both with synchronous=FULL."""

from desktop.desk.entry import Origin, finished, put
from desktop.ledger.ids import new_record_id
from desktop.store import connection
from tests.benchmarks import desks
from tests.benchmarks.floors import raw_commit
from tests.benchmarks.measure import compare, timed


def ratios(folder):
    desk = desks.make(folder, "20854")
    desks.fill(desk, 1000)
    bare = connection.open_writer(folder / "bare.db", desk.core.key)
    bare.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, line BLOB)")
    definition = desk.core.catalogue.form("mobilisation_event").definition
    units = desk.core.catalogue.pack.units_version
    lead, support = desk.ask.records.ids("organisation")[:2]
    line = b"x" * 900
    number = iter(range(10**6))

    def floor():
        return raw_commit(bare, (next(number), line))

    def subject():
        origin = Origin(new_record_id(desks.CLOCK, desks.CHANCE), "20854", units)
        data = desks.answers(next(number), lead, support)
        done = finished(put(definition, origin, data, desks.CHANCE))
        return timed(lambda: desk.act.finish(done))

    yield compare("save", floor, subject, 200, "1 record, FULL", 3.0)
    bare.close()
    desk.close()
