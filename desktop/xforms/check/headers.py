"""Headers that a compiler passes over in silence: misspelled, doubled, unknown."""

from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from desktop.xforms.check.finding import Finding
from desktop.xforms.check.sheets import Sheet, plain_header


def words(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


SURVEY = words("""
    type name label hint guidance_hint required required_message relevant
    relevance constraint constraint_message calculation calculate appearance
    default readonly read_only choice_filter repeat_count parameters trigger
    save_to image big-image audio video autoplay rows query intent disabled note
    notes comment comments caption command tag value count jr:count compact_tag
    requiredmsg noapperrorstring no_app_error_string constraining_message
    sms_field sms_option sms_separator sms_allow_media sms_date_format
    sms_datetime_format sms_response hxl accuracythreshold auto_delete
    request_type
""")
CHOICES = words("""
    list_name name label image big-image audio video value
""")
SETTINGS = words("""
    form_title form_id id_string version instance_name default_language
    public_key submission_url auto_send auto_delete style
    allow_choice_duplicates namespaces title set_form_title set_form_id name
    instance_id sms_keyword sms_separator sms_allow_media sms_date_format
    sms_datetime_format sms_response prefix delimiter clean_text_values
    add_none_option omit_instanceid client_editable flat instance_xmlns
    compact_prefix compact_delimiter
""")
OWN = words("""
    id from rows privacy role shown short scale last warning warningMsg reason missing
""")
_KNOWN: Mapping[str, frozenset[str]] = {
    "survey": SURVEY, "choices": CHOICES, "settings": SETTINGS,
}  # fmt: skip
_FAMILIES = ("bind:", "body:", "control:", "media:", "instance:", "jr:", "$")
_OWN = "bind:sph:"


def headers(sheets: Mapping[str, Sheet]) -> Iterator[Finding]:
    """What is wrong in the first rows."""
    for name, known in _KNOWN.items():
        if name in sheets:
            yield from _doubled(sheets[name])
            yield from _unknown(sheets[name], known)


def _doubled(sheet: Sheet) -> Iterator[Finding]:
    """``label`` twice: the compiler keeps the last one."""
    counts = Counter(_full(header) for header in sheet.headers)
    for header in dict.fromkeys(sheet.headers):
        if counts[_full(header)] > 1:
            yield Finding("check.header_doubled", sheet.name, 1, header)


def _full(header: str) -> str:
    return "".join(header.split()).lower()


def _unknown(sheet: Sheet, known: frozenset[str]) -> Iterator[Finding]:
    for header in sheet.headers:
        plain = plain_header(header)
        if plain.startswith(_OWN):
            yield from _own(sheet, header)
        elif plain and plain not in known and not plain.startswith(_FAMILIES):
            yield from _other(sheet, header, plain, known)


def own_column(header: str) -> str:
    """The name of a column of ours, as it is written; "" for another header."""
    if not plain_header(header).startswith(_OWN):
        return ""
    return header.replace("::", ":").split(":", 2)[2].strip()


def _own(sheet: Sheet, header: str) -> Iterator[Finding]:
    column = own_column(header)
    if column not in OWN:
        meant = ", ".join(close(column, OWN) or sorted(OWN))
        yield Finding("check.own_column", sheet.name, 1, header, {"meant": meant})


def _other(
    sheet: Sheet, header: str, plain: str, known: frozenset[str]
) -> Iterator[Finding]:
    meant = close(plain, known)
    severe = sheet.name != "choices"  # there columns of one's own are for filters
    if meant:
        facts = {"meant": meant[0]}
        yield Finding("check.header_misspelled", sheet.name, 1, header, facts, severe)
    elif severe:
        yield Finding("check.header_ignored", sheet.name, 1, header, severe=False)


def close(word: str, known: frozenset[str]) -> list[str]:
    """What was probably meant, likeliest first."""
    plain = {one.casefold(): one for one in sorted(known)}
    found = get_close_matches(word.casefold(), plain, n=2, cutoff=0.8)
    return [plain[one] for one in found]
