"""What comes with the program or is opened by it from outside: a bundle, a set-up file."""

import pytest

from desktop.cli.options import split
from desktop.gui.pages.records import RecordsPage
from desktop.gui.pages.settings import SettingsPage
from desktop.gui.pages.take_in import TakeInPage
from desktop.gui.places import HandOver, Settings, TakeIn


@pytest.fixture
def beside(start, folders):
    """A folder with the province's set-up file, as the installer leaves it."""
    folder = folders / "program"
    folder.mkdir()
    province = start("48")
    province.go(Settings()).write(folder)
    province.wait(lambda: (folder / "thiet-lap-48.json").exists())
    province.program.stop()
    return folder


def settled(seat):
    """What a start leaves for later is done."""
    seat.wait(lambda: "act" in vars(seat.program._desk))
    seat.done()  # behind the writer; what the start asks for then stands before the next
    seat.done()


def handed_over(commune, stick):
    stick.mkdir()
    page = commune.go(HandOver())
    page.folder.choose(stick)
    commune.wait(lambda: page.button.isEnabled())
    page.button.click()
    commune.wait(lambda: page.done.isVisible())
    return page.done.handed.path


def test_the_set_up_file_beside_the_program_is_taken_without_asking(start, beside):
    commune = start("20854", beside=beside)
    settled(commune)
    assert isinstance(commune.page, RecordsPage)
    page = commune.go(HandOver())
    assert "thiết lập" not in page.strip.words()


def test_a_set_up_file_that_is_none_is_told_where_another_is_chosen(start, beside):
    (beside / "thiet-lap-48.json").write_text("Kính gửi các xã")
    commune = start("20854", beside=beside)
    commune.wait(lambda: isinstance(commune.page, SettingsPage))
    assert "thiết lập" in commune.page.strip.words()


def test_another_provinces_set_up_file_stays_where_it_is(start, beside):
    (beside / "thiet-lap-48.json").rename(beside / "thiet-lap-01.json")
    commune = start("20854", beside=beside)
    settled(commune)
    assert "thiết lập" in commune.go(HandOver()).strip.words()


def test_a_desk_that_knows_its_province_leaves_the_set_up_file_alone(start, beside):
    first = start("20854", beside=beside)
    settled(first)
    first.program.stop()
    (beside / "thiet-lap-48.json").write_text("{}")
    again = start("20854", beside=beside)
    settled(again)
    assert isinstance(again.page, RecordsPage)


def test_a_bundle_that_was_opened_stands_checked_on_the_intake_page(
    start, beside, folders
):
    commune = start("20854", beside=beside)
    settled(commune)
    commune.event()
    file = handed_over(commune, folders / "usb")
    province = start("48", bundle=file)
    assert isinstance(province.page, TakeInPage)
    province.wait(lambda: province.page.preview.isVisible())
    assert province.page.folder.folder() == folders / "usb"
    assert province.page.table.currentIndex().row() == 0
    assert province.window.side.place(1) is not None
    assert province.page.home() == TakeIn()


def test_what_is_no_bundle_is_said_on_the_intake_page(start, folders):
    letter = folders / "thư.sph"
    letter.write_text("Kính gửi")
    province = start("48", bundle=letter)
    province.wait(lambda: province.page.strip.words())
    assert not province.page.take.isEnabled()


def test_a_bundle_that_is_gone_is_said_too(start, folders):
    province = start("48", bundle=folders / "mất.sph")
    province.wait(lambda: province.page.strip.words())
    assert not province.page.take.isEnabled()


def test_a_bundle_alone_on_the_line_is_opened_and_beside_a_verb_belongs_to_it(tmp_path):
    opened = split(["--dir", str(tmp_path), "goi.SPH"])
    assert opened.words == () and opened.bundle.is_absolute()
    assert split(["verify", "goi.sph"]).words == ("verify", "goi.sph")
    assert split(["verify", "goi.sph"]).bundle is None
