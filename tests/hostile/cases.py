"""The hostile forms: what each is, how it is made, and how it must end."""

from collections.abc import Callable
from typing import NamedTuple

from desktop.xforms.engine import no_sources
from desktop.xforms.sources import Rows
from tests.hostile.forms import (
    HEADS,
    asked,
    bind,
    calculated,
    cell,
    chained,
    every,
    leaves,
    markdown,
    old_spreadsheet,
    packed,
    record,
    row,
    sheet_of,
    spreadsheet,
    xform,
)
from tests.hostile.trial import OPENS

MILLION = 10**6
MANY = 10**5


class Case(NamedTuple):
    what: str
    ends: str  # one of the codes it must end with
    make: Callable[[], bytes]
    kind: str = ".xml"  # anything else goes through forms check and compile
    answers: tuple = ()
    lists: Callable = no_sources
    heavy: bool = False  # it may take its time: it is large by itself


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(n + 1)} "&{chr(n)};&{chr(n)};">' for n in range(97, 121))
    + "]>"
)


def external(address):
    return lambda: xform(
        record("<c>&e;</c>"), before=f'<!DOCTYPE x [<!ENTITY e SYSTEM "{address}">]>'
    )


def of_rows(count, rules="", row="<t/>"):
    return xform(
        record(f"<r>{row}</r>"),
        bind("a", type="int") + rules,
        asked("a")
        + '<repeat nodeset="/data/r" jr:count="/data/a"><input ref="/data/r/t"/></repeat>',
    )


def select(kind="select", nodeset="instance('l')/root/item"):
    listed = (
        f'<{kind} ref="/data/b"><itemset nodeset="{nodeset}"><value ref="name"/>'
        f'<label ref="label"/></itemset></{kind}>'
    )
    return xform(
        model='<instance id="l" src="jr://file-csv/l.csv"/>', body=asked("a") + listed
    )


def a_million(_name):
    rows = [{"name": f"n{n}", "label": "L"} for n in range(MILLION)]
    return Rows(("name", "label"), rows)


def wide(_name):
    columns = ("name", "label", *(f"c{n}" for n in range(MANY)))
    return Rows(columns, [dict.fromkeys(columns, "L")] * 5)


def inside(count):
    """A list of ``count`` choices in the form itself."""
    items = "".join(
        f"<item><name>n{n}</name><label>L</label></item>" for n in range(count)
    )
    whole = select().decode()
    empty = '<instance id="l" src="jr://file-csv/l.csv"/>'
    return whole.replace(
        empty, f'<instance id="l"><root>{items}</root></instance>'
    ).encode()


def fixed(count):
    items = "".join(
        f"<item><label>L</label><value>n{n}</value></item>" for n in range(count)
    )
    return xform(body=f'<select ref="/data/b">{items}</select>')


def spoken(texts, value):
    """An itext of one language with these texts, the last of which labels a."""
    words = "".join(
        f'<text id="t{n}"><value>{value(n)}</value></text>' for n in range(texts)
    )
    return xform(
        body=f'<input ref="/data/a"><label ref="jr:itext(\'t{texts - 1}\')"/></input>',
        itext=f'<itext><translation lang="vi">{words}</translation></itext>',
    )


def languages(count):
    words = "".join(
        f'<translation lang="l{n}"><text id="t"><value>w</value></text></translation>'
        for n in range(count)
    )
    return xform(
        body='<input ref="/data/a"><label ref="jr:itext(\'t\')"/></input>',
        itext=f"<itext>{words}</itext>",
    )


def out(expression):
    return f'<output value="{expression}"/>'


def labelled(label, model=""):
    return xform(
        model=model, body=f'<input ref="/data/a"><label>{label}</label></input>'
    )


def named_choices():
    """The label of a choice is the name of the choice."""
    return xform(
        body='<select1 ref="/data/a"><item><label>'
        + out("jr:choice-name('x', '/data/a')")
        + "</label><value>x</value></item></select1>"
    )


def ping_pong(then):
    """Each answer sets the other."""

    def control(name, other):
        return (
            f'<input ref="/data/{name}"><setvalue event="xforms-value-changed" '
            f'ref="/data/{other}" value="{then.format(f"/data/{name}")}"/></input>'
        )

    return xform(body=control("a", "b") + control("b", "a"))


def acting(count):
    """An answer sets the next one, and so on to the end."""
    body = "".join(
        f'<input ref="/data/c{n}"><setvalue event="xforms-value-changed" '
        f'ref="/data/c{n + 1}" value="/data/c{n} + 1"/></input>'
        for n in range(count - 1)
    )
    return xform(record(leaves(count)), "", body)


