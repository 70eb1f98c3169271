"""Labels, hints and messages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.xforms import xml
from desktop.xforms.definition import NO_TEXT, Output, Text
from desktop.xforms.xpath.ast import Call, Literal
from desktop.xforms.xpath.faults import Broken
from desktop.xforms.xpath.parser import parse as parse_expression

_BY_NAME = re.compile(r"""jr:itext\((['"])([^'"]*)\1\)""")
_SHORT_FORMS = ("", "long", "short")


@dataclass(frozen=True, slots=True)
class Itext:
    """The translations of a form."""

    languages: tuple[str, ...] = ()
    default: str = ""
    texts: Mapping[str, Text] = field(default_factory=dict)
    guidance: Mapping[str, Text] = field(default_factory=dict)


def read_itext(model: xml.Element) -> Itext:
    """The <itext> of a model."""
    block = xml.child(model, "itext")
    if block is None:
        return Itext()
    words: dict[str, dict[str, tuple[str | Output, ...]]] = {}
    guides: dict[str, dict[str, tuple[str | Output, ...]]] = {}
    languages: list[str] = []
    default = ""
    for translation in xml.children(block, "translation"):
        language = translation.get("lang") or ""
        languages.append(language)
        if "default" in translation.attrib and not default:
            default = language
        for text in xml.children(translation, "text"):
            key, forms = text.get("id") or "", _forms(text)
            _put(words, key, language, forms, _SHORT_FORMS)
            if "guidance" in forms:
                _put(guides, key, language, forms, ("guidance",))
    return Itext(
        tuple(dict.fromkeys(languages)),
        default or (languages[0] if languages else ""),
        {key: Text(by_language) for key, by_language in words.items()},
        {key: Text(by_language) for key, by_language in guides.items()},
    )


def _forms(text: xml.Element) -> dict[str, xml.Element]:
    forms: dict[str, xml.Element] = {}
    for value in xml.children(text, "value"):
        forms.setdefault(value.get("form") or "", value)
    return forms


def _put(
    into: dict[str, dict[str, tuple[str | Output, ...]]],
    key: str,
    language: str,
    forms: dict[str, xml.Element],
    wanted: tuple[str, ...],
) -> None:
    for form in wanted:
        if form in forms:
            into.setdefault(key, {})[language] = _pieces(forms[form])
            return


def _pieces(element: xml.Element) -> tuple[str | Output, ...]:
    """Mixed text, with its <output> elements."""
    if not len(element):
        return ((element.text or "").strip(),)
    found: list[str | Output] = [element.text or ""]
    for part in element:
        if xml.name_of(part) == "output":
            found.append(Output(part.get("value") or part.get("ref") or ""))
        elif xml.name_of(part):
            found += _pieces(part)
        found.append(part.tail or "")
    kept = [piece for piece in found if piece != ""]
    if all(isinstance(piece, str) for piece in kept):
        return ("".join(str(piece) for piece in kept).strip(),)
    return _trimmed(kept)


def _trimmed(pieces: list[str | Output]) -> tuple[str | Output, ...]:
    if isinstance(pieces[0], str):
        pieces[0] = pieces[0].lstrip()
    if isinstance(pieces[-1], str):
        pieces[-1] = pieces[-1].rstrip()
    return tuple(piece for piece in pieces if piece != "")


def text_of(element: xml.Element | None, itext: Itext) -> Text:
    """The text of a <label>, <hint> or the like."""
    if element is None:
        return NO_TEXT
    reference = element.get("ref") or ""
    if reference:
        return referred(reference, itext)
    return Text({"": _pieces(element)})


def referred(reference: str, itext: Itext) -> Text:
    """The text that ``jr:itext('id')``, ``jr:itext(path)`` or a path stands for."""
    plain = _BY_NAME.fullmatch(reference)
    if plain is not None:  # nearly all
        return itext.texts.get(plain[2], NO_TEXT)
    try:
        expr = parse_expression(reference)
    except Broken:
        return Text({"": (reference,)})
    if isinstance(expr, Call) and expr.name == "jr:itext" and expr.arguments:
        key = expr.arguments[0]
        if isinstance(key, Literal):
            return itext.texts.get(key.text, NO_TEXT)
        return Text(key=reference.strip()[len("jr:itext(") : -1])
    return Text({"": (Output(reference),)})


def message(text: str, itext: Itext) -> Text:
    """A message in an attribute: words, or jr:itext('id')."""
    if not text:
        return NO_TEXT
    return (
        referred(text, itext) if text.startswith("jr:itext(") else Text({"": (text,)})
    )


def guidance_of(element: xml.Element | None, itext: Itext) -> Text:
    """The guidance form of a hint."""
    if element is None or not element.get("ref"):
        return NO_TEXT
    for key, text in itext.guidance.items():
        if f"'{key}'" in (element.get("ref") or ""):
            return text
    return NO_TEXT
