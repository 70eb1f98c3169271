"""Tables, and how an older database becomes a current one."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.errors import Environment
from desktop.store.connection import Connection

if TYPE_CHECKING:
    from sqlite_utils import Database


_TABLES = """
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE drafts (
  record TEXT PRIMARY KEY, form TEXT NOT NULL, pack TEXT NOT NULL, author TEXT NOT NULL,
  data TEXT NOT NULL, base TEXT NOT NULL, created TEXT NOT NULL, touched TEXT NOT NULL
);
CREATE TABLE revisions (
  hash TEXT NOT NULL PRIMARY KEY, dev TEXT NOT NULL, epoch TEXT NOT NULL,
  "to" TEXT NOT NULL, seq INTEGER NOT NULL, record TEXT NOT NULL, form TEXT NOT NULL,
  unit TEXT NOT NULL, op TEXT NOT NULL, "by" TEXT NOT NULL, at TEXT NOT NULL,
  mark TEXT, counted INTEGER NOT NULL, raw BLOB NOT NULL
);
CREATE UNIQUE INDEX revisions_place ON revisions (dev, epoch, "to", seq)
  WHERE mark IS NULL;
CREATE INDEX revisions_record ON revisions (record);
CREATE INDEX revisions_waiting ON revisions (dev, epoch, "to", seq) WHERE NOT counted;
CREATE TABLE bases (
  revision TEXT NOT NULL, base TEXT NOT NULL, PRIMARY KEY (base, revision)
) WITHOUT ROWID;
CREATE TABLE heads (
  record TEXT NOT NULL, revision TEXT NOT NULL, PRIMARY KEY (record, revision)
) WITHOUT ROWID;
CREATE TABLE private_values (
  commitment TEXT PRIMARY KEY, salt TEXT NOT NULL, value TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE redacted (
  commitment TEXT PRIMARY KEY, revision TEXT NOT NULL, at TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE streams (
  dev TEXT NOT NULL, epoch TEXT NOT NULL, "to" TEXT NOT NULL, seq INTEGER NOT NULL,
  head TEXT NOT NULL, own INTEGER NOT NULL, acked INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (dev, epoch, "to")
) WITHOUT ROWID;
CREATE TABLE bundles_out (
  "to" TEXT NOT NULL, epoch TEXT NOT NULL, n INTEGER NOT NULL, bundle_id TEXT NOT NULL,
  header_sha256 TEXT NOT NULL, last_seq INTEGER NOT NULL, name TEXT NOT NULL,
  at TEXT NOT NULL, state TEXT NOT NULL, code TEXT NOT NULL DEFAULT '',
  PRIMARY KEY ("to", epoch, n)
);
CREATE TABLE bundles_in (
  dev TEXT NOT NULL, epoch TEXT NOT NULL, n INTEGER NOT NULL, unit TEXT NOT NULL,
  bundle_id TEXT NOT NULL, header_sha256 TEXT NOT NULL, result TEXT NOT NULL,
  code TEXT NOT NULL, receipt TEXT NOT NULL, name TEXT NOT NULL, at TEXT NOT NULL,
  answered INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (dev, epoch, n, header_sha256)
);
CREATE TABLE activity (
  at TEXT NOT NULL, "by" TEXT NOT NULL, act TEXT NOT NULL, what TEXT NOT NULL
);
CREATE TABLE quarantine (at TEXT NOT NULL, sha256 TEXT NOT NULL, code TEXT NOT NULL);
CREATE TABLE desks (
  cert_sha256 TEXT PRIMARY KEY, unit TEXT NOT NULL, device TEXT NOT NULL,
  certificate BLOB NOT NULL, recipient TEXT NOT NULL, status TEXT NOT NULL,
  granted_at TEXT NOT NULL, sent INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE files (
  record TEXT NOT NULL, sha256 TEXT NOT NULL, name TEXT NOT NULL,
  bytes INTEGER NOT NULL, media TEXT NOT NULL, PRIMARY KEY (record, sha256)
) WITHOUT ROWID;
CREATE TABLE blobs (
  sha256 TEXT PRIMARY KEY, bytes INTEGER NOT NULL, crc32 INTEGER NOT NULL,
  media TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE asks (
  sha256 TEXT NOT NULL, unit TEXT NOT NULL, direction TEXT NOT NULL, at TEXT NOT NULL,
  state TEXT NOT NULL, PRIMARY KEY (sha256, unit, direction)
) WITHOUT ROWID;
CREATE TABLE closed_periods (
  record TEXT PRIMARY KEY, kind TEXT NOT NULL, start TEXT NOT NULL, "end" TEXT NOT NULL,
  streams TEXT NOT NULL
);
CREATE TABLE specs (form TEXT PRIMARY KEY, spec TEXT NOT NULL);
CREATE TABLE shapes (
  form TEXT NOT NULL, part TEXT NOT NULL, part_path TEXT NOT NULL, name TEXT NOT NULL,
  path TEXT NOT NULL, kind TEXT NOT NULL, scale INTEGER NOT NULL, past INTEGER NOT NULL,
  PRIMARY KEY (form, part, name, path)
) WITHOUT ROWID;
CREATE INDEX shapes_past ON shapes (form) WHERE past;
CREATE TABLE records (
  id INTEGER PRIMARY KEY, record TEXT NOT NULL UNIQUE, form TEXT NOT NULL,
  unit TEXT NOT NULL, title TEXT NOT NULL, date TEXT NOT NULL, detail TEXT NOT NULL,
  state TEXT NOT NULL, flagged INTEGER NOT NULL, redacted INTEGER NOT NULL,
  dev TEXT NOT NULL, epoch TEXT NOT NULL, "to" TEXT NOT NULL, seq INTEGER NOT NULL,
  folded TEXT NOT NULL
);
CREATE INDEX records_list ON records (form, date DESC, id DESC, record);
CREATE VIRTUAL TABLE search USING fts5(
  folded, content = 'records', content_rowid = 'id', columnsize = 0, detail = none,
  prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 0'
);
INSERT INTO search (search, rank) VALUES ('secure-delete', 1);
"""


_WHO_AND_WHICH = """
ALTER TABLE bundles_out ADD COLUMN sha256 TEXT NOT NULL DEFAULT '';
ALTER TABLE bundles_out ADD COLUMN "by" TEXT NOT NULL DEFAULT '';
ALTER TABLE bundles_in ADD COLUMN sha256 TEXT NOT NULL DEFAULT '';
ALTER TABLE bundles_in ADD COLUMN "by" TEXT NOT NULL DEFAULT '';
ALTER TABLE quarantine ADD COLUMN unit TEXT NOT NULL DEFAULT '';
"""

_WHAT_IS_HELD_ELSEWHERE = """
ALTER TABLE bundles_in ADD COLUMN held TEXT NOT NULL DEFAULT '';
ALTER TABLE bundles_in ADD COLUMN created TEXT NOT NULL DEFAULT '';
ALTER TABLE bundles_in ADD COLUMN clock TEXT NOT NULL DEFAULT '';
ALTER TABLE bundles_out ADD COLUMN copies INTEGER NOT NULL DEFAULT 0;
CREATE INDEX revisions_marked ON revisions (dev, epoch, "to", seq)
  WHERE mark IS NOT NULL;
"""

_HASHES_AS_BYTES = """
ALTER TABLE private_values RENAME TO values_in_letters;
CREATE TABLE private_values (
  commitment BLOB PRIMARY KEY, salt BLOB NOT NULL, value TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO private_values
  SELECT unhex(commitment), unhex(salt), value FROM values_in_letters;
DROP TABLE values_in_letters;
"""

_VALUES_THAT_STAY = """
CREATE TABLE home_values (
  commitment BLOB PRIMARY KEY, salt BLOB NOT NULL, value TEXT NOT NULL,
  record TEXT NOT NULL
) WITHOUT ROWID;
"""

_MIGRATIONS = {
    "m001_first_tables": _TABLES,
    "m002_who_handed_over_which_file": _WHO_AND_WHICH,
    "m003_what_others_hold": _WHAT_IS_HELD_ELSEWHERE,
    "m004_half_the_room_for_hashes": _HASHES_AS_BYTES,
    "m005_values_that_stay_here": _VALUES_THAT_STAY,
}

CURRENT = len(_MIGRATIONS)


def version(connection: Connection) -> int:
    """The schema's number, cheap to ask at each start."""
    found: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return found


def migrate(connection: Connection) -> None:
    """Bring the database to CURRENT by the migrations it has not seen."""
    if version(connection) > CURRENT:
        raise Environment("store.newer")
    from sqlite_utils import Database, Migrations

    migrations = Migrations("so-phoi-hop")
    for name, script in _MIGRATIONS.items():
        migrations(name=name)(_step(script))
    migrations.apply(Database(connection))
    connection.execute(f"PRAGMA user_version = {CURRENT}")


def _step(script: str) -> "Callable[[Database], None]":
    def run(db: "Database") -> None:
        for statement in _statements(script):
            db.conn.execute(statement)

    return run


def _statements(script: str) -> list[str]:
    parts = (part.strip() for part in script.split(";\n"))
    return [part for part in parts if part]
