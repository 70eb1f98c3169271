"""A province changes forms, lists and figures; its communes have them by bundle."""

import io
import shutil
import zipfile

import pytest

from desktop import assets
from desktop.bundle.names import MAX_DOCUMENT
from desktop.desk import pack_file
from desktop.desk.packs import contents, hash_of
from desktop.errors import Refused
from tests.cli.run import sophoihop
from tests.desk.conftest import PASSWORD, event

FORM = "xlsform/mobilisation_event.md"
LIST = "lists/propaganda_form.csv"


@pytest.fixture
def forms(tmp_path):
    """A province's own copy of the forms, with one list and one form changed."""
    folder = tmp_path / "forms"
    shutil.copytree(assets.forms(), folder, ignore=shutil.ignore_patterns("compiled"))
    table = folder / LIST
    table.write_text(table.read_text("utf-8") + row(table), "utf-8")
    form = folder / FORM
    form.write_text(raised(form.read_text("utf-8")), "utf-8")
    return folder


def row(table):
    width = table.read_text("utf-8").splitlines()[0].count(",")
    return "p48_loudspeaker_van,Xe loa lưu động" + "," * (width - 1) + "\n"


def raised(text):
    """The next version of the form, with a question worded anew."""
    head, _, settings = text.rpartition("| settings |")
    assert " 1 |" in settings
    return head + "| settings |" + settings.replace(" 1 |", " 2 |", 1)


def again(bench):
    for name, unit in (("commune", "20854"), ("province", "48")):
        getattr(bench, name).close()
        setattr(bench, name, bench.open(unit))


def pack(desk):
    return desk.core.catalogue.pack


def words(desk):
    return pack(desk).label("propaganda_form", "p48_loudspeaker_van")


def test_what_the_province_publishes_is_used_below_and_old_records_open(pair, forms):
    old = pair.add("mobilisation_event", event(pair))
    made = pair.province.act.enrol.publish(forms)
    assert (made.counter, made.forms) == (2, ("mobilisation_event@2",))
    again(pair)
    assert pack(pair.province).counter == 2 and pack(pair.commune).counter == 1
    down = pair.hand(pair.province, "20854")
    assert pair.take(pair.commune, down).documents == (
        "certificate", "crl", "roster", "pack",
    )  # fmt: skip
    again(pair)
    assert pack(pair.commune).sha256 == made.sha256
    assert words(pair.commune) == "Xe loa lưu động"
    assert pair.commune.ask.records.view(old).lines
    new = pair.add("mobilisation_event", event(pair))
    pair.take(pair.province, pair.hand(pair.commune))
    assert {old, new} <= set(pair.province.ask.records.ids("mobilisation_event"))
    down = pair.hand(pair.province, "20854")
    assert "pack" not in pair.take(pair.commune, down).documents


def test_an_older_pack_that_comes_late_changes_nothing(pair, forms):
    pair.province.act.enrol.publish(forms)
    again(pair)
    first = pair.hand(pair.province, "20854")
    table = forms / LIST
    text = table.read_text("utf-8").replace("Xe loa lưu động", "Xe loa")
    table.write_text(text, "utf-8")
    assert pair.province.act.enrol.publish(forms).counter == 3
    again(pair)
    pair.take(pair.commune, pair.hand(pair.province, "20854"))
    again(pair)
    pair.take(pair.commune, first)
    again(pair)
    assert (pack(pair.commune).counter, words(pair.commune)) == (3, "Xe loa")


def test_a_restored_province_numbers_on_behind_what_its_desks_have(pair, forms):
    before = pair.folder / "before"
    pair.province.close()
    shutil.copytree(pair.folder / "48", before)
    pair.province = pair.open("48")
    pair.province.act.enrol.publish(forms)
    again(pair)
    pair.take(pair.commune, pair.hand(pair.province, "20854"))
    pair.province.close()
    shutil.rmtree(pair.folder / "48")
    shutil.copytree(before, pair.folder / "48")
    again(pair)
    pair.take(pair.province, pair.hand(pair.commune))
    assert pair.province.act.enrol.publish(forms).counter == 3


def lose_a_form(forms):
    (forms / "xlsform/model_point.md").unlink()


def lose_a_code(forms):
    table = forms / LIST
    head, _first, *rest = table.read_text("utf-8").splitlines(keepends=True)
    table.write_text(head + "".join(rest), "utf-8")


def keep_the_version(forms):
    form = forms / "xlsform/model.md"
    text = form.read_text("utf-8")
    form.write_text(text.replace("# ", "# Mới: ", 1), "utf-8")


def break_a_figure(forms):
    figure = forms / "figures/events.toml"
    text = figure.read_text("utf-8")
    figure.write_text(text.replace("FROM ", "FROM nowhere_", 1), "utf-8")


def name_it_oddly(forms):
    (forms / "lists" / "con.csv").write_text("name,label\n", "utf-8")


def undo_all(forms):
    shutil.rmtree(forms)
    shutil.copytree(assets.forms(), forms, ignore=shutil.ignore_patterns("compiled"))


def add_a_code_of_nobody(forms):
    table = forms / LIST
    text = table.read_text("utf-8").replace("p48_loudspeaker_van", "loudspeaker_van")
    table.write_text(text, "utf-8")


