"""What adding a layer for reference would read, by the very steps that add it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any, Final

import shapely

from greenshield.domain.layer_preview import LayerColumn, LayerPreview
from greenshield.formats.vectors import VectorFile
from greenshield.geo.crs_numbers import name_of
from greenshield.services import reference_layers
from greenshield.services.reference_layers import Wishes
from greenshield.services.session import Session
from greenshield.services.source_files import source_of

_SAID: Final = ("name", "colour", "label_field")
_NAMES: Final = ("名", "name", "编号")
_NEARLY: Final = 0.8  # of the features
_SAMPLES: Final = 3
_LONGEST: Final = 40


def of(session: Session, path: Path, wishes: Wishes) -> LayerPreview:
    """Reads a layer as ``reference_layers.add`` would, and writes nothing.

    Args:
        session: where it would be added; may be open for reading, by nobody.
        path: as of ``reference_layers.add``.
        wishes: the same.

    Raises:
        UnreadableError, UsageError, SurroundingsError: as ``reference_layers.add``; ``crs_unknown``
            and its like name in ``proposals`` what it may be.
    """
    file, layer, part = reference_layers.read(session, path, wishes)
    with source_of(path, session.project.media) as source:
        sha256 = source.sha256
    there = reference_layers.items(session.project)
    same = (i for i in there if (i["source_sha256"], i["source_layer"] or "") == (sha256, part))
    found = next(same, None)
    said = {} if found is None else {name: str(found[name] or "") for name in _SAID}
    columns = _columns(file)
    west, south, east, north = (float(b) for b in shapely.total_bounds(layer.shapes))
    kinds = Counter(shape.geom_type.removeprefix("Multi") for shape in layer.shapes)
    return LayerPreview(
        file=str(path),
        layer=file.layer,
        layers=file.layers,
        name=reference_layers.name_of(path, part),
        count=len(layer.shapes),
        without_shape=len(file.features) - len(layer.shapes),
        kinds=dict(kinds.most_common()),
        bounds=(west, south, east, north),
        vertices=int(shapely.get_num_coordinates(layer.shapes).sum()),
        crs=file.crs,
        crs_name=name_of(file.crs),
        crs_source=file.crs_source,
        crs_accuracy_m=file.crs_accuracy_m,
        encoding=file.encoding,
        encoding_source=file.encoding_source,
        columns=columns,
        label=_label(columns, len(layer.shapes)),
        known="" if found is None else str(found["id"]),
        said=said,
        problems=tuple(file.problems),
    )


def _label(columns: tuple[LayerColumn, ...], count: int) -> str:
    """An attribute that is called a name or a number, and that nearly all features have."""
    for column in columns:
        called = column.name.casefold()
        if any(word in called for word in _NAMES) and column.filled >= _NEARLY * count:
            return column.name
    return ""


def _columns(file: VectorFile) -> tuple[LayerColumn, ...]:
    filled: Counter[str] = Counter()
    samples: dict[str, dict[str, None]] = {}
    for feature in file.features:
        for name, value in feature.attributes.items():
            if value is None or value == "":
                continue
            filled[name] += 1
            known = samples.setdefault(name, {})
            if len(known) < _SAMPLES:
                known[_text(value)] = None
    names = dict.fromkeys(name for feature in file.features for name in feature.attributes)
    return tuple(
        LayerColumn(name, filled[name], tuple(samples[name])) for name in names if filled[name]
    )


def _text(value: Any) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
