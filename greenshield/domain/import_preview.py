"""What an import will do, told before it is done: values that a face shows."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

from greenshield.domain.errors import Problem
from greenshield.domain.standing import Standing

REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class PreviewColumn:
    """One column of a foreign table.

    Attributes:
        letter: as sheets show it; the attribute's name for vector files.
        header: its words.
        label: letter and header, as problems name the column.
        field: what it is read as, "" where it is not taken.
        unit: named in the header, or "".
        sure: 1.0 named by a person or in the exact words, less where words were set aside.
        sample: the first values that it holds, as they stand there.
        by: what decided: ``header``, ``content`` (its values), ``person``, ``layout`` (what was
            said of the last table with these headers), or "" where nothing did.
        proposed: a field that its values may be, for a person to confirm; "" for none.
    """

    letter: str
    header: str
    label: str
    field: str = ""
    unit: str = ""
    sure: float = 0.0
    sample: tuple[str, ...] = ()
    by: str = ""
    proposed: str = ""


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row of a foreign table.

    Attributes:
        row: its number in the sheet, or of the feature.
        what: ``created``, ``updated``, ``unchanged`` or ``refused``.
        cells: as they stand there, by column.
        read: as they will be stored, by column; "" where the column or the value is not taken.
    """

    row: int
    what: str
    cells: tuple[str, ...]
    read: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetLeft:
    """A sheet that has a table's header and was not read.

    Attributes:
        sheet: its name.
        rows: how many stand below the header.
        hidden: the workbook hides it.
    """

    sheet: str
    rows: int
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class LedgerPreview:
    """A ledger as it will be imported.

    Attributes:
        file: the one that was read: where a folder was named, the one in it.
        sheet, sheets: that was read, and all that hold anything; layers for vector files.
        header_rows: first and last row of the header, 1-based; (0, 0) for vector files.
        columns: in their order.
        rows: the first ones, and as many as there is room for of those with a problem.
        counts: by ``created``, ``updated``, ``unchanged``, ``refused``, ``adopted``, ``skipped``.
        states: how many issues will get each state, in the workflow's order.
        problems: rows and columns that are refused (fatal) or remarked.
        is_shapes: a vector file, whose shapes are the patches.
        standing: where they stand beside the shapes of other files in the project.
        total: how many rows of this sheet are records; ``counts`` are of all that were read.
        others: the other sheets that were read, each with its own columns, rows and ``total``.
        left: sheets that look like tables and were not read.
        remembered: the day on which somebody said what the columns of such a table are, ISO, where
            that was applied; "" for none.
        mark: by which it is remembered.
    """

    file: str
    sheet: str
    sheets: tuple[str, ...]
    header_rows: tuple[int, int]
    columns: tuple[PreviewColumn, ...]
    rows: tuple[PreviewRow, ...]
    counts: dict[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    is_shapes: bool = False
    standing: Standing = field(default_factory=Standing)
    states: dict[str, int] = field(default_factory=dict)
    total: int = 0
    others: tuple[LedgerPreview, ...] = ()
    left: tuple[SheetLeft, ...] = ()
    remembered: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class AreaPreview:
    """A boundary file as it will be imported.

    Attributes:
        file: the one that was read.
        layer, layers: that was read, and all that there are.
        crs: ``EPSG:n``, or the name in the WKT where no code fits.
        crs_name: what that system is called, "" where nobody knows.
        crs_source: ``declared``, ``corrected``, ``numbers`` or ``given``.
        crs_accuracy_m: how exact the positions in EPSG:4490 are, metres; None where unknown.
        encoding, encoding_source: of the attributes, and how that is known.
        columns: in their order; those that hold nothing are left out.
        rows: as a ledger's.
        area_m2: of all shapes together, on the ellipsoid of CGCS2000.
        vertices, repaired: of all.
        counts: by ``created``, ``updated``, ``unchanged``, ``refused``.
        problems: what is refused or remarked.
        standing: where its shapes stand beside those of other files in the project.
        kind: what they would be taken as: ``area``, ``zone``, ``redline`` or ``control``.
        outlines: thinned rings for a picture, each ``lon, lat, lon, lat …`` in EPSG:4490.
    """

    file: str
    layer: str
    layers: tuple[str, ...]
    crs: str
    crs_name: str
    crs_source: str
    crs_accuracy_m: float | None
    encoding: str
    encoding_source: str
    columns: tuple[PreviewColumn, ...]
    rows: tuple[PreviewRow, ...]
    area_m2: float
    vertices: int
    repaired: int
    counts: dict[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    standing: Standing = field(default_factory=Standing)
    kind: str = "area"
    outlines: tuple[array[float], ...] = ()


@dataclass(frozen=True, slots=True)
class MarkerPreview:
    """A list of boundary markers as it will be imported.

    Attributes:
        file: the one that was read.
        layer, layers: the sheet or layer that was read, and all that there are.
        header_rows: first and last row of the header, 1-based; (0, 0) where there is none.
        crs: the coordinate systems in which positions were read, the commonest first.
        columns: in their order; of a list without a header, as the numbers tell.
        rows: as a ledger's.
        counts: by ``created``, ``updated``, ``unchanged``, ``refused``.
        problems: what is refused or remarked.
        is_shapes: a vector file, whose points are the markers.
        standing: of lists of points nothing is said.
    """

    file: str
    layer: str
    layers: tuple[str, ...]
    header_rows: tuple[int, int]
    crs: tuple[str, ...]
    columns: tuple[PreviewColumn, ...]
    rows: tuple[PreviewRow, ...]
    counts: dict[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    is_shapes: bool = False
    standing: Standing = field(default_factory=Standing)
