"""Whose records are a unit's: over the succession of 2025 and over what may follow."""

from collections import Counter

import pytest

from desktop.desk.packs import load
from desktop.desk.profile import load_pack
from desktop.desk.scopes import counted
from desktop.desk.succession import after, bearers, before, meant
from desktop.errors import Refused
from desktop.store.scope import Stretch
from tests.desk import units


@pytest.fixture(scope="module")
def real():
    return load_pack()


def labels(found):
    return [one.unit.label for one in found]


# the reorganisation of 2025


def test_the_units_of_2026_and_those_before_them_are_all_there():
    told = units.rows("units")
    now = [row for row in told if not row["valid_to"]]
    kinds = [row["type"] for row in now if row["level"] == "commune"]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "xa": 2611, "phuong": 697, "dac_khu": 13,
    }  # fmt: skip
    assert len(kinds) == 3321
    assert [row["level"] for row in now].count("province") == 34
    levels = [row["level"] for row in told if row["valid_to"]]
    assert {level: levels.count(level) for level in set(levels)} == {
        "province_old": 63, "district_old": 697, "commune_old": 10035,
    }  # fmt: skip
    assert {row["valid_to"] for row in told if row["level"] == "province_old"} == {
        "2025-06-30"
    }


def test_every_unit_stands_below_one_that_is_there_up_to_its_province():
    told = units.rows("units")
    above = {
        "commune": "province", "district_old": "province_old",
        "commune_old": "district_old",
    }  # fmt: skip
    known = {(row["level"], row["name"]) for row in told}
    for row in told:
        wanted = above.get(row["level"])
        assert (wanted is None) == (row["parent"] == ""), row
        assert wanted is None or (wanted, row["parent"]) in known, row


def test_everything_that_ended_went_somewhere_and_all_of_2026_came_from_somewhere():
    told, order = units.rows("units"), units.rows("succession")
    old = {r["name"] for r in told if r["level"] in ("commune_old", "province_old")}
    new = {r["name"] for r in told if r["level"] in ("commune", "province")}
    islands = {"318", "471", "498", "536", "755"}  # districts that had no communes
    assert {row["old_code"] for row in order} == old | islands
    assert {row["new_code"] for row in order} == new
    assert {row["day"] for row in order} == {"2025-07-01"}
    assert {row["kind"] for row in order} == {"whole", "part", "part_default"}


def test_whole_means_to_one_unit_and_part_to_several():
    order = units.rows("succession")
    times = Counter(row["old_code"] for row in order)
    for row in order:
        assert (row["kind"] == "whole") == (times[row["old_code"]] == 1), row


def test_a_code_that_was_used_again_means_one_unit_with_each_list(real):
    assert labels(bearers(real, "20854")) == ["Thị trấn Tiên Kỳ", "Xã Tiên Phước"]
    assert meant(real, "20854", "2024-12-31").unit.label == "Thị trấn Tiên Kỳ"
    assert meant(real, "20854", "2025-07-01").unit.label == "Xã Tiên Phước"
    assert meant(real, "20854").unit.label == "Xã Tiên Phước"
    assert meant(real, "20881").unit.valid_to == "2025-06-30"
    with pytest.raises(Refused, match=r"unit\.unknown"):
        meant(real, "99999")


def test_a_unit_knows_what_it_took_the_place_of_and_what_took_its_place(real):
    now = meant(real, "20854")
    assert labels(before(real, now)) == [
        "Thị trấn Tiên Kỳ", "Xã Tiên Mỹ", "Xã Tiên Phong", "Xã Tiên Thọ",
    ]  # fmt: skip
    assert list(after(real, now)) == []
    for one in before(real, now):
        assert list(after(real, one)) == [now]
        assert list(before(real, one)) == []


def test_a_merged_commune_counts_all_of_what_it_was_made_of(real):
    found = counted(real, ("20854",))
    assert set(found.scope.codes) == {"20854", "20881", "20884", "20887"}
    assert (found.scope.limits, found.shared) == ((), ())


