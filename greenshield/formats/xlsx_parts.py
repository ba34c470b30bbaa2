"""The parts of an xlsx file, some of them changed: all others go into the copy as they are."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile

from lxml import etree

from greenshield.formats.sheet_package import Package

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


class UnpatchableError(Exception):
    """The file is built in a way that can't be changed part by part."""


def q(name: str) -> str:
    """A tag of the spreadsheet's own namespace."""
    return f"{{{MAIN}}}{name}"


class Parts:
    """One workbook's parts.

    Args:
        data: the file's bytes.
        name: its name, for refusals.

    Raises:
        UnreadableError: as ``sheet_package.Package``.
        UnpatchableError: it has no usual content types or relations.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self._package = Package(data, name)  # looks at bounds
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        self._names = {i.filename.replace("\\", "/"): i for i in self._zip.infolist()}
        self._trees: dict[str, etree._Element] = {}
        self._new: dict[str, bytes] = {}
        types = self.tree("[Content_Types].xml")
        if types.tag != f"{{{_TYPES}}}Types":
            raise UnpatchableError
        self._types = types

    def has(self, part: str) -> bool:
        """Whether there is such a part."""
        return part in self._names or part in self._new

    def tree(self, part: str) -> etree._Element:
        """A part as XML; what is changed in it goes into the copy.

        Raises:
            UnpatchableError: there is none, or it can't be read without harm.
        """
        if part not in self._trees:
            if part not in self._names:
                raise UnpatchableError
            data = self._package.held(part)
            if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
                raise UnpatchableError
            parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
            try:
                self._trees[part] = etree.fromstring(data, parser)
            except (etree.XMLSyntaxError, ValueError):
                raise UnpatchableError from None
        return self._trees[part]

    def bytes_of(self, part: str) -> bytes:
        """A part as it is now."""
        return self._new[part] if part in self._new else self._package.held(part)

    def put(self, part: str, data: bytes, content_type: str = "") -> None:
        """Adds or replaces a part; a content type is told for a new one."""
        self._new[part] = data
        if content_type:
            override = etree.SubElement(self._types, f"{{{_TYPES}}}Override")
            override.set("PartName", f"/{part}")
            override.set("ContentType", content_type)

    def suffix_type(self, suffix: str, content_type: str) -> None:
        """The content type of all parts with an ending, where none is told."""
        known = {e.get("Extension", "").lower() for e in self._types}
        if suffix not in known:
            default = etree.Element(f"{{{_TYPES}}}Default")
            default.set("Extension", suffix)
            default.set("ContentType", content_type)
            self._types.insert(0, default)

    def unused(self, pattern: str) -> str:
        """The first free name of a pattern such as ``xl/comments{}.xml``."""
        taken = {name.lower() for name in (*self._names, *self._new)}
        number = 1
        while pattern.format(number).lower() in taken:
            number += 1
        return pattern.format(number)

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Id -> last word of the type, and target part, of a part's relations."""
        file = _relations_of(part)
        if not self.has(file):
            return {}
        out = {}
        for item in self.tree(file):
            target = item.get("Target", "")
            if item.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target))
            kind = item.get("Type", "").rsplit("/", 1)[-1]
            out[item.get("Id", "")] = (kind, target.lstrip("/"))
        return out

    def relate(self, part: str, kind: str, target: str) -> str:
        """Adds a relation to another part; its id."""
        file = _relations_of(part)
        if not self.has(file):
            self._trees[file] = etree.Element(
                f"{{{_RELATIONS}}}Relationships", nsmap={None: _RELATIONS}
            )
            self._names[file] = zipfile.ZipInfo(file)
        root = self.tree(file)
        taken = {item.get("Id") for item in root}
        number = len(taken) + 1
        while f"rId{number}" in taken:
            number += 1
        item = etree.SubElement(root, f"{{{_RELATIONS}}}Relationship")
        item.set("Id", f"rId{number}")
        item.set("Type", f"{OFFICE}/{kind}")
        item.set("Target", f"/{target}")
        return f"rId{number}"

    def content(self) -> bytes:
        """The whole file with its changes."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as copy:
            for name in (*self._names, *(n for n in self._new if n not in self._names)):
                if name.endswith("/"):
                    continue
                copy.writestr(name, self._changed(name))
        return out.getvalue()

    def _changed(self, name: str) -> bytes:
        if name in self._new:
            return self._new[name]
        if name in self._trees:
            return bytes(
                etree.tostring(
                    self._trees[name], xml_declaration=True, encoding="UTF-8", standalone=True
                )
            )
        return self._package.held(name)


def workbook_part(parts: Parts) -> str:
    """The part of the workbook itself.

    Raises:
        UnpatchableError: it can't be told, or is of the strict kind.
    """
    for kind, target in parts.relations("").values():
        if kind == "officeDocument" and parts.tree(target).tag == q("workbook"):
            return target
    raise UnpatchableError


def sheet_parts(parts: Parts, book: str) -> dict[str, str]:
    """Sheet name -> its part."""
    related = parts.relations(book)
    out = {}
    for sheet in parts.tree(book).iter(q("sheet")):
        kind, target = related.get(sheet.get(f"{{{OFFICE}}}id", ""), ("", ""))
        if kind == "worksheet" and parts.has(target):
            out[sheet.get("name", "")] = target
    return out


def _relations_of(part: str) -> str:
    folder, file = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def as_xml_text(text: str) -> str:
    """Text without the characters that XML can't hold."""
    return re.sub(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)
