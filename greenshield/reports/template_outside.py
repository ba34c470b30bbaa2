"""Finds what a Word file takes from outside itself, and what in it would run.

A county's template goes on into every report and pack made with it, so neither may stand in one:
a linked picture tells a stranger who opens the report, an attached template brings macros, a
DDEAUTO field starts a program. All parts of the package are looked at, whether Word shows them or
not. A plain link to a web page is what it says and stays.

Source of the parts, relations and fields: ECMA-376 part 1 (11.3, 15.2, 17.16.5) and part 2 (9.3).
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from greenshield.reports.template_fields import INNER, instructions

TAKES, RUNS = "template_takes_outside", "template_would_run"

_RELATED = "/relationships}"  # how the namespace ends, of strict files too
_WEB = re.compile(r"(https?://|mailto:)[^\s\\]+", re.IGNORECASE)
_PLACE = re.compile(r"\s*([a-z][a-z0-9+.-]*:|//|\\\\)", re.IGNORECASE)
_LINKS: Final = frozenset(("hyperlink", "hlinkClick", "hlinkHover", "hlinkMouseOver"))
_RUN_BY_RELATION: Final = frozenset(
    ("oleObject", "package", "control", "activeXControlBinary", "vbaProject", "wordVbaData",
     "keyMapCustomizations", "extensibility", "webextension", "webextensiontaskpanes")
)  # fmt: skip
_RUN_BY_TYPE: Final = (
    "vbaproject", "vbadata", "macroenabled", "activex", "oleobject", "keymapcustomizations",
    "webextension",
)  # fmt: skip
_TAKEN_BY_RELATION: Final = frozenset(("aFChunk", "subDocument", "attachedTemplate", "connections"))
_TAKEN_BY_ELEMENT: Final = frozenset(("mailMerge", "altChunk", "subDoc", "ddeLink"))
_TAKEN_BY_ATTRIBUTE: Final = frozenset(("src", "althref", "embeddedHtml"))
_LOOKED_AT: Final = _TAKEN_BY_ATTRIBUTE | {"href"}
_DRAWN_BY_HREF: Final = frozenset(("image", "use", "feImage", "script"))  # of drawings in SVG
_NAMES: Final = tuple(
    name.encode()
    for name in (*_TAKEN_BY_ELEMENT, *_LOOKED_AT, "instrText", "delInstrText", "fldSimple")
)
_XML: Final = (".xml", ".rels", ".vml", ".svg")
_ZIP: Final = b"PK\x03\x04"
_MOST_INNER: Final = 60_000_000  # bytes, unpacked
_COMPOUND: Final = bytes.fromhex("d0cf11e0a1b11ae1")  # of OLE objects and of macros
_SHOWN: Final = 80
_PARTS: Final = ("header", "footer", "footnotes", "endnotes", "comments")


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that a template may not have.

    Attributes:
        code: ``TAKES`` or ``RUNS``, of the message.
        name: the kind of relation, field or part, and what it names.
        part: where it is: ``body``, ``header``, … as of ``template_parts.Place``, else the file
            inside the package.
    """

    code: str
    name: str
    part: str


