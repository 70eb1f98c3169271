"""Records across versions of their form: what opens, what moves, what is kept."""

import json

import pytest

from desktop.desk import packs, profile
from desktop.desk.entry import problems_or_finished
from desktop.errors import Refused
from desktop.ledger.commitment import commitment_of
from desktop.store import history
from desktop.xforms.moving import Way
from tests.desk import versioned
from tests.desk.versioned import DATA


@pytest.fixture(scope="session")
def made_packs(tmp_path_factory):
    return versioned.make_packs(tmp_path_factory.mktemp("packs"))


@pytest.fixture
def use(made_packs, monkeypatch, request):
    """use("third") makes it the program's pack; desks opened after have it."""

    def _use(name):
        monkeypatch.setattr(profile, "load_pack", lambda: made_packs[name])

    _use("first")
    return _use


@pytest.fixture
def old(use, bench):
    """A desk whose draft and finished record were made with version 1."""
    entry = bench.commune.ask.records.new("visit", DATA)
    draft = entry.draft()
    bench.commune.act.save_draft(draft)
    bench.draft = draft.record
    bench.done = bench.add("visit", DATA)
    return bench


def again(bench, use, name="third"):
    """The commune's desk, opened with another pack."""
    bench.commune.close()
    use(name)
    bench.commune = bench.open("20854")
    _ = bench.commune.act
    return bench.commune.ask.records


def head(desk, record):
    reader = desk.core.reader()
    try:
        return history.read(reader, history.heads(reader, record)[0])
    finally:
        reader.close()


def answers(data):
    return {n: v for n, v in data.items() if v not in (None, [], "") and n != "_row"}


# the pack


def test_a_pack_tells_how_each_version_follows_from_the_one_before(made_packs):
    compiled = made_packs["third"].folder / "compiled"
    told = json.loads((compiled / "visit@3.json").read_text("utf-8"))
    assert (told["previous"], told["version"]) == ("2", "3")
    ways = {move["id"]: move["way"] for move in told["moves"]}
    assert ways == {
        "unit_code": "same", "title": "renamed", "people": "split", "size": "unfit",
        "gone": "dropped", "place": "same", "org": "renamed", "came": "split",
        "instanceID": "same",
    }  # fmt: skip
    assert (compiled.parent / "earlier" / "visit@1.md").read_text(
        "utf-8"
    ) == versioned.TABLES["1"]


def test_a_compiled_form_that_was_changed_is_not_used(made_packs, tmp_path):
    folder = versioned.copied(tmp_path / "pack")
    versioned.put_versions(folder, "2")
    pack = versioned.pack(folder)
    for name in ("visit", "visit@1"):
        file = folder / "compiled" / f"{name}.xml"
        file.write_bytes(file.read_bytes().replace(b"Quy", b"Qui"))
        with pytest.raises(Refused, match=r"pack\.broken"):
            pack.xform(name)


def test_versions_of_a_form_rise(tmp_path):
    folder = versioned.copied(tmp_path / "pack")
    versioned.put_versions(folder, "2")
    table = versioned.TABLES["3"]
    (folder / "earlier" / "visit@3.md").write_text(table, "utf-8")
    with pytest.raises(Refused, match=r"pack\.version"):
        packs.compile_into(folder, folder / "compiled")


# opening


def test_drafts_and_records_open_under_the_version_they_were_made_with(old, use):
    records = again(old, use)
    for record in (old.draft, old.done):
        entry = records.edit(record)
        assert entry.form.definition.version == "1"
        assert answers(entry.instance.data(final=False)) == answers(
            DATA
            | {
                "unit_code": "20854",
                "parties": entry.instance.data(final=True)["parties"],
            }
        )
        assert entry.draft().form == "visit@1"
        assert records.newer(entry) == "3"
    assert records.new("visit").form.definition.version == "3"
    assert records.newer(records.new("visit")) == ""
    assert dict(records.view(old.done).lines)["Số người"] == "30"
    (row,) = records.drafts()
    assert row.title == "Thăm hộ mới về"


def test_a_code_that_left_its_list_stays_and_is_told_as_retired(old, use):
    records = again(old, use)
    entry = records.edit(old.done)
    choices = {c.value: c.retired for c in entry.choices("/data/place")}
    assert choices == {"thon": False, "truong": False, "cho": True}
    assert entry.instance.node("/data/place").value == "cho"


