"""forms check: everything about a table that would surprise its author later."""

from collections.abc import Iterator, Mapping

from desktop.errors import Refused
from desktop.xforms.check.appearances import appearances
from desktop.xforms.check.compiler import remarked, said
from desktop.xforms.check.expressions import expressions
from desktop.xforms.check.finding import Finding, in_order
from desktop.xforms.check.headers import headers
from desktop.xforms.check.own import own
from desktop.xforms.check.places import places
from desktop.xforms.check.sheets import Sheet, read_sheets
from desktop.xforms.check.versions import against, ids
from desktop.xforms.definition import Definition
from desktop.xforms.parse import parse
from desktop.xforms.tables import source
from desktop.xforms.xlsform import compile_table

# What is refused because of a cell of the settings.
_SETTINGS = {"form.encrypted": "public_key", "form.own_undeclared": "namespaces"}


def check(
    table: bytes, kind: str, name: str, previous: Definition | None = None
) -> tuple[Finding, ...]:
    """What is wrong with a table (.md, .xlsx, .xls, .csv), in its own order."""
    try:
        sheets = read_sheets(source(table, kind), kind)
    except Refused as refusal:
        return (Finding(refusal.code, facts=refusal.facts),)
    return in_order(list(_all(table, kind, name, sheets, previous)))


def _all(
    table: bytes,
    kind: str,
    name: str,
    sheets: Mapping[str, Sheet],
    previous: Definition | None,
) -> Iterator[Finding]:
    yield from headers(sheets)
    yield from appearances(sheets)
    yield from own(sheets)
    try:
        compiled = compile_table(table, kind, name)
        definition = parse(compiled.xform)
    except Refused as refusal:
        yield from _refused(refusal, sheets)
        return
    yield from remarked(compiled.warnings, sheets)
    where = places(sheets.get("survey"), definition)
    yield from expressions(definition, where)
    yield from ids(definition, where)
    if previous is not None:
        yield from against(previous, definition, where)


def _refused(refusal: Refused, sheets: Mapping[str, Sheet]) -> Iterator[Finding]:
    whole = refusal.facts.get("whole")
    if whole is not None:
        yield from said(str(whole), sheets)
    else:
        column = _SETTINGS.get(refusal.code, "")
        sheet, row = ("settings", 2) if column else ("", 0)
        yield Finding(refusal.code, sheet, row, column, refusal.facts)
