"""Opening the encrypted database: one writer, readers that cannot write."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import quote

from sqlcipher3 import dbapi2

from desktop.errors import Environment, Refused

Connection: TypeAlias = Any  # sqlcipher3 ships no types; only store looks inside
KEY_BYTES = 32
WIPE = "wipe"  # the setting that a redaction leaves until its pages are gone
_CACHE = -16_000  # KiB: an encrypted page costs ten times a plain one to read again
_LITTLE = -1_000
_ROOMY = -96_000  # of a province while it counts: its tables are read a hundred times
_PRIMARY = 0xFF  # SQLite's extended codes carry the plain one below
DatabaseError = dbapi2.DatabaseError
IntegrityError = dbapi2.IntegrityError


def open_writer(path: Path, key: bytes) -> Connection:
    """The one writing connection; makes and migrates the database."""
    connection = _connect(str(path), key, uri=False)
    _execute_all(
        connection,
        "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = FULL",
        "PRAGMA secure_delete = ON",
        "PRAGMA foreign_keys = ON",
        "PRAGMA temp_store = MEMORY",
        f"PRAGMA cache_size = {_CACHE}",
    )
    from desktop.store import schema

    if schema.version(connection) != schema.CURRENT:
        schema.migrate(connection)
    if wipe_is_due(connection):
        wipe_free_space(connection)
    return connection


def open_reader(path: Path, key: bytes, *, once: bool = False) -> Connection:
    """A connection that can only read: mode=ro and query_only.

    ``once``: it goes through what it reads and does not come back, so it keeps little.
    """
    where = quote(os.fspath(path.absolute()))  # a far path of Windows has a "?" in it
    connection = _connect(f"file:{where}?mode=ro", key, uri=True)
    _execute_all(
        connection,
        "PRAGMA temp_store = MEMORY",
        f"PRAGMA cache_size = {_LITTLE if once else _CACHE}",
        "PRAGMA query_only = ON",
    )
    return connection


@contextmanager
def roomy(connection: Connection) -> Iterator[None]:
    """Room to read large tables again and again, given back at the end."""
    connection.execute(f"PRAGMA cache_size = {_ROOMY}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA cache_size = {_CACHE}")


def left_by_readers(path: Path) -> bool:
    """Whether a log lies beside the database with nothing in it."""
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size == 0


def put_logs_away(path: Path, key: bytes) -> None:
    """Come and go as a writer: the last to leave takes the log files along.

    A reader cannot; and while others have the database open, SQLite leaves them.
    """
    _connect(str(path), key, uri=False).close()


def _connect(where: str, key: bytes, *, uri: bool) -> Connection:
    if len(key) != KEY_BYTES:
        raise Refused("store.key")
    connection = _handle(where, uri=uri)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except dbapi2.DatabaseError as error:
        connection.close()
        raise Environment("store.cannot_open") from error
    return connection


def _handle(where: str, *, uri: bool) -> Connection:
    try:
        return dbapi2.connect(
            where, uri=uri, isolation_level=None, check_same_thread=False, timeout=10
        )
    except dbapi2.DatabaseError as error:
        raise Environment("store.cannot_open") from error


def _execute_all(connection: Connection, *statements: str) -> None:
    for statement in statements:
        connection.execute(statement)


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """All or nothing; on return it is on the disk."""
    try:
        connection.execute("BEGIN IMMEDIATE")
    except dbapi2.DatabaseError as error:
        raise Environment("store.busy") from error
    try:
        yield
        connection.execute("COMMIT")
    except BaseException as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if isinstance(error, dbapi2.Error) and _of_the_disk(error):
            raise Environment("store.disk") from error
        raise


def _of_the_disk(error: BaseException) -> bool:
    """Full, unwritable or failing, as against a fault of our own."""
    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
    return code in {
        dbapi2.SQLITE_FULL,
        dbapi2.SQLITE_IOERR,
        dbapi2.SQLITE_READONLY,
        dbapi2.SQLITE_CANTOPEN,
        dbapi2.SQLITE_CORRUPT,
    }


@contextmanager
def snapshot(connection: Connection) -> Iterator[None]:
    """Several reads of one state of the database."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")


def wipe_free_space(connection: Connection) -> bool:
    """After a redaction: no copy of the old pages stays in the file or the log.

    False when a reader held the log; it is done at the next call or opening.
    """
    connection.execute("VACUUM")
    found = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if found[0]:
        return False
    connection.execute("DELETE FROM settings WHERE name = ?", (WIPE,))
    return True


def wipe_is_due(connection: Connection) -> bool:
    """Whether a redaction still waits for its pages to be wiped."""
    return bool(
        connection.execute("SELECT 1 FROM settings WHERE name = ?", (WIPE,)).fetchone()
    )
