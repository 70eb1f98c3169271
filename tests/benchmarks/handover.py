"""Export and intake against the least that could be done with the same bytes."""

import shutil
import time

from desktop.cli.context import finish
from desktop.desk import profile
from desktop.store import connection
from tests.benchmarks import desks
from tests.benchmarks.floors import read_hash_store
from tests.benchmarks.measure import compare, timed

SIZE = "10.000 dòng"


def ratios(folder):
    commune, province = desks.make(folder, "20854"), desks.make(folder, "48")
    stick = folder / "stick"
    stick.mkdir()
    desks.enrol(commune, province, stick)
    province.close()
    desks.fill(commune)
    handed = finish(commune.act.hand_over(stick))
    yield intake(folder, handed.path)
    desks.attach_volume(commune)
    yield export(folder, commune, stick)
    commune.close()


def export(folder, commune, stick):
    """Read what goes, hash it, store it in one file, fsync."""
    reader = commune.core.reader()
    lines = folder / "lines"
    with lines.open("wb") as out:
        for (raw,) in reader.execute("SELECT raw FROM revisions ORDER BY seq"):
            out.write(bytes(raw) + b"\n")
        for row in reader.execute("SELECT commitment, salt, value FROM private_values"):
            out.write(repr(row).encode())
    reader.close()
    parts = [lines, *(commune.core.folder / "attachments").iterdir()]

    def floor():
        return read_hash_store(parts, folder / "floor")

    def subject():
        desks.forget_last(commune)
        for blob in (commune.core.folder / "attachments").iterdir():
            commune.act._writer.execute(
                "UPDATE asks SET state = 'open' WHERE sha256 = ?", (blob.name,)
            )
        return timed(lambda: finish(commune.act.hand_over(stick)))

    return compare("export", floor, subject, 9, SIZE + ", 50 MB", 2.2)


def tables(path, key):
    """Every row that an intake leaves, by table."""
    reader = connection.open_reader(path, key)
    names = [
        name
        for (name,) in reader.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
        )
        if not name.startswith(("sqlite_", "search", "_sqlite"))
    ]
    found = {
        name: reader.execute(f'SELECT * FROM "{name}"').fetchall() for name in names
    }
    reader.close()
    return found


def intake(folder, bundle):
    """executemany of the same rows into the same tables, search included."""
    fresh = desks.copy(folder / "48", folder / "fresh")
    key = _key(fresh)
    filled = desks.copy(folder / "48", folder / "filled")
    desk = desks.opened(filled)
    finish(desk.act.take_in(bundle))
    desk.close()
    before, after = tables(fresh / "store.db", key), tables(filled / "store.db", key)
    new = {
        name: [row for row in rows if row not in set(before.get(name, ()))]
        for name, rows in after.items()
    }
    work = folder / "work"

    def floor():
        desks.copy(fresh, work)
        writer = connection.open_writer(work / profile.STORE, key)
        start = time.perf_counter()
        writer.execute("BEGIN")
        for name, rows in new.items():
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                writer.executemany(
                    f'INSERT OR REPLACE INTO "{name}" VALUES ({marks})', rows
                )
        writer.execute(
            "INSERT INTO search (rowid, folded) SELECT id, folded FROM records WHERE id > (SELECT count(*) FROM records) - ?",
            (len(new["records"]),),
        )
        writer.execute("COMMIT")
        spent = (time.perf_counter() - start) * 1000
        writer.close()
        return spent

    def subject():
        desks.copy(fresh, work)
        desk = desks.opened(work)
        assert desk.act
        spent = timed(lambda: finish(desk.act.take_in(bundle)))
        desk.close()
        return spent

    found = compare("intake", floor, subject, 9, SIZE, 1.8)
    for left in (fresh, filled, work):
        shutil.rmtree(left, ignore_errors=True)
    return found


def _key(folder):
    desk = desks.opened(folder)
    try:
        return desk.core.key
    finally:
        desk.close()