LONG = "a" * MILLION

NESTED_COUNTS = xform(
    record("<r><m/><s><t/></s></r>"),
    bind("a", type="int") + bind("r/m", calculate="10000"),
    asked("a") + '<repeat nodeset="/data/r" jr:count="/data/a"><input ref="/data/r/m"/>'
    '<repeat nodeset="/data/r/s" jr:count="/data/r/m"><input ref="/data/r/s/t"/></repeat></repeat>',
)

# fmt: off

SIZE = [
    Case("elements nested 100,000 deep", "form.not_xml", lambda: xform(record("<g>" * MANY + "</g>" * MANY))),
    Case("elements nested 200 deep", "form.too_deep", lambda: xform(record("<g>" * 200 + "</g>" * 200))),
    Case("groups nested 1,000 deep, XForm", "form.not_xml", lambda: xform(body="<group>" * 1000 + "</group>" * 1000)),
    Case("groups nested 1,000 deep, table", "form.too_deep", lambda: markdown("".join(row("begin_group", f"g{n}") for n in range(1000)) + row("text", "t") + row("end_group", "", "") * 1000), ".md"),
    Case("100,000 questions, XForm", OPENS, lambda: xform(record(leaves(MANY)), "", asked(*(f"c{n}" for n in range(MANY)))), heavy=True),
    Case("100,000 questions, table", "form.table_too_long", lambda: markdown("".join(row("text", f"c{n}") for n in range(MANY))), ".md", heavy=True),
    Case("9,999 questions, table", OPENS, lambda: markdown("".join(row("text", f"c{n}") for n in range(9999))), ".md", heavy=True),
    Case("100,000 binds of one question", OPENS, lambda: xform(model=bind("a", relevant="true()") * MANY, body=asked("a")), heavy=True),
    Case("100,000 controls of one question", OPENS, lambda: xform(body=asked("a") * MANY), heavy=True),
    Case("100,000 languages", OPENS, lambda: languages(MANY), heavy=True),
    Case("an attribute of 20 MB", "form.not_xml", lambda: xform(model=bind("a", relevant="true()", foo="x" * 20_000_000)), heavy=True),
    Case("a form of 70 MB", "form.too_big", lambda: xform(record("<c>" + "x" * 70_000_000 + "</c>"))),
    Case("entities that double 24 times", "form.doctype", lambda: xform(record("<c>&y;</c>"), before=LAUGHS)),
    Case("an entity from a file", "form.doctype", external("file:///etc/passwd")),
    Case("an entity from the net", "form.doctype", external("http://localhost/x")),
    Case("entities in UTF-16", "form.doctype", lambda: b"\xff\xfe" + xform(before=LAUGHS).decode().encode("utf-16-le")),
]

CHOICES = [
    Case("1,000,000 choices in the form", "form.too_many_elements", lambda: fixed(MILLION), heavy=True),
    Case("330,000 choices in the form", OPENS, lambda: fixed(330_000), heavy=True),
    Case("1,000,000 rows of a list in the form", "form.too_many_elements", lambda: inside(MILLION), heavy=True),
    Case("330,000 rows of a list in the form", OPENS, lambda: inside(330_000), heavy=True),
    Case("1,000,000 rows of a CSV", OPENS, select, lists=a_million, answers=(("/data/b", "n5 n999999"),), heavy=True),
    Case("1,000,000 rows of a CSV, walked", "xpath.too_long_walk", lambda: select(nodeset="instance('l')/root/item[contains(label, /data/a)]"), lists=a_million, answers=(("/data/a", "L"), ("/data/b", "n5")), heavy=True),
    Case("a list of 100,000 columns, walked", OPENS, lambda: select(nodeset="instance('l')/root/item[contains(label, /data/a)]"), lists=wide, answers=(("/data/a", "L"),), heavy=True),
    Case("1,000,000 rows of a CSV, randomized", OPENS, lambda: select(nodeset="randomize(instance('l')/root/item)"), lists=a_million, heavy=True),
    Case("1,000,000 codes in one answer", OPENS, select, lists=a_million, answers=(("/data/b", " ".join(f"n{n}" for n in range(MILLION))),), heavy=True),
    Case("100,000 codes chosen of 100,000", OPENS, lambda: fixed(MANY), answers=(("/data/b", " ".join(f"n{n}" for n in range(MANY))),), heavy=True),
    Case("the same code 100,000 times", OPENS, lambda: fixed(3), answers=(("/data/b", "n1 " * MANY),)),
    Case("100,000 codes ranked", OPENS, lambda: fixed(MANY).replace(b"select", b"odk:rank"), answers=(("/data/b", " ".join(f"n{n}" for n in range(MANY))),), heavy=True),
]

