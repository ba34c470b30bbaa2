"""Which code page the texts of an xls workbook have, where it states none or one that is untrue.

Version 5 of the format holds bytes. Excel reads them in the code page of the machine where none is
stated; in China that is 936 (GBK). Web systems state 1252 and write GBK all the same, which shows
right there too. So the bytes decide, and what was taken for granted is told.
"""

from __future__ import annotations

import codecs
import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

from greenshield.domain.errors import Problem
from greenshield.formats.sheet_grid import Grid, letter

GBK, WESTERN = 936, 1252
_UTF16 = 1200
_MOST = 400_000  # bytes of texts that are looked at
_DOUBTED = frozenset((WESTERN, 32_769))  # as stated by programs that state it of all they write
_FEWEST = 2  # letters of Chinese
_SHARE = 0.6  # of the letters that are not ASCII: the 3,755 of everyday Chinese
_CODECS = {
    GBK: "gbk", 10_000: "mac_roman", 10_001: "shift_jis", 10_002: "big5", 10_003: "euc_kr",
    10_007: "mac_cyrillic", 10_008: "gb2312", 10_029: "mac_latin2", 32_768: "mac_roman",
    54_936: "gb18030",
}  # fmt: skip


@dataclass(slots=True)
class Texts:
    """The texts of a workbook that are bytes, as far as they are more than ASCII."""

    found: list[bytes] = field(default_factory=list)
    size: int = 0

    def add(self, text: bytes) -> None:
        """Keeps one; after enough of them none."""
        if self.size < _MOST and not text.isascii():
            self.found.append(text)
            self.size += len(text)

    def codepage(self, stated: int | None) -> int | None:
        """The one to read them in; None where that which is stated stands, or none is needed."""
        if not self.found or (stated is not None and stated not in _DOUBTED):
            return None
        if self._chinese():
            return GBK
        return WESTERN if stated is None else None

    def sample(self, codepage: int) -> str:
        """The first of them as it is read."""
        return decoded(self.found[0], codepage)[:40]

    def _chinese(self) -> bool:
        """Whether the bytes are GBK: what is Western, read so, gives rare letters or none."""
        usual = letters = 0
        for text in self.found:
            try:
                wide = [char for char in text.decode("gbk") if char > "\x7f"]
            except UnicodeDecodeError:
                return False
            letters += len(wide)
            usual += sum(_is_usual(char) for char in wide)
        return usual >= max(_FEWEST, _SHARE * letters)


@dataclass(slots=True)
class Page:
    """What a workbook says of its code page.

    Attributes:
        stated: the number, None for none.
        at: place of the record that states it.
        texts: what is in that code page.
    """

    stated: int | None = None
    at: int = 0
    texts: Texts = field(default_factory=Texts)

    def mended(self, *, wide: bool) -> tuple[int, bytes] | None:
        """What is to stand in the stream instead, for the fast reader.

        Args:
            wide: version 8, whose texts Excel reads as UTF-16 whatever is stated. Of version 5 the
                reader takes bytes of Western pages alone for what they are: see :func:`recoded`.
        """
        needed = _UTF16 if wide else WESTERN
        if self.stated in (None, needed):
            return None
        return self.at + 4, struct.pack("<H", needed)


def _is_usual(char: str) -> bool:
    """Whether a letter is of the first level of GB 2312, or one of its full-width signs."""
    code = char.encode("gbk", "replace")
    if len(code) != 2 or code[1] < 0xA1:
        return False
    return 0xB0 <= code[0] <= 0xD7 or code[0] in (0xA1, 0xA3)


def decoded(text: bytes, codepage: int | None) -> str:
    """Bytes as text; those of an unknown page as Western ones."""
    name = _CODECS.get(codepage or WESTERN, f"cp{codepage or WESTERN}")
    try:
        codecs.lookup(name)
    except LookupError:
        name = "cp1252"
    return text.decode(name, "replace")


def recoded(text: str, codepage: int) -> str:
    """A text that was read as if it were Western, in its own code page."""
    if text.isascii():
        return text
    return decoded(bytes(_BYTES.get(char, 0x3F) for char in text), codepage)


_BYTES = {chr(code): code for code in range(256)}
_BYTES |= {
    sign: code for code in range(0x80, 0xA0) if (sign := bytes((code,)).decode("cp1252", "ignore"))
}
_CONTROLS = re.compile("[\x80-\x9f]")
_SIGNS = {code: sign for sign, code in _BYTES.items() if 0x80 <= code < 0xA0 and ord(sign) > 0xFF}


def western(grids: Sequence[Grid], file: str) -> list[Problem]:
    """Puts the Western signs in the place of control letters, and says so.

    Programs write the bytes of code page 1252 as if they were letters of UTF-16: of all that
    differs a bullet, dashes, quotes and the euro. Changes the cells.
    """
    out = []
    for grid in grids:
        found = [
            (row, column)
            for row, cells in enumerate(grid.rows)
            for column, cell in enumerate(cells)
            if type(cell) is str and _CONTROLS.search(cell)
        ]
        for row, column in found:
            grid.rows[row][column] = str(grid.rows[row][column]).translate(_SIGNS)
        if found:
            row, column = found[0]
            params = {
                "sheet": grid.name, "count": len(found), "first": f"{letter(column)}{row + 1}",
                "sample": str(grid.rows[row][column])[:40],
            }  # fmt: skip
            out.append(Problem("sheet_signs_assumed", file, params=params, fatal=False))
    return out
