"""The fields of a Word file's part: what each tells Word to do, put together from its pieces.

Word keeps a field's instruction in as many pieces as it was typed or changed in, and fields lie
in each other, so that no single piece shows what is done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

INNER: Final = "\x00"
"""Stands in an instruction for another field inside it."""

_KEYWORD = re.compile(r"\s*([A-Za-z]+)")
_TO_WEB = re.compile(
    r"""\s*hyperlink\s+("?(https?://|mailto:)|\\l\s+("[^"]*"|[^\s"\\]+)\s*($|\\[hmnot]))""",
    re.IGNORECASE,
)
"""A link to a web page, or to a mark in the document itself."""
_TAKE: Final = frozenset(
    ("INCLUDEPICTURE", "INCLUDETEXT", "INCLUDE", "IMPORT", "DATABASE", "DATA", "RD", "SUBSCRIBER",
     "HYPERLINK")
)  # fmt: skip
_RUN: Final = frozenset(
    ("DDE", "DDEAUTO", "LINK", "EMBED", "CONTROL", "HTMLCONTROL", "OCX", "MACROBUTTON", "PRINT")
)


@dataclass(frozen=True, slots=True)
class Instruction:
    """What one field tells Word to do.

    Attributes:
        text: the instruction, as one text.
    """

    text: str

    @property
    def runs(self) -> bool:
        """Whether it may start or ask another program."""
        return self._keyword in _RUN or self._is_worked_out

    @property
    def is_harmless(self) -> bool:
        """Whether it does with what the document holds: page numbers, days, references.

        A keyword that is only known once something else was filled in or worked out is none.
        """
        if not self.text.strip():
            return True
        if _TO_WEB.match(self.text):
            return True
        if "{{" in self.text or "{%" in self.text or self._is_worked_out:
            return False
        return self._keyword not in _TAKE | _RUN

    @property
    def _keyword(self) -> str:
        found = _KEYWORD.match(self.text)
        return found[1].upper() if found else ""

    @property
    def _is_worked_out(self) -> bool:
        """Whether what it does is told by another field, wholly or by the end of its keyword."""
        return re.match(rf"\s*[A-Za-z]*{INNER}", self.text) is not None


def instructions(root: etree._Element) -> Iterator[Instruction]:
    """The instructions of all fields of a part, inner ones before those around them."""
    # The first is for pieces outside any field, which some programs take for one.
    open_fields: list[list[str]] = [[]]
    is_shown: list[bool] = [False]  # past its instruction: what Word shows for it
    for element in root.iter("{*}fldChar", "{*}instrText", "{*}delInstrText", "{*}fldSimple"):
        tag = etree.QName(element).localname
        if tag == "fldSimple":
            yield Instruction(_attribute(element, "instr"))
        elif tag != "fldChar":
            open_fields[-1].append(element.text or "")
        elif (kind := _attribute(element, "fldCharType")) == "begin":
            if not is_shown[-1] and len(open_fields) > 1:
                open_fields[-1].append(INNER)
            open_fields.append([])
            is_shown.append(False)
        elif kind == "separate":
            is_shown[-1] = True
        elif len(open_fields) > 1:
            is_shown.pop()
            yield Instruction("".join(open_fields.pop()))
    for left in open_fields:
        yield Instruction("".join(left))


def _attribute(element: etree._Element, name: str) -> str:
    """An attribute in whichever namespace it stands."""
    found = (str(v) for k, v in element.attrib.items() if etree.QName(str(k)).localname == name)
    return next(found, "")