EXPRESSIONS = [
    Case("an expression of 1,000,000 characters", "form.expression", lambda: calculated("1+" * (MILLION // 2) + "1")),
    Case("100,000 nested parentheses", "form.expression", lambda: calculated("(" * MANY + "1" + ")" * MANY)),
    Case("40,000 nested parentheses", "form.expression", lambda: calculated("(" * 40_000 + "1" + ")" * 40_000), heavy=True),
    Case("20,000 nested calls", "form.expression", lambda: calculated("not(" * 20_000 + "1" + ")" * 20_000)),
    Case("20,000 nested predicates", "form.expression", lambda: calculated("a[" * 20_000 + "1" + "]" * 20_000), heavy=True),
    Case("40 nested predicates over 5,000 answers", "xpath.too_long_walk", lambda: xform(record(leaves(5000)), bind("b", constraint="/data/*[" * 40 + "1" + "]" * 40), asked("b")), answers=(("/data/b", "x"),), heavy=True),
    Case("//*//*//* over 20,000 answers", "xpath.too_long_walk", lambda: xform(record(leaves(20_000)), bind("b", constraint="count(//*//*//*) &gt; 0 or count(//*[count(//*) &gt; 1]) &gt; 0"), asked("b")), answers=(("/data/b", "x"),), heavy=True),
    Case("preceding::* of every answer", "xpath.too_long_walk", lambda: xform(record(leaves(20_000)), bind("b", constraint="count(//*/preceding::*/following::*) = 0"), asked("b")), answers=(("/data/b", "x"),), heavy=True),
    Case("100 constraints that each walk everything", "xpath.too_long_walk", lambda: xform(record(leaves(2000)), "".join(bind(f"c{n}", constraint="count(//*[count(//*) &gt; 1]) &gt; 0") for n in range(100)), asked(*(f"c{n}" for n in range(100)))), answers=tuple((f"/data/c{n}", "x") for n in range(3)), heavy=True),
    Case("100 labels that each walk everything", "xpath.too_long_walk", lambda: xform(record(leaves(2000)), "", "".join(f'<input ref="/data/c{n}"><label>{out("count(//*[count(//*) &gt; 1])")}</label></input>' for n in range(100))), heavy=True),
    Case("100 calculations that each walk everything", "xpath.too_long_walk", lambda: xform('<data id="x"><a/>' + leaves(300) + "<g>" + leaves(2000, "d") + "</g></data>", "".join(bind(f"c{n}", calculate="count(/data/g/*[count(/data/g/*[. != /data/a]) &gt; 1])") for n in range(100)), asked("a")), answers=(("/data/a", "1"),), heavy=True),
    Case("5,000 calculations that read everything", "form.entangled", lambda: every(5000, "count(//*[. != ''])"), heavy=True),
    Case("rows that each sum all rows", "xpath.too_long_walk", lambda: of_rows(0, bind("r/s", calculate="sum(/data/r/t) + sum(../../r/t)"), "<t>1</t><s/>"), answers=(("/data/a", "9999"),), heavy=True),
    Case("a chain of 30,000 calculations", OPENS, lambda: chained(30_000, "{} + 1".format, "1"), heavy=True),
    Case("a bomb of a pattern on a long text", "xpath.regex_long", lambda: calculated("regex(/data/a, '(a+)+$')"), answers=(("/data/a", LONG),)),
    Case("300 bombs of patterns", OPENS, lambda: xform(record(leaves(300)), "".join(bind(f"c{n}", calculate=f"regex(/data/a, '(a|a)*(a|a)*(a|a)*!{n}')") for n in range(300)), asked("a")), answers=(("/data/a", "a" * 20_000),), heavy=True),
    Case("a pattern that looks ahead from each place", "xpath.regex_long", lambda: calculated("regex(/data/a, '(?=a*b)c')"), answers=(("/data/a", "a" * 20_000),)),
    Case("a pattern of 2,000 groups", "xpath.regex_long", lambda: calculated("regex('a', '" + "(" * 2000 + "')")),
    Case("texts that double 60 times", "xpath.length", lambda: chained(60, "concat({0}, {0})".format)),
    Case("texts joined that double 60 times", "xpath.length", lambda: chained(60, "join({0}, {0}, {0}, {0})".format)),
    Case("3,000 texts of a million characters", "xpath.too_long_walk", lambda: xform(record(leaves(3000)), "".join(bind(f"c{n}", calculate=f"concat(/data/a, {n})") for n in range(3000)), asked("a")), answers=(("/data/a", "a" * 990_000),), heavy=True),
    Case("a group of 3,000 long texts as one text", "xpath.too_long_walk", lambda: xform(f'<data id="x"><a/><b/><g>{leaves(3000)}</g></data>', "".join(bind(f"g/c{n}", calculate=f"concat(/data/a, {n})") for n in range(3000)) + bind("b", calculate="string(/data/g)"), asked("a")), answers=(("/data/a", "a" * 300_000),), heavy=True),
    Case("powers of powers", OPENS, lambda: chained(60, "pow({0}, {0})".format, "9")),
    Case("digests of digests", OPENS, lambda: chained(3000, "digest({0}, 'SHA-512')".format), heavy=True),
    Case("a date in a format of a million signs", OPENS, lambda: calculated("format-date(today(), /data/a)"), answers=(("/data/a", "%Y" * (MILLION // 2)),)),
    Case("a million characters of base64", OPENS, lambda: calculated("string-length(base64-decode(/data/a))"), answers=(("/data/a", "YWFh" * (MILLION // 4)),)),
    Case("base64 of 64 MB", "form.answer_too_long", lambda: calculated("string-length(base64-decode(/data/a))"), answers=(("/data/a", "YWFh" * 16_000_000),), heavy=True),
    Case("numbers of a million digits", OPENS, lambda: calculated("round(number(/data/a) + int(/data/a), 3)"), answers=(("/data/a", "9" * MILLION), ("/data/a", "0." + "7" * MILLION))),
    Case("a decimal of a million digits", OPENS, lambda: xform(model=bind("a", type="decimal"), body=asked("a")), answers=(("/data/a", "9" * MILLION), ("/data/a", "1e999"), ("/data/a", "1e-999"))),
    Case("a literal of 90,000 digits", OPENS, lambda: calculated("9" * 90_000)),
    Case("a uuid of 10^9 letters", "xpath.length", lambda: calculated("uuid(1000000000)")),
    Case("indexed-repeat of what it is not for", "xpath.needs_nodes", lambda: calculated("indexed-repeat(1, 2, 3)")),
    Case("indexed-repeat at 10^300", OPENS, lambda: of_rows(1, bind("b", calculate="indexed-repeat(/data/r/t, /data/r, 1e0 * 10) + indexed-repeat(/data/r/t, /data/r, pow(10, 300))"))),
    Case("substr from -10^300 to 10^300", OPENS, lambda: calculated("substr('abc', -pow(10, 300), pow(10, 300))")),
]

CIRCLES = [
    Case("a calculation that reads itself", "form.loop", lambda: xform(model=bind("a", calculate="/data/a + 1"))),
    Case("two calculations in a circle", "form.loop", lambda: xform(model=bind("a", calculate="/data/b + 1") + bind("b", calculate="/data/a + 1"))),
    Case("a circle of 10,000 calculations", "form.loop", lambda: xform(record(leaves(10_000)), "".join(bind(f"c{n}", calculate=f"/data/c{(n + 1) % 10_000}") for n in range(10_000))), heavy=True),
    Case("every answer relevant by every other", "form.loop", lambda: xform(record(leaves(300)), "".join(bind(f"c{n}", relevant="/data/*[. != '']") for n in range(300))), heavy=True),
    Case("a circle through a repeat", "form.loop", lambda: of_rows(0, bind("a", calculate="sum(/data/r/t)") + bind("r/t", calculate="/data/a + 1"))),
    Case("a count that reads its own rows", OPENS, lambda: xform(record("<r><t/></r>"), "", '<repeat nodeset="/data/r" jr:count="count(/data/r) + 1"><input ref="/data/r/t"/></repeat>')),
    Case("a question relevant by itself", "form.loop", lambda: xform(model=bind("a", relevant="/data/a = ''"), body=asked("a")), answers=(("/data/a", "1"),)),
    Case("two answers that set each other", "form.restless", lambda: ping_pong("{} + 1"), answers=(("/data/a", "1"),)),
    Case("two answers that double each other", "xpath.length", lambda: ping_pong("concat({0}, {0}, {0})"), answers=(("/data/a", "ha"),), heavy=True),
    Case("10,000 answers that set the next", OPENS, lambda: acting(10_000), answers=(("/data/c0", "1"),), heavy=True),
    Case("the label of a choice names the choice", "xpath.beyond", named_choices, answers=(("/data/a", "x"),)),
    Case("a text that speaks itself", "xpath.beyond", lambda: spoken(1, lambda n: out("jr:itext('t0')"))),
    Case("texts that speak the one before twice, 40 times", OPENS, lambda: spoken(40, lambda n: "ha" if not n else out(f"jr:itext('t{n - 1}')") * 2)),
    Case("10,000 outputs of a long text", OPENS, lambda: labelled(out("/data/b") * 10_000), answers=(("/data/b", LONG),), heavy=True),
    Case("outputs in outputs", OPENS, lambda: labelled('<output value="/data/b">' * 40 + "</output>" * 40)),
]

ROWS = [
    Case("a count of 10^9", "form.too_many_rows", lambda: of_rows(0), answers=(("/data/a", "1000000000"),)),
    Case("a count of 10,000", OPENS, lambda: of_rows(0), answers=(("/data/a", "10000"),), heavy=True),
    Case("a count of 10,000 rows of 14 answers", OPENS, lambda: of_rows(0, row="<t/>" + leaves(12)), answers=(("/data/a", "10000"),), heavy=True),
    Case("a count of 10,000 rows of 29 answers", "form.too_many_nodes", lambda: of_rows(0, row="<t/>" + leaves(27)), answers=(("/data/a", "10000"),), heavy=True),
    Case("10,000 rows of 10,000 rows", "form.too_many_nodes", lambda: NESTED_COUNTS, answers=(("/data/a", "10000"),), heavy=True),
    Case("500 repeats whose counts count the one before", "form.too_many_nodes", lambda: xform(record("".join(f"<r{n}><t/></r{n}>" for n in range(500))), "", "".join(f'<repeat nodeset="/data/r{n}" jr:count="count(/data/r{n - 1}) + 1"><input ref="/data/r{n}/t"/></repeat>' for n in range(1, 500))), heavy=True),
    Case("300,000 rows in the form", "form.too_many_nodes", lambda: xform(record("<r><t/></r>" * 300_000), "", '<repeat nodeset="/data/r"><input ref="/data/r/t"/></repeat>'), heavy=True),
]


# fmt: on


def odd(text):
    """A text everywhere that a form has one."""
    return xform(
        record(f"<c>{text}</c>"),
        bind(
            "b",
            calculate=f"concat('{text}', digest(/data/a, 'MD5'), uuid(5))",
            relevant=f"'{text}' != ''",
        ),
        f'<input ref="/data/a"><label>{text}</label></input>',
    )


# fmt: off

LETTERS = [
    Case("NUL in a form", "form.not_xml", lambda: odd("\0")),
    Case("a lone surrogate in a form", "form.not_xml", lambda: odd("\ud800")),
    Case("a reference to a lone surrogate", "form.not_xml", lambda: odd("&#xD800;")),
    Case("text that runs backwards", OPENS, lambda: odd("\u202e\u2066\u200f")),
    Case("100,000 marks on one letter", OPENS, lambda: xform(record("<c>a" + "\u0301" * MANY + "</c>"), body=asked("a")), answers=(("/data/a", "a" + "\u0301\u0323" * MANY),)),
    Case("a lone surrogate in an answer", OPENS, lambda: odd("x"), answers=(("/data/a", "\ud800"),)),
    Case("NUL in an answer", OPENS, lambda: odd("x"), answers=(("/data/a", "\0"),)),
    Case("a name of a million letters", "form.not_xml", lambda: xform(record(f"<{'n' * MILLION}/>"), "", asked("n" * MILLION))),
    Case("another encoding", OPENS, lambda: xform().decode().encode("utf-32")),
    Case("an encoding that there is not", "form.not_xml", lambda: b'<?xml version="1.0" encoding="x-none"?>' + xform()),
    Case("noise", "form.not_xml", lambda: bytes(range(256)) * 4000),
    Case("NUL in a table", "table.NAMES_008", lambda: markdown(row("text", "a\0b", "x\0y")), ".md"),
    Case("a lone surrogate in a table", "table.unreadable", lambda: markdown(row("text", "a", "x\ud800y")), ".md"),
    Case("text that runs backwards, table", OPENS, lambda: markdown(row("text", "a", "\u202e\u2066")), ".md"),
]

# fmt: on


def lying():
    """The index says that the sheet is small; it is not."""
    rows = HEADS + " " * 30_000_000
    whole, sheet = spreadsheet(rows), len(sheet_of(rows))
    return whole.replace(sheet.to_bytes(4, "little"), (5000).to_bytes(4, "little"))


# fmt: off

TABLES = [
    Case("a spreadsheet that swells to 70 MB", "form.table_too_big", lambda: packed({"xl/worksheets/sheet1.xml": b"0" * 70_000_000}), ".xlsx"),
    Case("a spreadsheet whose index lies", "table.unreadable", lying, ".xlsx"),
    Case("entities in a spreadsheet", "table.unreadable", lambda: spreadsheet(HEADS + '<row r="2">' + cell("A2", "&y;") + "</row>", LAUGHS), ".xlsx"),
    Case("a cell in the last corner", OPENS, lambda: spreadsheet(HEADS + '<row r="2">' + cell("A2", "text") + cell("B2", "a") + cell("C2", "L") + '</row><row r="1048576">' + cell("XFD1048576", "x") + "</row>", dimension="A1:XFD1048576"), ".xlsx"),
    Case("a header in the last column, a cell in the last row", OPENS, lambda: spreadsheet('<row r="1">' + cell("A1", "type") + cell("XFD1", "label") + '</row><row r="1048576">' + cell("XFD1048576", "x") + "</row>"), ".xlsx"),
    Case("200,000 empty rows in a spreadsheet", OPENS, lambda: spreadsheet(HEADS + "".join(f'<row r="{n}"/>' for n in range(2, 200_000)) + '<row r="200000">' + cell("A200000", "text") + cell("B200000", "a") + cell("C200000", "L") + "</row>"), ".xlsx", heavy=True),
    Case("garbage as .xlsx", "table.unreadable", lambda: b"PK\3\4" + bytes(range(256)) * 4000, ".xlsx"),
    Case("an old spreadsheet with a cell in the last corner", "table.unreadable", lambda: old_spreadsheet((0, 0, 1), (16383, 255, 1)), ".xls", heavy=True),
    Case("garbage as .xls", "table.unreadable", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 4000, ".xls"),
    Case("a spreadsheet of a page", "table.unreadable", lambda: b"<html><table/></html>", ".xls"),
    Case("a CSV of 100,000 columns", "table.unreadable", lambda: (",".join(f"c{n}" for n in range(MANY)) + "\n" + "x," * MANY).encode(), ".csv", heavy=True),
    Case("a table of 100,000 columns", "check.header_doubled", lambda: ("| survey |\n| | type | name |" + " c |" * MANY + "\n| | text | a |\n").encode(), ".md", heavy=True),
    Case("a CSV with one quote and 3 MB", "table.unreadable", lambda: b'survey,"' + b"x" * 3_000_000, ".csv", heavy=True),
    Case("one line of 3 MB", "table.unreadable", lambda: b"| survey | " + b"x" * 3_000_000, ".md"),
    Case("a million bars in a line", "table.unreadable", lambda: b"| survey |\n" + b"|" * MILLION, ".md"),
    Case("100,000 references in a cell", "form.cell_too_long", lambda: markdown(row("text", "a") + row("note", "b", "${a}" * MANY)), ".md"),
    Case("8,000 references in a cell", OPENS, lambda: markdown(row("text", "a") + row("note", "b", "${a}" * 8_000)), ".md", heavy=True),
    Case("a relevance of 100,000 parentheses, table", "form.cell_too_long", lambda: markdown(row("text", "a", relevant="(" * MANY + "1" + ")" * MANY)), ".md"),
    Case("140,000 choices, table", "form.table_too_long", lambda: markdown(row("select_one l", "a"), "| choices | | | |\n| | list_name | name | label |\n" + "".join(f"| | l | n{n} | L |\n" for n in range(140_000))), ".md", heavy=True),
    Case("60,000 choices, table", OPENS, lambda: markdown(row("select_one l", "a"), "| choices | | | |\n| | list_name | name | label |\n" + "".join(f"| | l | n{n} | L |\n" for n in range(60_000))), ".md", heavy=True),
    Case("a circle, table", "check.loop", lambda: markdown(row("calculate", "a", calculation="${b}") + row("calculate", "b", calculation="${a}")), ".md"),
]

CASES = [*SIZE, *CHOICES, *EXPRESSIONS, *CIRCLES, *ROWS, *LETTERS, *TABLES]