def outside_of(content: bytes) -> tuple[Found, ...]:
    """What a Word file takes from outside or would run, each once, in the order of its parts.

    Args:
        content: a package of bounded size.

    Raises:
        ValueError: a part that should be XML is none; a file in the file is no package, or large.
        zipfile.BadZipFile, KeyError: it is no package.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return tuple(dict.fromkeys(_of_package(package)))


def _of_package(package: zipfile.ZipFile) -> Iterator[Found]:
    names = package.namelist()
    types = _types(_tree(package.read("[Content_Types].xml")), names)
    linked: dict[str, frozenset[str]] = {}
    for name in names:
        if name.endswith(".rels"):
            of = _owner(name)
            relations = _tree(package.read(name))
            linked[of] = frozenset(r.get("Id", "") for r in relations.iter() if _is_outside(r))
            yield from _of_relations(relations, of)
    for name in names:
        of_type = types[name].casefold()
        # Word asks for the file by its name, other programs by its type.
        if any(word in of_type for word in _RUN_BY_TYPE) or "vbaproject" in name.casefold():
            yield Found(RUNS, posixpath.basename(name), _called(name))
            continue
        if name.startswith("customXml/"):  # values of the county's own, which no program runs
            continue
        if of_type.endswith("xml") or name.lower().endswith(_XML):
            xml = package.read(name)
            root = _tree(xml)
            if name in linked or _may_hold(root, xml):
                yield from _of_part(root, _called(name), linked.get(name))
            continue
        with package.open(name) as stream:
            begins = stream.read(len(_COMPOUND))
        if begins == _COMPOUND:
            yield Found(RUNS, posixpath.basename(name), _called(name))
        elif begins.startswith(_ZIP):
            yield from (Found(f.code, f.name, _called(name)) for f in _of_inner(package, name))


def _of_inner(package: zipfile.ZipFile, name: str) -> Iterator[Found]:
    """What a file in the file has of this, as the workbook behind a chart; none goes deeper."""
    try:
        with zipfile.ZipFile(io.BytesIO(package.read(name))) as inner:
            if sum(entry.file_size for entry in inner.infolist()) > _MOST_INNER:
                raise ValueError(f"{name}: too large")
            if any(part.lower().endswith((".zip", ".docx", ".xlsx")) for part in inner.namelist()):
                yield Found(RUNS, posixpath.basename(name), "")
            yield from _of_package(inner)
    except (zipfile.BadZipFile, KeyError) as error:
        raise ValueError(f"{name}: {error}") from error


def _of_relations(relations: etree._Element, of: str) -> Iterator[Found]:
    for one in relations.iter():
        kind, target = _kind(one), one.get("Target", "")
        chart_data = kind == "package" and of.startswith("word/charts/")
        if kind in _RUN_BY_RELATION and not chart_data:
            yield Found(RUNS, _short(f"{kind} {target}"), _called(of))
        elif kind in _TAKEN_BY_RELATION or (_is_outside(one) and not _is_web(kind, target)):
            yield Found(TAKES, _short(f"{kind} {target}"), _called(of))


def _of_part(root: etree._Element, part: str, linked: frozenset[str] | None) -> Iterator[Found]:
    for element in root.iter(etree.Element):
        tag = _local(str(element.tag))
        if tag in _TAKEN_BY_ELEMENT:
            yield Found(TAKES, tag, part)
        for name, value in element.attrib.items():
            attribute = _local(str(name))
            if attribute in _LOOKED_AT or _RELATED in str(name):
                text = str(value)
                if _takes(tag, attribute, text, linked or frozenset()):
                    yield Found(TAKES, _short(f"{tag} {text}"), part)
    for instruction in instructions(root):
        if not instruction.is_harmless:
            yield Found(RUNS if instruction.runs else TAKES, _short(instruction.text), part)


def _may_hold(root: etree._Element, xml: bytes) -> bool:
    """Whether a part is worth a walk: styles have many elements and none of those names.

    Names stand in a part as they are spelt, unless it is in an encoding of its own.
    """
    plain = root.getroottree().docinfo.encoding in ("UTF-8", "utf-8", "US-ASCII", None)
    return not plain or any(name in xml for name in _NAMES)


def _takes(tag: str, attribute: str, value: str, linked: frozenset[str]) -> bool:
    """Whether an attribute makes a reader of the file go and look outside it."""
    if value in linked:  # a picture may bear the id of a link; some programs then load it
        return tag not in _LINKS
    if attribute in _TAKEN_BY_ATTRIBUTE:
        return bool(value.strip()) and not value.startswith(("#", "data:image/"))
    if attribute != "href":
        return False
    if tag in _DRAWN_BY_HREF:
        return not value.startswith(("#", "data:image/"))
    return bool(_PLACE.match(value)) and not _WEB.fullmatch(value)


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _is_web(kind: str, target: str) -> bool:
    return kind == "hyperlink" and bool(_WEB.fullmatch(target))


def _is_outside(relation: etree._Element) -> bool:
    """Whether a relation leads out of the package, as it says or as its target shows."""
    said = relation.get("TargetMode", "").strip().casefold() == "external"
    return said or bool(_PLACE.match(relation.get("Target", "")))


def _kind(relation: etree._Element) -> str:
    return str(relation.get("Type", "")).rstrip("/").rsplit("/", 1)[-1]


def _types(root: etree._Element, names: list[str]) -> Mapping[str, str]:
    """The type of each part, by its own name or else by its ending."""
    own, by_ending = {}, {}
    for one in root.iter(etree.Element):
        if one.get("PartName"):
            own[one.get("PartName", "").lstrip("/").casefold()] = one.get("ContentType", "")
        elif one.get("Extension"):
            by_ending[one.get("Extension", "").casefold()] = one.get("ContentType", "")
    found = {}
    for name in names:
        ending = name.rpartition(".")[2].casefold()
        found[name] = own.get(name.casefold(), by_ending.get(ending, ""))
    return found


def _owner(relations: str) -> str:
    """The part that a file of relations belongs to."""
    folder, name = posixpath.split(relations)
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))


def _called(part: str) -> str:
    """What a person calls a part, where there is a word for it."""
    if part == "word/document.xml":
        return "body"
    name = re.sub(r"\d*\.xml$", "", posixpath.basename(part))
    return name if name in _PARTS else part or "_rels/.rels"


def _tree(xml: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        return etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error


def _short(text: str) -> str:
    plain = " ".join(text.replace(INNER, "{…}").split())
    return plain if len(plain) <= _SHOWN else plain[: _SHOWN - 1] + "…"
