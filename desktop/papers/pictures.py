"""Pictures as they may be kept: upright, small, and nothing in them but the picture.

What the camera wrote beside it (place, time, owner, a second picture) is left behind:
only the points themselves are put into a new file.
"""

from collections.abc import Iterator
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from desktop.errors import Refused

MAX_SIDE = 1600  # points on the long side
MAX_BYTES = 400 * 1024
MAX_POINTS = 120_000_000  # what the largest telephones take
MAX_POINTS_PNG = 40_000_000  # these are opened whole: 160 MB of memory
_QUALITIES = (85, 75, 65, 55)
_SIDES = (MAX_SIDE, 1280, 1024)
_FORMATS = ("JPEG", "PNG")
_UNREADABLE = (OSError, SyntaxError, ValueError, UnidentifiedImageError, EOFError)
Image.MAX_IMAGE_PIXELS = None  # points are counted here, before any is opened


def harmless(content: bytes) -> tuple[bytes, str]:
    """The picture alone, and its kind (``.jpg`` or ``.png``).

    Refused: attach.bomb for more points than a camera takes, attach.broken.
    """
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as found:
            return _written(_upright(found), as_png=found.format == "PNG")
    except _UNREADABLE as error:
        raise Refused("attach.broken") from error


def tells_a_place(content: bytes) -> bool:
    """Whether a picture says where it was taken."""
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as found:
            return bool(found.getexif().get_ifd(0x8825))
    except _UNREADABLE:
        return False


def _upright(found: Image.Image) -> Image.Image:
    """Small and the right way up; what is too large is not even opened."""
    most = MAX_POINTS_PNG if found.format == "PNG" else MAX_POINTS
    if found.width * found.height > most:
        raise Refused("attach.bomb", most=most // 1_000_000)
    found.draft(None, (MAX_SIDE, MAX_SIDE))  # a JPEG is opened at the size needed
    turned = ImageOps.exif_transpose(found)
    turned.thumbnail((MAX_SIDE, MAX_SIDE))
    return _bare(turned)


def _bare(found: Image.Image) -> Image.Image:
    """The points alone, on white where they are see-through."""
    if found.mode in ("1", "L"):
        plain = found.convert("L")
    elif "transparency" in found.info or found.mode in ("LA", "PA", "RGBA", "RGBa"):
        layer = found.convert("RGBA")
        plain = Image.new("RGB", found.size, "white")
        plain.paste(layer, mask=layer.getchannel("A"))
    else:
        plain = found.convert("RGB")
    bare = Image.new(plain.mode, plain.size)
    bare.paste(plain)
    return bare


def _written(picture: Image.Image, *, as_png: bool) -> tuple[bytes, str]:
    """The best that fits; a photograph that came as PNG becomes a JPEG."""
    if as_png:
        content = _png(picture)
        if len(content) <= MAX_BYTES:
            return content, ".png"
    content = b""
    for content in _jpegs(picture):
        if len(content) <= MAX_BYTES:
            break
    return content, ".jpg"


def _png(picture: Image.Image) -> bytes:
    into = BytesIO()
    picture.save(into, "PNG", optimize=True)
    return into.getvalue()


def _jpegs(picture: Image.Image) -> Iterator[bytes]:
    """Smaller and smaller."""
    for side in _SIDES:
        picture.thumbnail((side, side))
        for quality in _QUALITIES:
            into = BytesIO()
            picture.save(into, "JPEG", quality=quality, optimize=True)
            yield into.getvalue()
