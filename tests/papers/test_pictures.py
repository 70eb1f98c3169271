"""A kept picture shows what it showed, and tells nothing else."""

from io import BytesIO

import pytest
from PIL import Image

from desktop.errors import Refused
from desktop.papers import pictures
from tests.papers.made import OWNER, gradient, jpeg, noise, png


def opened(content):
    return Image.open(BytesIO(content))


def colours(picture, *places):
    return [picture.convert("RGB").getpixel(place) for place in places]


def test_the_picture_that_is_tried_does_tell_a_place():
    assert pictures.tells_a_place(jpeg())
    assert pictures.tells_a_place(png())
    assert OWNER.encode() in jpeg()
    assert OWNER.encode() in png()


@pytest.mark.parametrize("content", [jpeg(), png()], ids=["jpeg", "png"])
def test_a_kept_picture_tells_neither_place_nor_owner_nor_words(content):
    made, _ = pictures.harmless(content)
    assert not pictures.tells_a_place(made)
    for told in (OWNER.encode(), b"loi ghi chu", b"Exif", b"eXIf", b"tEXt", b"iTXt"):
        assert told not in made
    assert set(opened(made).info) <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
    }


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_turned_before_its_turning_is_forgotten(orientation):
    """As a viewer shows it: the same corners, though nothing says how to turn it."""
    from PIL import ImageOps

    content = jpeg(gradient(640, 480), orientation)
    shown = ImageOps.exif_transpose(opened(content))
    made = opened(pictures.harmless(content)[0])
    assert made.size == shown.size
    places = [(5, 5), (made.width - 6, 5), (5, made.height - 6)]
    for one, other in zip(colours(made, *places), colours(shown, *places), strict=True):
        assert all(abs(a - b) < 12 for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("picture", [noise(4000, 3000), gradient(4000, 3000)])
def test_a_large_photograph_becomes_small(picture):
    made, kind = pictures.harmless(jpeg(picture))
    assert max(opened(made).size) <= 1600
    assert len(made) <= 400 * 1024
    assert kind == ".jpg"


def test_a_small_picture_keeps_its_size():
    assert opened(pictures.harmless(jpeg(gradient(300, 200)))[0]).size == (300, 200)


def test_a_screen_stays_png_and_a_photograph_in_png_becomes_a_jpeg():
    assert pictures.harmless(png())[1] == ".png"
    made, kind = pictures.harmless(png(noise(1600, 1200)))
    assert kind == ".jpg"
    assert len(made) <= 400 * 1024


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "RGB", "I;16"])
def test_every_kind_of_png_is_kept_on_white(mode):
    into = BytesIO()
    Image.new(mode, (40, 30)).save(into, "PNG")
    made = opened(pictures.harmless(into.getvalue())[0])
    assert made.size == (40, 30)
    if mode in ("LA", "RGBA"):
        assert colours(made, (5, 5)) == [(255, 255, 255)]


def test_cmyk_from_a_print_shop_is_kept_as_rgb():
    into = BytesIO()
    Image.new("CMYK", (40, 30)).save(into, "JPEG")
    assert opened(pictures.harmless(into.getvalue())[0]).mode == "RGB"


def test_a_picture_of_too_many_points_is_refused_before_it_is_opened():
    into = BytesIO()
    Image.new("1", (20_000, 20_000)).save(into, "PNG")
    assert len(into.getvalue()) < 100_000
    with pytest.raises(Refused) as found:
        pictures.harmless(into.getvalue())
    assert found.value.code == "attach.bomb"


@pytest.mark.parametrize("cut", [3, 20, 200, 2000])
@pytest.mark.parametrize("content", [jpeg(), png()], ids=["jpeg", "png"])
def test_a_torn_picture_is_refused_by_name(content, cut):
    with pytest.raises(Refused) as found:
        pictures.harmless(content[:cut])
    assert found.value.code == "attach.broken"


def test_what_hangs_behind_a_picture_is_left_behind():
    made, _ = pictures.harmless(jpeg() + b"PK\x03\x04 danh sach.xlsx")
    assert b"danh sach" not in made


def test_another_kind_under_a_pictures_first_bytes_is_refused():
    into = BytesIO()
    gradient(40, 30).save(into, "GIF")
    with pytest.raises(Refused):
        pictures.harmless(into.getvalue())
