"""What the cell styles of an xlsb workbook show ([MS-XLSB] 2.1.7.50)."""

from __future__ import annotations

import struct
from collections.abc import Iterable

from greenshield.formats.sheet_serial import Styles

_FORMAT, _STYLE, _STYLES, _STYLES_END = 44, 47, 617, 618  # BrtFmt, BrtXF, Brt(Begin|End)CellXFs

_FONT, _STRUCK = 43, 0x08  # BrtFont


def styles(records: Iterable[tuple[int, bytes]]) -> Styles:
    """Reads the styles out of the records of the part that holds them."""
    own: dict[int, str] = {}
    formats: list[int] = []
    fonts: list[bool] = []
    struck: list[int] = []
    is_cells = False
    for kind, body in records:
        if kind == _FORMAT and len(body) >= 6:
            number, size = struct.unpack_from("<HI", body)
            own[number] = body[6 : 6 + 2 * size].decode("utf-16-le", "replace")
        elif kind in (_STYLES, _STYLES_END):
            is_cells = kind == _STYLES
        elif kind == _STYLE and is_cells and len(body) >= 4:
            formats.append(struct.unpack_from("<H", body, 2)[0])
            font = struct.unpack_from("<H", body, 4)[0] if len(body) >= 6 else 0
            if font < len(fonts) and fonts[font]:
                struck.append(len(formats) - 1)
        elif kind == _FONT:
            fonts.append(len(body) >= 4 and bool(body[2] & _STRUCK))
    return Styles.of(own, formats, struck)
