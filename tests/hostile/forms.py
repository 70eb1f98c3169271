"""Forms made to hurt, by script: none is kept as a file."""

import io
import struct
import zipfile

HTML = (
    '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" '
    'xmlns:jr="http://openrosa.org/javarosa" xmlns:ev="http://www.w3.org/2001/xml-events" '
    'xmlns:odk="http://www.opendatakit.org/xforms"><h:head><h:title>x</h:title><model>'
    '{itext}<instance>{data}</instance>{model}</model></h:head><h:body>{body}</h:body></h:html>'
)  # fmt: skip


def xform(data='<data id="x"><a/><b/></data>', model="", body="", before="", itext=""):
    made = HTML.format(data=data, model=model, body=body, itext=itext)
    return (before + made).encode("utf-8", "surrogatepass")


def leaves(count, name="c"):
    return "".join(f"<{name}{n}/>" for n in range(count))


def record(inner):
    return f'<data id="x"><a/><b/>{inner}</data>'


def bind(path, **rules):
    words = "".join(f' {name}="{rule}"' for name, rule in rules.items())
    return f'<bind nodeset="/data/{path}"{words}/>'


def asked(*names):
    return "".join(f'<input ref="/data/{name}"/>' for name in names)


def calculated(expression):
    return xform(model=bind("b", calculate=expression), body=asked("a", "b"))


def chained(count, rule, first="'ha'"):
    """c0 is ``first``, and each of the next is computed from the one before."""
    rules = [bind("c0", calculate=first)]
    rules += [bind(f"c{n}", calculate=rule(f"/data/c{n - 1}")) for n in range(1, count)]
    return xform(record(leaves(count)), "".join(rules))


def every(count, rule):
    """``count`` questions, each with the same calculation."""
    rules = "".join(bind(f"c{n}", calculate=rule) for n in range(count))
    return xform(record(leaves(count)), rules, asked("a"))


def markdown(rows, choices="", settings=""):
    heads = "| survey | | | | | | |\n| | type | name | label | relevant | calculation | repeat_count |\n"
    return (heads + rows + choices + settings).encode("utf-8", "surrogatepass")


def row(kind, name, label="L", relevant="", calculation="", count=""):
    return f"| | {kind} | {name} | {label} | {relevant} | {calculation} | {count} |\n"


# spreadsheets, as ZIPs of just what a reader asks for

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    "</Types>"
)
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_RELATION = '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}"/>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_BOOK = (
    f'<workbook xmlns="{_MAIN}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="survey" sheetId="1" r:id="r1"/></sheets></workbook>'
)


def sheet_of(rows, before="", dimension=""):
    size = f'<dimension ref="{dimension}"/>' if dimension else ""
    return f'{before}<worksheet xmlns="{_MAIN}">{size}<sheetData>{rows}</sheetData></worksheet>'


def spreadsheet(rows, before="", dimension=""):
    """A workbook whose sheet "survey" holds these <row>s."""
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS.format(
            _RELATION.format("officeDocument", "xl/workbook.xml")
        ),
        "xl/workbook.xml": _BOOK,
        "xl/_rels/workbook.xml.rels": _RELATIONS.format(
            _RELATION.format("worksheet", "worksheets/sheet1.xml")
        ),
        "xl/worksheets/sheet1.xml": sheet_of(rows, before, dimension),
    }
    return packed(parts)


def packed(parts):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return target.getvalue()


def cell(at, text):
    return f'<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>'


HEADS = (
    '<row r="1">'
    + cell("A1", "type")
    + cell("B1", "name")
    + cell("C1", "label")
    + "</row>"
)


def old_spreadsheet(*cells):
    """The records of an .xls of 1987: (row, column, number) each."""
    began, ended = struct.pack("<4H", 9, 4, 2, 16), struct.pack("<2H", 10, 0)
    found = (struct.pack("<4H3xH", 2, 9, r, c, number) for r, c, number in cells)
    return began + b"".join(found) + ended