def add_a_code_of_another_province(forms):
    table = forms / LIST
    table.write_text(table.read_text("utf-8").replace("p48_", "p51_"), "utf-8")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (add_a_code_of_nobody, "pack.code_prefix"),
        (add_a_code_of_another_province, "pack.code_prefix"),
        (lose_a_form, "pack.form_gone"),
        (lose_a_code, "pack.code_gone"),
        (keep_the_version, "pack.version"),
        (break_a_figure, "figure.broken"),
        (name_it_oddly, "pack.name"),
        (undo_all, "pack.same"),
    ],
)
def test_a_pack_by_which_records_would_lose_is_refused(pair, forms, change, code):
    change(forms)
    with pytest.raises(Refused) as refused:
        pair.province.act.enrol.publish(forms)
    assert refused.value.code == code
    again(pair)
    assert pack(pair.province).counter == 1


def test_a_commune_publishes_nothing(pair, forms):
    with pytest.raises(Refused, match=r"enrol\.no_authority"):
        pair.commune.act.enrol.publish(forms)


def test_published_by_command_it_is_told_where_it_arrives(pair, forms):
    pair.commune.close()
    pair.province.close()
    password = pair.folder / "password"
    password.write_text(PASSWORD, "utf-8")
    province = {"profile": pair.folder / "48", "password": password}
    commune = {"profile": pair.folder / "20854", "password": password}
    code, said, _ = sophoihop("forms", "publish", forms, **province)
    assert code == 0
    assert said == (
        "Đã ban hành bộ biểu mẫu số 2. Máy này dùng từ lần mở sau; các xã nhận cùng"
        " gói kế tiếp.\nmobilisation_event@2\n"
    )
    _, sent, _ = sophoihop(
        "handoff", "--to", pair.stick, "--unit", "20854", "--json", **province
    )
    code, said, _ = sophoihop("intake", sent["path"], **commune)
    assert code == 0
    assert "Bộ biểu mẫu số 2 của tỉnh đi cùng gói: dùng từ lần mở" in said


def zipped(entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in entries:
            packed.writestr(name, content)
    return out.getvalue()


def refusal(raw, files):
    with pytest.raises(Refused) as refused:
        pack_file.read(raw, hash_of(files))
    return refused.value.code


def test_a_pack_file_reads_back_and_the_same_pack_has_the_same_bytes():
    files = contents(assets.forms())
    files = {n: raw for n, raw in files.items() if not n.startswith("compiled/")}
    raw = pack_file.write(files)
    assert pack_file.read(raw, hash_of(files)) == files
    assert pack_file.write(dict(reversed(files.items()))) == raw


def test_a_pack_file_that_is_not_the_one_announced_is_refused_by_name():
    files = {"lists/a.csv": b"name,label\n"}
    raw = pack_file.write(files)
    assert refusal(raw[:-30], files) == "pack.file"
    assert refusal(b"", files) == "pack.file"
    assert refusal(raw, {"lists/a.csv": b"name\n"}) == "pack.file"
    for name in ("../a.csv", "lists/../../a.csv", "/etc/a.csv", "lists/a.exe", "a.csv"):
        assert refusal(zipped([(name, b"")]), {name: b""}) == "pack.name"
    many = [(f"lists/a{number}.csv", b"") for number in range(pack_file.MAX_FILES + 1)]
    assert refusal(zipped(many), dict(many)) == "pack.size"
    swollen = [("lists/a.csv", bytes(MAX_DOCUMENT)), ("lists/b.csv", b"1")]
    assert refusal(zipped(swollen), dict(swollen)) == "pack.size"


def test_a_provinces_own_pattern_holds_below(pair, forms):
    guards = forms / "start" / "guards.toml"
    own = '\n[[texts]]\ndoes = "block"\nwords = ["zalo"]\npattern = "[Zz]alo"\nsays = "Bỏ địa chỉ Zalo."\n'
    before, after = guards.read_text("utf-8").split("\n# How a paper shows")
    guards.write_text(f"{before}{own}\n# How a paper shows{after}", "utf-8")
    pair.province.act.enrol.publish(forms)
    again(pair)
    pair.take(pair.commune, pair.hand(pair.province, "20854"))
    again(pair)
    with pytest.raises(Refused) as found:
        pair.add("mobilisation_event", event(pair, note="Nhóm zalo của thôn"))
    assert found.value.facts["why"] == "Bỏ địa chỉ Zalo."


@pytest.mark.parametrize(
    "name, old, new, code",
    [
        ("start/guards.toml", "pattern = ", "pattern = '(' #", "xpath.regex"),
        ("start/guards.toml", r"\d{12}", r"(\d(?=\d*)){12}", "xpath.regex_long"),
        ("start/guards.toml", "longest = ", "shortest = ", "pack.guards"),
        ("start/keeping.toml", "reason = ", "why = ", "pack.guards"),
        ("start/keeping.toml", "leap_days = ", "leaps = ", "pack.guards"),
        ("calendars/holidays.csv", "day,", "ngay,", "pack.guards"),
    ],
)
def test_guards_that_would_not_hold_are_not_published(
    pair, forms, name, old, new, code
):
    table = forms / name
    assert old in table.read_text("utf-8")
    table.write_text(table.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(Refused) as found:
        pair.province.act.enrol.publish(forms)
    assert found.value.code == code
    assert pack(pair.province).counter == 1
