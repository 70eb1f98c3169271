"""Export, hand-over and intake against the least that the same bytes and rows cost."""

from msgspec.json import decode

from desktop.desk import profile
from desktop.desk.views import finish
from desktop.store import connection
from tests.benchmarks import desks, peers, weight
from tests.benchmarks.floors import (
    copy_and_read_back,
    decrypt_hash_load,
    insert_rows,
    read_hash_store,
)
from tests.benchmarks.measure import compare, ratio, timed

SIZE = f"{desks.MANY:,} revisions, {desks.FILES * desks.FILE_BYTES // 1_000_000} MB of files"
ROUNDS = 5  # of up to half a minute each


def ratios(folder):
    commune, province = desks.make(folder, "20854"), desks.make(folder, "48")
    stick = folder / "stick"
    stick.mkdir()
    desks.enrol(commune, province, stick)
    desks.fill(commune, desks.MANY)
    desks.want(province, desks.attach_volume(commune))
    province.close()
    bundle = finish(commune.act.hand_over(stick)).path
    bundle = bundle.replace(folder / bundle.name)
    yield from exports(folder, commune, stick)
    yield from intakes(folder, bundle, what_goes(folder, commune))
    commune.close()
    yield from weight.ratios(folder, bundle, SIZE)


def exports(folder, commune, stick):
    """To the bundle whole in the outbox; and on to the stick, read back there."""
    parts, whole = what_goes(folder, commune), folder / "floor"

    def floor():
        return read_hash_store(parts, whole)

    def floor_on_a_stick():
        return floor() + copy_and_read_back(whole, stick / "floor")

    def subject():
        return desks.exported(commune, stick)[0]

    def subject_on_a_stick():
        return desks.exported(commune, stick)[1]

    yield compare("export, compressed", floor, subject, ROUNDS, SIZE, 2.2)
    both = (floor_on_a_stick, subject_on_a_stick)
    yield compare("export to a stick", *both, ROUNDS, SIZE, 2.2)
    yield from peers.ratios(folder, parts, floor, SIZE)


def what_goes(folder, commune):
    """The lines and values of the bundle in one plain file, and the files."""
    reader = commune.core.reader()
    lines = folder / "lines"
    with lines.open("wb") as out:
        for (raw,) in reader.execute("SELECT raw FROM revisions ORDER BY seq"):
            out.write(bytes(raw) + b"\n")
        for row in reader.execute("SELECT commitment, salt, value FROM private_values"):
            out.write(repr(row).encode() + b"\n")
    reader.close()
    return [lines, *(commune.core.folder / "attachments").iterdir()]


def intakes(folder, bundle, parts):
    """Verifying against reading, taking in against inserting, the whole against both.

    docs/adr/0006 says why verifying and taking in each have a floor of their own. The
    files that come along must be stored by the floor as well.
    """
    fresh = desks.copy(folder / "48", folder / "fresh")
    filled = desks.copy(folder / "48", folder / "filled")
    with desks.used(filled) as desk:
        key, identity = desk.core.key, desk.core.identity().secret
        finish(desk.act.take_in(bundle))
    before, after = tables(fresh, key), tables(filled, key)
    new = {name: sorted_out(rows, before[name]) for name, rows in after.items()}
    work, plain = folder / "work", folder / "plain"

    def inserting():
        desks.copy(fresh, work)
        writer = connection.open_writer(work / profile.STORE, key)
        spent = insert_rows(writer, new) + read_hash_store(parts[1:], folder / "files")
        writer.close()
        return spent

    def one_round():
        return (
            decrypt_hash_load(bundle, identity, plain, decode),
            decrypt_hash_load(bundle, identity, plain),
            inserting(),
            *spent_in_stages(work, fresh, bundle),
        )

    rounds = [one_round() for _ in range(ROUNDS + 1)][1:]
    compiled, reading, stored, verified, taken = zip(*rounds, strict=True)
    whole = [sum(both) for both in zip(verified, taken, strict=True)]
    yield ratio("verify", reading, verified, SIZE, 2.2)
    yield ratio("verify, floor compiled too", compiled, verified, SIZE)
    yield ratio("intake", stored, taken, SIZE, 1.8)
    yield ratio("the whole import", stored, whole, SIZE, 3.6)
    yield again(filled, bundle, lambda: read_hash_store(parts, folder / "floor"))


def again(filled, bundle, floor):
    """A bundle that is known, against the floor of an export."""
    with desks.used(filled) as desk:

        def subject():
            return timed(lambda: finish(desk.act.take_in(bundle)))

        return compare("a known bundle again", floor, subject, ROUNDS, SIZE, 0.5)


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