def test_a_commune_that_was_shared_out_counts_for_none_of_them_and_is_named(real):
    found = counted(real, ("20194",))  # Hải Vân has a part of Hòa Liên
    assert "20296" not in found.scope.codes
    assert labels(found.shared) == ["Xã Hòa Liên"]
    both = counted(real, ("20194", "20197"))  # and Liên Chiểu has the rest
    assert "20296" in both.scope.codes and both.shared == ()


def test_a_province_counts_every_commune_that_came_into_it(real):
    below = [unit.code for unit in real.children("48")]
    found = counted(real, ("48", *below))
    assert found.scope.limits == found.shared == ()
    told = units.rows("units")
    provinces = {r["name"]: r["parent"] for r in told if r["level"] == "district_old"}
    ours = {
        r["name"] for r in told
        if r["level"] == "commune_old" and provinces[r["parent"]] in ("48", "49")
    }  # fmt: skip
    assert ours <= set(found.scope.codes) and "49" in found.scope.codes
    assert len(ours) == 280 and "00001" not in found.scope.codes


def test_asked_with_the_list_of_its_time_a_former_unit_counts_alone(real):
    found = counted(real, ("20854",), "2024-12-31")
    assert found.scope.codes == ("20854",)
    assert found.scope.limits == (Stretch("20854", "", "2025-07-01"),)


# what may follow


def test_what_another_unit_did_under_the_same_code_is_not_counted(tmp_path):
    """1 went into 2, and 3 was then given the code 1."""
    pack = units.small(
        tmp_path,
        ["1,,2027-06-30", "1,2027-07-01", "2,,2027-06-30", "2,2027-07-01",
         "3,,2027-06-30"],
        ["1,2,whole,2027-07-01", "2,2,whole,2027-07-01", "3,1,whole,2027-07-01"],
    )  # fmt: skip
    first, second = (counted(pack, (code,)).scope for code in "12")
    assert first.codes == ("1", "3")
    assert first.limits == (Stretch("1", "2027-07-01", ""),)
    assert second.codes == ("2", "1")
    assert second.limits == (Stretch("1", "", "2027-07-01"),)
    assert counted(pack, ("1", "2")).scope.limits == ()


def test_a_commune_that_keeps_its_code_in_another_province_brings_its_past(tmp_path):
    pack = units.small(
        tmp_path,
        ["1,2025-07-01,2027-06-30,48", "1,2027-07-01,,51", "2,2025-07-01,,48"],
        ["1,1,whole,2027-07-01"],
    )
    found = counted(pack, ("1",)).scope
    assert (found.codes, found.limits) == (("1",), ())
    assert [unit.code for unit in pack.children("48")] == ["2"]
    assert [unit.code for unit in pack.children("51")] == ["1"]


def test_two_reorganisations_are_gone_through_one_after_the_other(tmp_path):
    pack = units.small(
        tmp_path,
        ["1,,2025-06-30", "2,,2025-06-30", "3,2025-07-01,2027-06-30",
         "4,2025-07-01,2027-06-30", "5,2027-07-01"],
        ["1,3,whole,2025-07-01", "2,3,part,2025-07-01", "2,4,part,2025-07-01",
         "3,5,whole,2027-07-01", "4,5,whole,2027-07-01"],
    )  # fmt: skip
    assert set(counted(pack, ("5",)).scope.codes) == set("54321")
    assert counted(pack, ("5",)).shared == ()
    then = counted(pack, ("3",), "2026-01-01")
    assert (set(then.scope.codes), then.shared[0].unit.code) == ({"3", "1"}, "2")


def test_a_pack_without_a_succession_is_what_it_always_was(tmp_path, real):
    pack = units.small(tmp_path, ["1", "2"])
    assert counted(pack, ("1", "2")).scope.codes == ("1", "2")
    assert load(real.folder, tmp_path / "cache").sha256 == real.sha256
