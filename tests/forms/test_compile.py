"""Every form of the pack compiles, and says only what the pack knows."""

import csv
import tomllib

import pytest

from desktop import assets
from desktop.xforms.engine import Form
from desktop.xforms.parse import parse
from desktop.xforms.xlsform import compile_markdown

FORMS = sorted((assets.forms() / "xlsform").glob("*.md"))
LISTS = {path.stem for path in (assets.forms() / "lists").glob("*.csv")}


def definition(path):
    return parse(compile_markdown(path.read_text("utf-8"), path.stem).xform)


DEFINITIONS = {path.stem: definition(path) for path in FORMS}
ENTITIES = {d.entity.list_name for d in DEFINITIONS.values() if d.entity}


def test_the_forms_of_the_first_way_are_there():
    assert set(DEFINITIONS) >= {
        "organisation", "residential_unit", "commune_profile", "coordination_programme",
        "task_assignment", "task_progress", "mobilisation_event", "model", "model_point",
        "report_submission",
    }  # fmt: skip


@pytest.mark.parametrize("name", DEFINITIONS)
def test_a_form_compiles_and_runs(name):
    found = DEFINITIONS[name]
    assert found.form_id == name and found.version.isdigit()
    assert Form(found)


@pytest.mark.parametrize("name", DEFINITIONS)
def test_a_form_chooses_only_from_lists_that_exist(name):
    asked = {instance.id for instance in DEFINITIONS[name].instances}
    assert asked <= LISTS | ENTITIES | {"units", "figures", "__last-saved"}


@pytest.mark.parametrize("name", DEFINITIONS)
def test_free_text_is_marked_private(name):
    for question in DEFINITIONS[name].questions:
        if question.name in ("note", "what_done", "end_reason", "cancel_reason"):
            assert question.columns.get("privacy") == "text", question.name


@pytest.mark.parametrize("name", sorted(LISTS))
def test_codes_of_a_list_are_plain_and_single(name):
    with (assets.forms() / "lists" / f"{name}.csv").open(encoding="utf-8") as file:
        codes = [row["name"] for row in csv.DictReader(file)]
    assert codes and len(set(codes)) == len(codes)
    assert all(code.isascii() and " " not in code for code in codes)


def test_each_unit_is_one_at_any_time():
    with (assets.forms() / "units" / "units.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    now = [row["name"] for row in rows if not row["valid_to"]]
    assert len(now) == len(set(now)) == 3321 + 34
    assert len({(row["name"], row["valid_to"] == "") for row in rows}) == len(rows)
    assert {r["label"] for r in rows if r["name"] == "20854"} == {
        "Xã Tiên Phước", "Thị trấn Tiên Kỳ",
    }  # fmt: skip


def test_outlines_speak_only_of_figures_that_exist():
    codes = set()
    for path in (assets.forms() / "figures").glob("*.toml"):
        codes |= {
            f["code"] for f in tomllib.loads(path.read_text("utf-8")).get("figures", ())
        }
    outline = tomllib.loads(
        (assets.forms() / "outlines" / "periodic.toml").read_text("utf-8")
    )
    for section in outline["sections"]:
        assert set(section.get("figures", [])) <= codes
