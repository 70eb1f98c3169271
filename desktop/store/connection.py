"""Opening the encrypted database: one writer, readers that cannot write."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from sqlcipher3 import dbapi2

from desktop.errors import Environment, Refused

Connection: TypeAlias = Any  # sqlcipher3 ships no types; only store looks inside
KEY_BYTES = 32
DatabaseError = dbapi2.DatabaseError


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
    )
    from desktop.store import schema

    if schema.version(connection) != schema.CURRENT:
        schema.migrate(connection)
    return connection


def open_reader(path: Path, key: bytes) -> Connection:
    """A connection that can only read: mode=ro and query_only."""
    connection = _connect(f"{path.absolute().as_uri()}?mode=ro", key, uri=True)
    _execute_all(connection, "PRAGMA temp_store = MEMORY", "PRAGMA query_only = ON")
    return connection


def _connect(where: str, key: bytes, *, uri: bool) -> Connection:
    if len(key) != KEY_BYTES:
        raise Refused("store.key")
    try:
        connection = dbapi2.connect(
            where, uri=uri, isolation_level=None, check_same_thread=False, timeout=10
        )
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except dbapi2.DatabaseError as error:
        raise Environment("store.cannot_open") from error
    return connection


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
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    _commit(connection)


def _commit(connection: Connection) -> None:
    try:
        connection.execute("COMMIT")
    except dbapi2.DatabaseError as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise Environment("store.disk") from error


@contextmanager
def snapshot(connection: Connection) -> Iterator[None]:
    """Several reads of one state of the database."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")


def wipe_free_space(connection: Connection) -> None:
    """After a redaction: no copy of the old pages stays in the file or the log."""
    connection.execute("VACUUM")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
