"""An older database becomes a current one when it is first written to."""

from desktop.store import connection, schema


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
    writer.execute("DELETE FROM _sqlite_migrations WHERE name > 'm001~'")
    writer.execute("PRAGMA user_version = 1")
    writer.close()
    writer = connection.open_writer(file, key)
    assert schema.version(writer) == schema.CURRENT
    assert list(writer.execute("PRAGMA table_info(bundles_in)")) == known
    writer.close()
