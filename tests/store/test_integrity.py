"""Looking the pages over: damage is told, and a page the log holds is no damage."""

import shutil

import pytest

from desktop.store import connection
from desktop.store.dump import dump, integrity

PAGE = 4096


@pytest.fixture
def torn(writer, path, tmp_path, key):
    """A file torn while the log was written back: (its folder's database, its dump)."""
    writer.execute("CREATE TABLE notes (words TEXT)")
    writer.execute("INSERT INTO notes VALUES ('Tổ 5')")
    before = list(dump(writer))
    writer.execute("PRAGMA wal_checkpoint(PASSIVE)")
    target = tmp_path / "torn"
    target.mkdir()
    for name in ("store.db", "store.db-wal"):
        shutil.copy(path.parent / name, target / name)
    database = target / "store.db"
    pages = bytearray(database.read_bytes())
    for start in range(PAGE, len(pages), PAGE):
        pages[start : start + 512] = bytes(512)
    database.write_bytes(pages)
    return database, before


def test_pages_torn_while_the_log_was_written_back_are_whole(torn, key):
    database, before = torn
    found = connection.open_reader(database, key)
    try:
        assert list(dump(found)) == before
        assert integrity(found) == []
    finally:
        found.close()


def test_once_written_back_again_the_bare_file_is_whole_too(torn, key):
    database, before = torn
    connection.open_writer(database, key).close()
    assert not database.with_name("store.db-wal").exists()
    found = connection.open_reader(database, key)
    try:
        assert list(dump(found)) == before
        assert integrity(found) == []
    finally:
        found.close()


def test_a_page_that_nothing_uses_is_looked_at_when_there_is_no_log(writer, path, key):
    writer.execute("CREATE TABLE gone (words TEXT)")
    writer.execute("INSERT INTO gone VALUES (hex(zeroblob(40000)))")
    writer.execute("DROP TABLE gone")
    writer.close()
    pages = bytearray(path.read_bytes())
    pages[-PAGE] ^= 1  # the last page is free now
    path.write_bytes(pages)
    found = connection.open_reader(path, key)
    try:
        assert len(integrity(found)) == 1
    finally:
        found.close()
