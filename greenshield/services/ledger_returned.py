"""Values that come back from a file of ours as far as it could hold them: they are no change.

A shapefile holds 254 bytes of a text and GBK not every letter, a cell 32,000 characters; a CSV file
that went through a spreadsheet keeps the apostrophe that defused a text; a shapefile turns rings
round. What was lost was told when the file was written, and what is stored is the whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from greenshield.domain.defused import defused
from greenshield.domain.field_spec import is_number
from greenshield.domain.fields_issue import ISSUE
from greenshield.geo import codec
from greenshield.services import ledger_worded

_TYPES: Final = frozenset(("text", "list", "code", "codes", "pairs", "map"))
_ENCODINGS: Final = ("utf-8", "gbk")
_CUT: Final = (250, 254)  # bytes of a text that a shapefile cut; some cut within a letter
_LONGEST: Final = 32_000  # characters of a cell
_MEASURED: Final = 1e-6  # m², m, yuan: as many decimals as a column of a shapefile has room for
_DEGREES: Final = 1e-9  # a tenth of a millimetre


def is_returned(name: str, value: Any, given: Any, seen: str) -> bool:
    """Whether what a list shows of a field is all that a file could show of its value.

    Args:
        name: the field.
        value: that is stored.
        given: that the list has.
        seen: the cell as it stands in the list, "" where none does.
    """
    spec = ISSUE[name]
    if spec.type == "decimal" and spec.unit != "deg" and is_number(value) and is_number(given):
        return bool(abs(value - given) <= _MEASURED)
    if spec.type not in _TYPES or value is None or not seen:
        return False
    text = seen.replace("\r\n", "\n").strip().rstrip("\ufffd")
    return any(_shows(whole, text) for whole in _written(name, value))


def _written(name: str, value: Any) -> Iterator[str]:
    """A value as exports write it: in words of either language, or in codes."""
    for lang in ("zh", "en"):
        (cell,) = ledger_worded.cells(name, [value], lang, {})
        if cell is not None:
            yield str(cell)
    if isinstance(value, list | dict) and ISSUE[name].type != "pairs":
        yield ledger_worded.typed(value, "," if ISSUE[name].type == "codes" else ";")
    elif isinstance(value, str):
        yield value


def _shows(whole: str, text: str) -> bool:
    """Whether a text is the whole one, or what is left of it."""
    for held in (whole, defused(whole)):
        plain = held.strip()
        in_gbk = plain.encode("gbk", "replace").decode("gbk").strip()
        if text in (plain, in_gbk, plain[:_LONGEST].strip()):
            return True
        if len(text) < len(plain) and any(_is_cut(one, text) for one in (plain, in_gbk)):
            return True
    return False


def _is_cut(whole: str, text: str) -> bool:
    if not whole.startswith(text):
        return False
    sizes = (len(text.encode(encoding, "replace")) for encoding in _ENCODINGS)
    return any(_CUT[0] <= size <= _CUT[1] for size in sizes)


def same_shapes(
    held: Mapping[str, bytes | None], given: Sequence[tuple[str, BaseGeometry]]
) -> set[str]:
    """The issues whose patch a row gives, whichever way its rings run and wherever they begin.

    Args:
        held: of issues, as GeoPackage blobs.
        given: issue and patch, lon/lat in degrees EPSG:4490.
    """
    pairs = [(i, shape, blob) for i, shape in given if (blob := held.get(i)) is not None]
    if not pairs:
        return set()
    old = _normal(list(codec.decode_many([blob for _, _, blob in pairs])))
    new = _normal([shape for _, shape, _ in pairs])
    same = shapely.equals_exact(old, new, _DEGREES)
    return {pairs[n][0] for n in np.flatnonzero(same).tolist()}


def _normal(shapes: Sequence[BaseGeometry]) -> Any:
    """Shapes as they compare; one in a collection of one is itself."""
    out = np.empty(len(shapes), dtype=object)
    out[:] = [s.geoms[0] if len(getattr(s, "geoms", ())) == 1 else s for s in shapes]
    return shapely.normalize(shapely.force_2d(out))
