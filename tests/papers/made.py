"""Real files, as offices and telephones make them."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image, PngImagePlugin
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from desktop import assets

OWNER = "Nguyen Van Chu May"
PLACE = {1: "N", 2: (15.0, 30.0, 36.0), 3: "E", 4: (108.0, 6.0, 0.0)}
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/'
    'metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:creator>{}</dc:creator></cp:coreProperties>"
)


def pdf(*lines, author="", pages=1, password=None):
    """A page of text for each of ``pages``."""
    fonts = assets.resources() / "fonts"
    pdfmetrics.registerFont(TTFont("Made", fonts / "Tinos-Regular.ttf"))
    into = BytesIO()
    canvas = Canvas(into, pagesize=A4, invariant=1, encrypt=password)
    canvas.setAuthor(author)
    for _ in range(pages):
        canvas.setFont(
            "Made", 13
        )  # a name of its own: the program's fonts stay as they are
        for at, line in enumerate(lines):
            canvas.drawString(60, 780 - 20 * at, line)
        canvas.showPage()
    canvas.save()
    return into.getvalue()


def gradient(width, height):
    """Something that is no plain colour."""
    across = Image.linear_gradient("L").resize((width, height))
    down = across.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    return Image.merge("RGB", (across, down, across))


def noise(width, height):
    """As hard to squeeze as a photograph of leaves."""
    return Image.merge("RGB", [Image.effect_noise((width, height), 90)] * 3)


def jpeg(picture=None, orientation=1, **more):
    """A telephone's picture: where it was taken, by whose, with what."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Hang May Anh"
    exif[0x013B] = OWNER
    exif.get_ifd(0x8825).update(PLACE)
    into = BytesIO()
    found = picture or gradient(640, 480)
    found.save(into, "JPEG", exif=exif, comment=b"loi ghi chu", quality=95, **more)
    return into.getvalue()


def png(picture=None):
    """A picture of a screen with words in it that are not shown."""
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", OWNER)
    told.add_itxt("Comment", "079085001234", zip=True)
    exif = Image.Exif()
    exif[0x013B] = OWNER
    exif[0x8825] = PLACE
    into = BytesIO()
    (picture or gradient(640, 480)).save(into, "PNG", pnginfo=told, exif=exif)
    return into.getvalue()


def docx(*lines, author="", header="", picture=None, parts=None):
    """As Word writes it, with only what is read of it."""
    into = BytesIO()
    with ZipFile(into, "w", ZIP_DEFLATED) as found:
        found.writestr("[Content_Types].xml", "<Types/>")
        found.writestr("word/document.xml", _body("document", lines))
        if header:
            found.writestr("word/header1.xml", _body("hdr", [header]))
        if author:
            found.writestr("docProps/core.xml", _CORE.format(author))
        if picture is not None:
            found.writestr("word/media/image1.jpeg", picture)
        for name, content in (parts or {}).items():
            found.writestr(name, content)
    return into.getvalue()


def _body(name, lines):
    """Each line a paragraph; each word a run of its own, as Word often has it."""
    said = "".join(
        "<w:p>" + "".join(f"<w:r><w:t xml:space='preserve'>{word} </w:t></w:r>"
                          for word in line.split()) + "</w:p>"
        for line in lines
    )  # fmt: skip
    return f'<w:{name} xmlns:w="{_W}"><w:body>{said}</w:body></w:{name}>'