# moving


def moved_lines(moving):
    return [
        (line.way.value, line.label, line.row, line.value, line.to)
        for line in moving.lines
    ]


def test_the_offer_tells_what_becomes_of_each_answer(old, use):
    records = again(old, use)
    moving = records.moved(records.edit(old.draft))
    assert (moving.before, moving.after) == ("1", "3")
    assert moved_lines(moving) == [
        ("renamed", "Tên việc", 0, "Thăm hộ mới về", ("Tên chuyến thăm",)),
        ("split", "Số người", 0, "30", ("Nam", "Nữ")),
        ("unfit", "Quy mô", 0, "lớn", ("Quy mô",)),
        ("dropped", "Ý kiến", 0, "Cần làm sớm", ()),
        ("same", "Nơi đến", 0, "cho", ("Nơi đến",)),
        ("renamed", "Bên", 1, "Công an", ("Bên",)),
        ("split", "Số đại biểu", 1, "4", ("Cán bộ", "Khách")),
        ("renamed", "Bên", 2, "Mặt trận", ("Bên",)),
    ]


def kept(entry):
    return [(one.label, one.row, one.value, one.beside) for one in entry.kept()]


KEPT = [
    ("Số đại biểu", 1, "4", ("/data/partners[1]/officers", "/data/partners[1]/guests")),
    ("Số người", 0, "30", ("/data/men", "/data/women")),
    ("Quy mô", 0, "lớn", ("/data/size",)),
    ("Ý kiến", 0, "Cần làm sớm", ()),
]


def test_after_the_move_what_has_no_place_stands_beside_or_apart(old, use):
    records = again(old, use)
    entry = records.moved(records.edit(old.draft)).entry
    assert entry.form.definition.version == "3" and entry.record == old.draft
    assert kept(entry) == KEPT
    entry.add_row("/data/partners", 1)  # what stands beside goes along with its row
    assert kept(entry)[0][1:] == (
        2, "4", ("/data/partners[2]/officers", "/data/partners[2]/guests"),
    )  # fmt: skip
    old.commune.act.save_draft(entry.draft())
    assert {k[:1] + k[2:3] for k in kept(records.resume(old.draft))} == {
        k[:1] + k[2:3] for k in KEPT
    }


def finish_moved(old, records, **more):
    entry = records.moved(records.edit(old.done)).entry
    for name, value in more.items():
        entry.answer(f"/data/{name}", value)
    done = problems_or_finished(entry)
    old.commune.act.finish(done)
    return done


def test_what_was_kept_goes_into_the_line_as_commitments_and_comes_back(old, use):
    records = again(old, use)
    finish_moved(old, records, men="20", women="10")
    line = head(old.commune, old.done)
    assert line.form == "visit@3"
    assert set(line.data) == {
        "@", "unit_code", "name", "men", "women", "size", "place", "partners",
    }  # fmt: skip
    aside = line.data["@"]["aside"]
    assert {n for n, v in aside.items() if commitment_of(v)} == {
        "people", "size__old", "gone",
    }  # fmt: skip
    assert aside["partners"][0]["_row"] == line.data["partners"][0]["_row"]
    assert commitment_of(aside["partners"][0]["came"])
    assert "lớn".encode() not in line.raw
    view = records.view(old.done)
    assert dict(view.lines)["Nam"] == "20"
    assert {(one.label, one.value) for one in view.kept} == {
        (label, value) for label, _, value, _ in KEPT
    }
    assert sorted(kept(records.edit(old.done))) == sorted(KEPT)


def test_what_was_kept_outlives_a_withdrawal_and_can_be_erased(old, use):
    records = again(old, use)
    finish_moved(old, records)
    old.commune.act.erase.question(old.done, "@/aside/gone", "theo yêu cầu")
    assert "Cần làm sớm" not in [one.value for one in records.view(old.done).kept]
    assert "30" in [one.value for one in records.view(old.done).kept]
    old.commune.act.void(old.done, "nhập trùng")
    assert "30" in [one.value for one in records.view(old.done).kept]


