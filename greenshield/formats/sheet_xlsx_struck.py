"""Texts of an xlsx workbook struck through in a part: a 15 crossed out before a 12 is no 1512.

The fast reader gives the whole text; which of its letters have a line through them stands among the
shared texts (ECMA-376 18.4.8, 18.4.10).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from greenshield.formats.sheet_package import Package

_LINE = b"strike"
_ITEM = re.compile(rb"<(?:\w+:)?si[\s/>]")
_STRUCK = re.compile(rb"<(?:\w+:)?strike(?!\s+val\s*=\s*[\"'](?:0|false|off)[\"'])[\s/>]")
_SHARED = re.compile(rb"<(?:\w+:)?c\b([^>]*\st\s*=\s*[\"']s[\"'][^>]*)>\s*<(?:\w+:)?v>(\d{1,9})<")


def struck_texts(package: Package, part: str) -> frozenset[int]:
    """The numbers of the shared texts that are struck through, be it in a part.

    Args:
        package: the workbook.
        part: of its shared texts; there may be none.

    Raises:
        UnreadableError: as :meth:`Package.held`.
    """
    data = package.held(part) if package.has(part) else b""
    if _LINE not in data:
        return frozenset()
    texts = _ITEM.split(data)[1:]
    return frozenset(n for n, text in enumerate(texts) if _STRUCK.search(text))


def cells_of(texts: Collection[int], piece: bytes) -> Iterator[re.Match[bytes]]:
    """The start tags' attributes of cells in a piece of a sheet that hold one of some texts."""
    if texts:
        yield from (found for found in _SHARED.finditer(piece) if int(found[2]) in texts)
