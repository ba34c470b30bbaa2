"""Every property of an XMP packet (ISO 16684-1) in its order, as names with their prefixes."""

from __future__ import annotations

from greenshield.domain.as_read import ReadGroup, ReadTag
from greenshield.formats.photos_values import MAX_SHOWN
from greenshield.formats.photos_xmp import MAX_DEPTH, XmpError, is_well_formed

_MAX_TAGS = 1_000
# Elements that only hold others: they are no part of a property's name.
_FRAME = frozenset({"x:xmpmeta", "x:xapmeta", "rdf:RDF", "rdf:Description"})
_LISTS = frozenset({"rdf:Bag", "rdf:Seq", "rdf:Alt"})
_ITEM = "rdf:li"
_SILENT = ("xmlns", "xml:", "rdf:")


class _Everything:
    """Collects properties as the parser meets them."""

    def __init__(self) -> None:
        self.tags: list[ReadTag] = []
        self.left_out = 0
        self._path: list[str] = []
        self._items: list[int] = []
        self._text: list[str] = []
        self._length = 0

    def start(self, element: str, attributes: dict[str, str]) -> None:
        if len(self._path) >= MAX_DEPTH:
            raise ValueError(element)
        self._forget()
        if element == _ITEM and self._items:
            self._items[-1] += 1
        if element in _LISTS:
            self._items.append(0)
        step = f"[{self._items[-1]}]" if element == _ITEM and self._items else element
        self._path.append("" if element in _FRAME or element in _LISTS else step)
        for name, value in attributes.items():
            if not name.startswith(_SILENT) or name == "rdf:resource":
                self._keep(value, name if name != "rdf:resource" else "")

    def characters(self, data: str) -> None:
        if self._length <= MAX_SHOWN:
            self._text.append(data)
        self._length += len(data)

    def end(self, element: str) -> None:
        if self._length:
            self._keep("".join(self._text))
        self._forget()
        if element in _LISTS and self._items:
            self._items.pop()
        self._path.pop()

    def _forget(self) -> None:
        self._text, self._length = [], 0

    def _keep(self, value: str, attribute: str = "") -> None:
        value = value.strip()
        if not value:
            return
        if len(self.tags) >= _MAX_TAGS:
            self.left_out += 1
            return
        steps = [s for s in (*self._path, attribute) if s]
        name = "/".join(steps).replace("/[", "[")[:MAX_SHOWN]
        size = len(value) if self._length <= MAX_SHOWN else self._length
        cut = size > MAX_SHOWN
        self.tags.append(ReadTag(None, name, "", value[:MAX_SHOWN], size=size, cut=cut))


def read_all(packet: bytes, name: str) -> ReadGroup:
    """All properties of a packet; of a damaged one those before the damage.

    Args:
        packet: as the file has it.
        name: of the group.

    Raises:
        XmpError: ``photo_xmp_doctype``, or ``photo_xmp_damaged`` where nothing can be read.
    """
    found = _Everything()
    if not is_well_formed(packet, found) and not found.tags:
        raise XmpError("photo_xmp_damaged")
    return ReadGroup(name, tuple(found.tags), found.left_out)
