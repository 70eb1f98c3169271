"""XLSForm tables to XForm bytes, by pyxform."""

import re
from dataclasses import dataclass
from html import escape

from desktop.errors import Refused, Usage
from desktop.xforms.tables import damage, read, source
from desktop.xforms.xml import MAX_NESTING, OWN

_ROOT = "data"  # every answer's path begins so
KINDS = frozenset((".md", ".csv", ".xls", ".xlsx"))


@dataclass(frozen=True, slots=True)
class Compiled:
    """An XForm and what its compiler remarked."""

    xform: bytes
    warnings: tuple[str, ...] = ()


def compile_markdown(text: str, name: str) -> Compiled:
    """A Markdown XLSForm; ``name`` is the form's id where settings give none."""
    return _compile(text.encode(), ".md", name)


def compile_table(table: bytes, kind: str, name: str = "form") -> Compiled:
    """A table of ``kind`` .xlsx, .xls, .csv or .md."""
    if kind not in KINDS:
        raise Usage("form.kind", kind=kind)
    return _compile(table, kind, name)


def _compile(table: bytes, kind: str, name: str) -> Compiled:
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    book = source(table, kind)
    remarks: list[str] = []
    try:
        made = convert(read(book, kind), warnings=remarks, form_name=_ROOT)
    except PyXFormError as error:
        raise _refusal(str(error)) from error
    except RecursionError as error:  # groups in groups: nothing else bounds them there
        raise Refused("form.too_deep", limit=MAX_NESTING) from error
    except damage() as error:
        raise Refused("table.unreadable") from error
    _refuse_undeclared(made.xform)
    return Compiled(_named(made.xform, name).encode(), tuple(remarks))


_OWN_COLUMN = re.compile(r"<bind [^>]* sph:\w")


def _refuse_undeclared(xform: str) -> None:
    """Our columns under another name would be passed over, privacy among them."""
    if _OWN_COLUMN.search(xform) and f' xmlns:sph="{OWN}"' not in xform:
        raise Refused("form.own_undeclared", urn=OWN)


_AT = re.compile(r"\[row : (\d+)\] *(?:On the '([^']+)' sheet, )?(?:the '([^']+)')?")


_NO_TABLE = re.compile("Argument 'definition' was|Error reading|The input data")


def _refusal(reason: str) -> Refused:
    """pyxform tells the place in words; here it is a fact of its own."""
    if _NO_TABLE.match(reason):
        return Refused("table.unreadable")
    found = _AT.match(reason)
    if found is None:
        return Refused("form.table", reason=reason, whole=reason)
    row, sheet, column = found.groups()
    return Refused(
        "form.table_at",
        reason=reason[found.end() :].strip() or reason,
        row=int(row),
        sheet=sheet or "survey",
        column=column or "",
        whole=reason,
    )


def _named(xform: str, name: str) -> str:
    """pyxform calls a form without an id by its root: here its own name instead."""
    nameless = f'<{_ROOT} id="{_ROOT}"'
    return xform.replace(nameless, f'<{_ROOT} id="{escape(name)}"', 1)