def test_the_province_takes_both_versions_in_and_counts_them(old, use):
    records = again(old, use)
    old.province.close()
    old.province = old.open("48")
    old.enrolled()
    kept_old = old.add("visit", {"name": "Thăm chợ", "size": "2"})
    edited = records.edit(old.draft)  # still version 1, its size is a text
    old.commune.act.finish(problems_or_finished(edited))
    finish_moved(old, records)
    taken = old.take(old.province, old.hand(old.commune))
    counts = taken.revisions, taken.new, taken.newer, taken.refused
    assert counts == (3, 2, 1, 0)
    there = old.province.ask.records
    assert {r.record for r in there.rows(there.ids("visit"))} == {
        old.draft, old.done, kept_old,
    }  # fmt: skip
    assert dict(there.view(old.draft).lines)["Quy mô"] == "lớn"
    assert "30" in [one.value for one in there.view(old.done).kept]


def test_a_value_that_is_of_both_types_goes_along(old, use):
    entry = old.commune.ask.records.new("visit", {"title": "Thăm", "size": "12"})
    old.commune.act.save_draft(entry.draft())
    records = again(old, use)
    moving = records.moved(records.edit(entry.record))
    assert {line.label: line.way for line in moving.lines} == {
        "Tên việc": Way.RENAMED,
        "Quy mô": Way.SAME,
    }
    assert moving.entry.instance.node("/data/size").value == "12"
    assert moving.entry.kept() == ()


# the record before

MONTH = """
| survey |
| | type | name | label | hint | default | bind::sph:role | bind::sph:id |
| | hidden | unit_code | | | | | |
| | date | day | Ngày | | | date | |
| | text | place | Nơi | | ${{last-saved#place}} | title | {place} |
| | integer | people | Số người | Kỳ trước: ${{last-saved#people}} | | | |

| settings |
| | form_id | form_title | version | namespaces |
| | month | Tháng | {version} | sph="urn:so-phoi-hop:columns:1" |
"""


@pytest.fixture
def months(tmp_path, monkeypatch, bench):
    """A desk whose form looks at the record before."""
    folder = versioned.copied(tmp_path / "pack")
    (folder / "xlsform" / "month.md").write_text(
        MONTH.format(version=1, place="place"), "utf-8"
    )
    pack = versioned.pack(folder)
    monkeypatch.setattr(profile, "load_pack", lambda: pack)
    bench.commune.close()
    bench.commune = bench.open("20854")
    bench.pack_folder = folder
    return bench


def seen(entry):
    people = entry.instance.node("/data/people")
    return entry.instance.node("/data/place").value, people.hint


def test_a_new_record_begins_from_the_newest_and_sees_its_figure(months):
    records = months.commune.ask.records
    assert seen(records.new("month")) == ("", "Kỳ trước: ")
    june = {"day": "2026-06-14", "place": "Thôn 1", "people": "30"}
    may = {"day": "2026-05-14", "place": "Thôn 2", "people": "20"}
    later, earlier = months.add("month", june), months.add("month", may)
    assert seen(records.new("month")) == ("Thôn 1", "Kỳ trước: 30")
    assert seen(records.edit(later)) == ("Thôn 1", "Kỳ trước: 20")
    assert seen(records.edit(earlier)) == ("Thôn 2", "Kỳ trước: ")
    months.commune.act.void(later, "nhập trùng")
    assert seen(records.new("month")) == ("Thôn 2", "Kỳ trước: 20")


def test_the_record_before_may_be_of_an_earlier_version(months, monkeypatch):
    months.add("month", {"day": "2026-06-14", "place": "Thôn 1", "people": "30"})
    folder = months.pack_folder
    (folder / "earlier").mkdir()
    source = folder / "xlsform" / "month.md"
    (folder / "earlier" / "month@1.md").write_bytes(source.read_bytes())
    renamed = MONTH.format(version=2, place="place").replace(
        "| place | Nơi", "| where | Nơi"
    )
    source.write_text(renamed.replace("#place", "#where"), "utf-8")
    pack = versioned.pack(folder)
    monkeypatch.setattr(profile, "load_pack", lambda: pack)
    months.commune.close()
    months.commune = months.open("20854")
    _ = months.commune.act
    entry = months.commune.ask.records.new("month")
    assert entry.instance.node("/data/where").value == "Thôn 1"
