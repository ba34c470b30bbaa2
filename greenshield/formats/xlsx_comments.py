"""Comments (批注) of one sheet of an xlsx file: the texts, and the boxes that show them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import count

from lxml import etree

from greenshield.formats.sheet_grid import letter
from greenshield.formats.sheet_notes import AUTHOR
from greenshield.formats.xlsx_parts import MAIN, OFFICE, Parts, UnpatchableError, as_xml_text, q

Cell = tuple[int, int]  # 1-based row, 0-based column

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
# What may stand behind the reference to the boxes in a sheet's XML (ECMA-376 part 1, 18.3.1.99).
_BEHIND = frozenset(
    q(name)
    for name in (
        "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
        "tableParts", "extLst",
    )
)  # fmt: skip
_CLUSTER = 1024  # ids of shapes go by such clusters, which the drawing lists
_FIRST_CLUSTER = 64  # ids of the file's own drawings lie below
_WIDE, _LINE = 18, 20  # letters of Chinese in a line of the box; lines at most
_SPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_KIND = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202"'
    ' path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t"'
    ' o:connecttype="rect"/></v:shapetype>'
)
_HEAD = (
    f'<xml {_SPACES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{{clusters}}"/>'
    f"</o:shapelayout>{_KIND}"
)
_SHAPE = (
    '<v:shape id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;margin-left:80pt;'
    'margin-top:2pt;width:200pt;height:80pt;z-index:1;visibility:hidden" fillcolor="#ffffe1"'
    ' o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
    '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div'
    ' style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/>'
    "<x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)


class Boxes:
    """Gives shapes their numbers, over all sheets of one workbook."""

    def __init__(self) -> None:
        self._clusters = count(_FIRST_CLUSTER)

    def numbers(self, many: int) -> tuple[list[int], list[int]]:
        """So many ids, and the clusters that they are of."""
        clusters = [next(self._clusters) for _ in range(-(-many // (_CLUSTER - 1)))]
        ids = [c * _CLUSTER + n for c in clusters for n in range(1, _CLUSTER)]
        return ids[:many], clusters


def add(parts: Parts, sheet: str, texts: Mapping[Cell, str], boxes: Boxes) -> None:
    """Puts comments on cells of a sheet; one that is there gets the text behind its own.

    Args:
        parts: the workbook's, changed in place.
        sheet: the part of the sheet.
        texts: cell -> comment.
        boxes: of the workbook.

    Raises:
        UnpatchableError: its comments are built in an unusual way.
    """
    related = parts.relations(sheet)
    root = parts.tree(sheet)
    old = next((t for kind, t in related.values() if kind == "comments"), "")
    drawing = root.find(q("legacyDrawing"))
    if not old:
        old = parts.unused("xl/comments{}.xml")
        parts.put(old, b"", _TYPE)
        parts.relate(sheet, "comments", old)
        tree = etree.Element(q("comments"), nsmap={None: MAIN})
        etree.SubElement(tree, q("authors"))
        etree.SubElement(tree, q("commentList"))
    else:
        tree = parts.tree(old)
    fresh = _written(tree, texts)
    parts.put(old, etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))
    if drawing is not None:
        _into_drawing(parts, related.get(drawing.get(f"{{{OFFICE}}}id", ""), ("", ""))[1],
                      fresh, texts, boxes)  # fmt: skip
        return
    vml = parts.unused("xl/drawings/vmlDrawing{}.vml")
    ids, clusters = boxes.numbers(len(fresh))
    head = _HEAD.format(clusters=",".join(map(str, clusters)))
    parts.put(vml, (head + "".join(_shapes(fresh, texts, ids)) + "</xml>").encode())
    parts.suffix_type("vml", _VML_TYPE)
    element = etree.Element(q("legacyDrawing"))
    element.set(f"{{{OFFICE}}}id", parts.relate(sheet, "vmlDrawing", vml))
    behind = next((n for n, child in enumerate(root) if child.tag in _BEHIND), len(root))
    root.insert(behind, element)


def _written(tree: etree._Element, texts: Mapping[Cell, str]) -> list[Cell]:
    """Writes the texts; the cells that had no comment before."""
    authors, listed = tree.find(q("authors")), tree.find(q("commentList"))
    if authors is None or listed is None:
        raise UnpatchableError
    author = etree.SubElement(authors, q("author"))
    author.text = AUTHOR
    own = str(len(authors) - 1)
    there = {comment.get("ref"): comment for comment in listed}
    fresh = []
    for (row, column), text in texts.items():
        reference = f"{letter(column)}{row}"
        known = there.get(reference)
        body = None if known is None else known.find(q("text"))
        if known is None:
            comment = etree.SubElement(listed, q("comment"), ref=reference, authorId=own)
            body = etree.SubElement(comment, q("text"))
            fresh.append((row, column))
        elif body is None:
            raise UnpatchableError
        else:
            text = f"\n{text}"
        run = etree.SubElement(body, q("r"))
        words = etree.SubElement(run, q("t"))
        words.text = as_xml_text(text)
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return fresh


def _into_drawing(
    parts: Parts, vml: str, fresh: list[Cell], texts: Mapping[Cell, str], boxes: Boxes
) -> None:
    """Adds boxes to a drawing that is there; it need not be sound XML, so its text is cut open."""
    if not vml or not parts.has(vml):
        raise UnpatchableError
    data = parts.bytes_of(vml)
    end = data.rfind(b"</xml>")
    if end < 0 or b"urn:schemas-microsoft-com:office:excel" not in data:
        raise UnpatchableError
    ids, _ = boxes.numbers(len(fresh))
    added = list(_shapes(fresh, texts, ids))
    if b"_x0000_t202" not in data:
        added.insert(0, _KIND)
    # Its prefixes may be others than ours: each element brings its own.
    own = (re.sub("^<v:[a-z]+", rf"\g<0> {_SPACES}", shape) for shape in added)
    parts.put(vml, data[:end] + "".join(own).encode() + data[end:])


def _shapes(cells: list[Cell], texts: Mapping[Cell, str], ids: list[int]) -> Iterator[str]:
    for (row, column), number in zip(cells, ids, strict=True):
        lines = sum(1 + len(line) // _WIDE for line in texts[row, column].split("\n"))
        top = max(row - 2, 0)
        anchor = (column + 1, 15, top, 2, column + 4, 31, top + min(lines, _LINE) + 1, 4)
        yield _SHAPE.format(
            id=number, anchor=", ".join(map(str, anchor)), row=row - 1, column=column
        )
