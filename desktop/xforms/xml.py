"""XML bytes to the light tree: the only door for lxml, shut to entities."""

from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from desktop.errors import Refused
from desktop.xforms.tree import ATTRIBUTE as ATTRIBUTE_KIND
from desktop.xforms.tree import COMMENT, ELEMENT, PI, ROOT, TEXT, Node

Element = etree._Element  # noqa: SLF001 - lxml gives its element type no public name

MAX_BYTES = 64 * 1024 * 1024  # the largest public form has 5 MB
MAX_ELEMENTS = 1_000_000  # the largest public form has 76,000; longer lists are CSV
MAX_NESTING = 60  # of elements; public forms have 11
_too_deep = etree.XPath(f"boolean({'/*' * (MAX_NESTING + 2)})")

XFORMS = "http://www.w3.org/2002/xforms"
XHTML = "http://www.w3.org/1999/xhtml"
JR = "http://openrosa.org/javarosa"
ODK = "http://www.opendatakit.org/xforms"
EVENTS = "http://www.w3.org/2001/xml-events"
ENTITIES = "http://www.opendatakit.org/xforms/entities"
OWN = "urn:so-phoi-hop:columns:1"


def read(raw: bytes) -> Element:
    """The root element of a document without DOCTYPE, of a form's size and depth."""
    if len(raw) > MAX_BYTES:
        raise Refused("form.too_big", limit=MAX_BYTES)
    if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:
        raise Refused("form.doctype")
    if raw.count(b"<") > MAX_ELEMENTS < raw.count(b"</") + raw.count(b"/>"):
        raise Refused("form.too_many_elements", limit=MAX_ELEMENTS)
    root = _parsed(raw)
    if root.getroottree().docinfo.internalDTD is not None:  # in another encoding
        raise Refused("form.doctype")
    _refuse_deep(root)
    return root


def _parsed(raw: bytes) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused("form.not_xml", reason=str(error)[:200]) from error


def _refuse_deep(root: Element) -> None:
    """What is nested deeper than any form is no form."""
    if _too_deep(root):
        raise Refused("form.too_deep", limit=MAX_NESTING)


@lru_cache(4096)
def split(tag: str) -> tuple[str, str]:
    """(namespace, local name)"""
    if not tag.startswith("{"):
        return "", tag
    uri, _, name = tag[1:].partition("}")
    return uri, name


def name_of(element: Element) -> str:
    """The local name; "" for comments and the like."""
    return split(element.tag)[1] if isinstance(element.tag, str) else ""


def children(element: Element, *names: str) -> Iterator[Element]:
    """Child elements, of these local names where given."""
    return element.iterchildren(*_tags(names))


@lru_cache(256)
def _tags(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{{*}}{name}" for name in names) or ("*",)


def by_name(element: Element) -> dict[str, list[Element]]:
    """The child elements by their local names."""
    found: dict[str, list[Element]] = {}
    for part in element.iterchildren("*"):
        found.setdefault(split(part.tag)[1], []).append(part)
    return found


def child(element: Element, name: str) -> Element | None:
    """The first child element of a local name."""
    return next(children(element, name), None)


def attribute(element: Element, name: str, uri: str = "") -> str:
    """An attribute's value or ""."""
    return element.get(f"{{{uri}}}{name}" if uri else name) or ""


def document(raw: bytes) -> Node:
    """A whole document as a tree, comments and mixed text included."""
    root, source = Node(ROOT), read(raw)
    for part in reversed(list(source.itersiblings(preceding=True))):
        root.append(_part(part))
    root.append(tree(source))
    for part in source.itersiblings():
        root.append(_part(part))
    return root


def tree(source: Element) -> Node:
    """An element and all below it."""
    made = Node(ELEMENT, name_of(source))
    made.uri, made.prefix = split(source.tag)[0], source.prefix or ""
    made.attributes = [_attribute(made, source, key) for key in source.keys()]  # noqa: SIM118
    if any(True for _ in source):
        _mixed(made, source)
    else:
        made.text = source.text or ""
    return made


def _attribute(owner: Node, source: Element, key: str | bytes) -> Node:
    uri, name = split(str(key))
    made = Node(ATTRIBUTE_KIND, name, source.get(key) or "")
    made.uri, made.parent = uri, owner
    if uri:
        prefixes = {value: prefix for prefix, value in source.nsmap.items()}
        made.prefix = prefixes.get(uri) or ("xml" if uri.endswith("namespace") else "")
    return made


def _mixed(made: Node, source: Element) -> None:
    if source.text:
        made.append(Node(TEXT, "", source.text))
    for part in source:
        made.append(_part(part))
        if part.tail:
            made.append(Node(TEXT, "", part.tail))


def _part(part: Element) -> Node:
    if isinstance(part.tag, str):
        return tree(part)
    if part.tag is etree.Comment:
        return Node(COMMENT, "", part.text or "")
    target = part.target if isinstance(part, etree._ProcessingInstruction) else ""  # noqa: SLF001
    return Node(PI, target, part.text or "")


def bare(source: Element) -> Node:
    """Elements and the text of leaves only: an instance."""
    uri, name = split(source.tag)
    made = Node(ELEMENT, name)
    made.uri, made.prefix = uri, source.prefix or ""
    keys = source.keys()
    if keys:
        made.attributes = [_attribute(made, source, key) for key in keys]
    inner = list(children(source)) if len(source) else ()
    for part in inner:
        made.append(bare(part))
    if not inner:
        made.text = source.text or ""
    return made
