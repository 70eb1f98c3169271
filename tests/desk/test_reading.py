"""Who only reads leaves the profile's folder as it was."""

import shutil

import pytest

from desktop.desk.profile import STORE
from tests.cli.run import sophoihop
from tests.desk.conftest import PASSWORD, event


def contents(folder):
    return {
        path.relative_to(folder): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def logs(store):
    return [p.name for p in store.parent.glob(f"{store.name}-*")]


def closed(pair):
    """A bundle on the stick, nobody at either desk."""
    pair.add("mobilisation_event", event(pair))
    handed = pair.hand(pair.commune)
    pair.commune.close()
    pair.province.close()
    password = pair.folder / "password"
    password.write_text(PASSWORD, "utf-8")
    return handed, password


@pytest.mark.parametrize("verb", ["verify", "figures", "record list"])
def test_a_verb_that_reads_leaves_no_file_and_changes_none(pair, verb):
    handed, password = closed(pair)
    words = {
        "verify": ["verify", handed.path],
        "figures": [
            "figures",
            "--unit",
            "20854",
            "--from",
            "2025-07-01",
            "--to",
            "2025-12-31",
        ],
        "record list": ["record", "list", "organisation"],
    }[verb]
    folder = pair.folder / "48"
    before = contents(folder)
    code, _, said = sophoihop(*words, "--json", profile=folder, password=password)
    assert (code, said) == (0, "")
    assert contents(folder) == before
    pair.commune, pair.province = pair.open("20854"), pair.open("48")


def test_a_desk_just_made_is_read_without_a_trace(bench):
    folder = bench.folder / "48"
    before = contents(folder)
    assert bench.province.ask.records.ids("organisation")
    bench.province.close()
    assert contents(folder) == before


def test_a_reader_that_leaves_does_not_disturb_who_writes(pair):
    pair.province.close()
    pair.province = pair.open("48")
    reading = pair.open("48")
    assert reading.ask.desk().unit == "48"
    assert pair.province.act
    reading.close()
    store = pair.province.core.folder / STORE
    assert logs(store)
    pair.add("mobilisation_event", event(pair))
    assert pair.take(pair.province, pair.hand(pair.commune)).new == 1
    pair.province.close()
    assert logs(store) == []


def test_a_reader_that_leaves_does_not_disturb_who_reads(pair):
    pair.province.close()
    pair.province = pair.open("48")
    first, second = pair.open("48"), pair.open("48")
    ids = first.ask.records.ids("organisation")
    assert second.ask.records.ids("organisation") == ids
    first.close()
    assert second.ask.records.ids("organisation") == ids
    second.close()
    assert logs(pair.province.core.folder / STORE) == []


def test_what_a_killed_writer_left_is_not_touched_by_a_reader(pair):
    """Its log holds records; the next writer takes them in, a reader changes nothing."""
    pair.province.close()
    folder = pair.folder / "48"
    pair.province = pair.open("48")
    pair.province.act._writer.execute("PRAGMA wal_autocheckpoint = 0")
    pair.add("mobilisation_event", event(pair))
    pair.take(pair.province, pair.hand(pair.commune))
    shutil.copytree(folder, pair.folder / "killed")
    killed = pair.open("killed")
    store = pair.folder / "killed" / STORE
    before = [p.read_bytes() for p in (store, store.with_name("store.db-wal"))]
    assert before[1] and len(killed.ask.records.ids("mobilisation_event")) == 1
    killed.close()
    after = [p.read_bytes() for p in (store, store.with_name("store.db-wal"))]
    assert after == before
