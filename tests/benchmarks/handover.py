"""Export, hand-over and intake against the least that the same bytes and rows cost."""

from desktop.desk import profile
from desktop.desk.views import finish
from desktop.store import connection
from tests.benchmarks import desks
from tests.benchmarks.floors import (
    copy_and_read_back,
    decrypt_hash_load,
    insert_rows,
    read_hash_store,
)
from tests.benchmarks.measure import compare, timed

SIZE = f"{desks.RECORDS:,} revisions"
VOLUMES = f"{SIZE}, {desks.FILES * desks.FILE_BYTES // 1_000_000} MB of files"
ROUNDS = 11


def ratios(folder):
    commune, province = desks.make(folder, "20854"), desks.make(folder, "48")
    stick = folder / "stick"
    stick.mkdir()
    desks.enrol(commune, province, stick)
    province.close()
    desks.fill(commune)
    handed = finish(commune.act.hand_over(stick))
    yield from intakes(folder, handed.path)
    desks.attach_volume(commune)
    yield from exports(folder, commune, stick)
    commune.close()


def exports(folder, commune, stick):
    """To the bundle whole in the outbox; and on to the stick, read back there."""
    parts = [
        what_goes(folder, commune),
        *(commune.core.folder / "attachments").iterdir(),
    ]
    whole = folder / "floor"

    def floor():
        return read_hash_store(parts, whole)

    def floor_on_a_stick():
        return floor() + copy_and_read_back(whole, stick / "floor")

    def subject():
        return desks.exported(commune, stick)[0]

    def subject_on_a_stick():
        return desks.exported(commune, stick)[1]

    yield compare("export", floor, subject, ROUNDS, VOLUMES, 2.2)
    both = (floor_on_a_stick, subject_on_a_stick)
    yield compare("export to a stick", *both, ROUNDS, VOLUMES, 2.2)


def what_goes(folder, commune):
    """The lines and values of the bundle in one plain file."""
    reader = commune.core.reader()
    lines = folder / "lines"
    with lines.open("wb") as out:
        for (raw,) in reader.execute("SELECT raw FROM revisions ORDER BY seq"):
            out.write(bytes(raw) + b"\n")
        for row in reader.execute("SELECT commitment, salt, value FROM private_values"):
            out.write(repr(row).encode() + b"\n")
    reader.close()
    return lines


def intakes(folder, bundle):
    """Verifying against reading, taking in against inserting, the whole against both.

    docs/adr/0006 says why verifying and taking in each have a floor of their own.
    """
    fresh = desks.copy(folder / "48", folder / "fresh")
    filled = desks.copy(folder / "48", folder / "filled")
    with desks.used(filled) as desk:
        key = desk.core.key
        finish(desk.act.take_in(bundle))
    before, after = tables(fresh, key), tables(filled, key)
    new = {name: sorted_out(rows, before[name]) for name, rows in after.items()}
    work = folder / "work"

    with desks.used(fresh) as desk:
        identity = desk.core.identity().secret

    def inserting():
        desks.copy(fresh, work)
        writer = connection.open_writer(work / profile.STORE, key)
        spent = insert_rows(writer, new)
        writer.close()
        return spent

    def reading():
        return decrypt_hash_load(bundle, identity, folder / "plain")

    def stage(number):
        return lambda: spent_in_stages(work, fresh, bundle)[number]

    def whole():
        return sum(spent_in_stages(work, fresh, bundle))

    yield compare("verify", reading, stage(0), ROUNDS, SIZE, 2.2)
    yield compare("intake", inserting, stage(1), ROUNDS, SIZE, 1.8)
    yield compare("the whole import", inserting, whole, ROUNDS, SIZE, 3.6)


def spent_in_stages(work, fresh, bundle):
    """Milliseconds until all is verified, and from then until it is on the disk."""
    desks.copy(fresh, work)
    with desks.used(work) as desk:
        steps = desk.act.take_in(bundle)
        next(steps)  # nothing is done before the first progress is told
        return timed(lambda: next(steps)), timed(lambda: finish(steps))


def sorted_out(rows, known):
    known = set(known)
    return [row for row in rows if row not in known]


def tables(folder, key):
    """Every row of a profile's database, by table; the search index apart."""
    reader = connection.open_reader(folder / profile.STORE, key)
    names = reader.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    plain = [n for (n,) in names if not n.startswith(("sqlite_", "search", "_sqlite"))]
    found = {n: reader.execute(f'SELECT * FROM "{n}"').fetchall() for n in plain}
    reader.close()
    return found
