"""What the window asks of the worker about layers for reference.

Services are imported inside the functions: the window imports this file too, and must not wait
for libraries that only the worker needs.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from greenshield.domain.layer_preview import LayerPreview
from ui.layers.item import LayerItem
from ui.map import calls_guests, kept
from ui.map.shown import Shown
from ui.tasks.work import Outcome, Work

if TYPE_CHECKING:
    from greenshield.services.reference_layers import Wishes
    from greenshield.services.reference_seen import Shelf

_WORLD = (180.0, 85.0)  # degrees that a map of the world in Web Mercator shows
KINDS = ("polygon", "line", "point")  # a style each


@dataclass(frozen=True, slots=True)
class Wish:
    """How a layer is to be taken, as ``reference_layers.Wishes``."""

    layer: str | None = None
    crs: str = ""
    datum: str = ""
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature as it is told: whose it is, its number in the file, kind and attributes."""

    layer: str
    layer_name: str
    number: int
    kind: str
    attributes: dict[str, Any]


@cache
def _shelf() -> Shelf:
    """The layers that the worker keeps in memory."""
    from greenshield.services.reference_seen import Shelf

    return Shelf()


def forget(work: Work) -> None:
    """Keeps no layer in memory any longer: their project is being left, or read anew."""
    del work
    _shelf().clear()


def listed(work: Work, voided: bool = False) -> list[LayerItem]:
    """The project's layers by name; those that were taken off the list where ``voided``."""
    from greenshield.services import reference_layers

    return [_item(row) for row in reference_layers.items(work.project, voided=voided)]


def sheets(work: Work, guest: str, layer_id: str, folder: Path | None = None) -> tuple[Shown, ...]:
    """A layer as the map draws it.

    Args:
        work: the open project.
        guest: what the map calls it.
        layer_id: of the layer.
        folder: where coarse levels are kept for the next opening; None for nowhere.

    Raises:
        UsageError: no such layer.
        UnreadableError, SurroundingsError: its file is missing or altered, or can't be read.
    """
    from greenshield.services import reference_cache, reference_layers

    item = reference_layers.find(work.project, layer_id)
    layer, _ = _shelf().get(work.project, item)
    field, labels = item["label_field"], None
    if field:
        told = (reference_cache.attributes_of(text).get(field) for text in layer.attributes)
        labels = ["" if value is None else str(value) for value in told]
    ids = [str(number) for number in layer.numbers.tolist()]
    made = calls_guests.sheets(guest, layer.shapes, ids, labels=labels, styles=KINDS)
    if folder is not None:
        for each in made:
            kept.keep(folder, each)
    return made


def columns(work: Work, layer_id: str) -> list[str]:
    """The attributes that may label a layer.

    Raises:
        As :func:`sheets`.
    """
    from greenshield.services import reference_layers

    return reference_layers.columns(work.project, reference_layers.find(work.project, layer_id))


def features(work: Work, wanted: dict[str, tuple[int, ...]]) -> list[Feature]:
    """Features by layer and number, as many as there are.

    Raises:
        As :func:`sheets`.
    """
    from greenshield.services import reference_seen

    out: list[Feature] = []
    for layer_id, numbers in wanted.items():
        found = reference_seen.features(work.project, layer_id, numbers, _shelf())
        out += [
            Feature(f["layer"], f["layer_name"], f["feature"], f["geometry_kind"], f["attributes"])
            for f in found
        ]
    return out


def looked(work: Work, path: Path, wish: Wish) -> LayerPreview:
    """What a file holds, before it is added.

    Raises:
        UnreadableError, UsageError, SurroundingsError: as ``reference_preview.of``.
    """
    from greenshield.services import reference_preview

    return reference_preview.of(work.session, path, _wishes(wish, {}))


def add(work: Work, path: Path, wish: Wish, said: dict[str, str]) -> Outcome:
    """Adds a layer; its id, and whether it was not on the list before."""
    from greenshield.services import reference_layers

    before = {item["id"] for item in reference_layers.items(work.project)}
    done = reference_layers.add(work.session, path, _wishes(wish, said))
    return Outcome((done.layer_id, done.layer_id not in before), done.changes)


def describe(work: Work, layer_id: str, said: dict[str, str]) -> Outcome:
    """Sets what is said of a layer; what was said before.

    Raises:
        UsageError: no such layer; a value that its field does not take.
    """
    from greenshield.services import reference_layers

    item = reference_layers.find(work.project, layer_id)
    before = {name: str(item[name] or "") for name in said}
    _, changes = reference_layers.describe(work.session, layer_id, said)
    return Outcome(before, changes)


def void(work: Work, layer_id: str, reason: str, restore: bool = False) -> Outcome:
    """Takes a layer off the list, or puts it back; its id."""
    from greenshield.services import reference_layers

    return Outcome(*reference_layers.void(work.session, layer_id, reason, restore=restore))


def _wishes(wish: Wish, said: dict[str, str]) -> Wishes:
    from greenshield.services.reference_layers import Wishes

    return Wishes(said, wish.layer, wish.crs, wish.datum, wish.encoding)


def _item(row: dict[str, Any]) -> LayerItem:
    told = {
        name: str(row[name] or "")
        for name in ("id", "name", "colour", "label_field", "dated_on", "remark")
    }
    ways = ("source_sha256", "source_layer", "given_crs", "datum", "encoding")
    count, bounds = row["feature_count"], row["bounds"]
    within = zip(bounds or (), _WORLD * 2, strict=False)
    if not all(abs(degrees) <= most for degrees, most in within):
        bounds = None  # an event of another program may say anything
    return LayerItem(
        **told,
        kinds=tuple(str(row["geometry_kind"] or "").split(", ")),
        count=count if isinstance(count, int) else 0,
        bounds=None if bounds is None else tuple(bounds),
        crs=str(row["source_crs"] or ""),
        file=str(row["source_file"] or ""),
        way=tuple(str(row[name] or "") for name in ways),
    )
