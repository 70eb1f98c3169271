"""An older database becomes a current one when it is first written to."""

from desktop.ledger.commitment import commit
from desktop.store import connection, homes, schema, values
from tests.ledger.sample import Counting, value_line


def test_a_database_of_the_first_tables_gets_the_columns_of_later_ones(tmp_path, key):
    file = tmp_path / "store.db"
    writer = connection.open_writer(file, key)
    known = list(writer.execute("PRAGMA table_info(bundles_in)"))
    for table, column in (
        ("bundles_out", "sha256"), ("bundles_out", '"by"'), ("bundles_in", "sha256"),
        ("bundles_in", '"by"'), ("quarantine", "unit"), ("bundles_in", "held"),
        ("bundles_in", "created"), ("bundles_in", "clock"), ("bundles_out", "copies"),
    ):  # fmt: skip
        writer.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    writer.execute("DROP INDEX revisions_marked")
    writer.execute("DROP TABLE home_values")
    writer.execute("DROP TABLE private_values")
    writer.execute(
        "CREATE TABLE private_values (commitment TEXT PRIMARY KEY,"
        " salt TEXT NOT NULL, value TEXT NOT NULL) WITHOUT ROWID"
    )
    kept = commit("Nhân dân đề nghị thêm đèn đường.", Counting())
    writer.execute("INSERT INTO private_values VALUES (?, ?, ?)", kept)
    writer.execute("DELETE FROM _sqlite_migrations WHERE name > 'm001~'")
    writer.execute("PRAGMA user_version = 1")
    writer.close()
    writer = connection.open_writer(file, key)
    assert schema.version(writer) == schema.CURRENT
    assert list(writer.execute("PRAGMA table_info(bundles_in)")) == known
    assert values.read(writer, kept.commitment) == kept
    assert list(homes.every(writer)) == []
    assert values.lines_of(writer, [kept.commitment]) == value_line(kept) + b"\n"
    writer.close()
