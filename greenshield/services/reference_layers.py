"""Vector layers of any kind, kept for reference: they travel, are seen, and prove nothing.

The file lies in ``media/`` by its hash and an event names it, so that it reaches every laptop. Its
shapes are in no table: no overlay, no guard and no evidence can come to rest on them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import shapely

from greenshield import reference
from greenshield.domain import fields
from greenshield.domain.errors import Problem, UnreadableError, UsageError
from greenshield.formats.vectors import VectorFile, read_vectors
from greenshield.formats.vectors_shift import unshifted
from greenshield.log.scopes import entity_id
from greenshield.project import identity
from greenshield.project.changes import Changes
from greenshield.project.project import Project
from greenshield.services import lookup, reference_cache
from greenshield.services.reference_cache import Layer
from greenshield.services.session import Session
from greenshield.services.source_files import refuse_own, source_of

MOST_FEATURES: Final = 200_000
_AGAIN: Final = "重新添加"  # its file was chosen again
_SETTABLE: Final = ("name", "colour", "label_field", "dated_on", "remark")
_COLUMNS: Final = (
    "id, name, colour, label_field, dated_on, remark, geometry_kind, feature_count, bounds, "
    "source_crs, given_crs, datum, encoding, source_file, source_sha256, source_layer"
)


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a layer is to be taken: as ``vectors.read_vectors`` takes the last four."""

    given: Mapping[str, object]
    layer: str | None = None
    crs: str = ""
    datum: str = ""
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    """A layer that was added: its id, ``is_new``, and remarks of the reader."""

    layer_id: str
    is_new: bool
    problems: tuple[Problem, ...]
    changes: Changes


def add(session: Session, path: Path, wishes: Wishes) -> Added:
    """Adds one layer of a vector file; the same again changes what is said of it, if anything.

    One that was taken off the list is put back.

    Raises:
        UnreadableError: as ``vectors.read_vectors``; ``reference_no_shapes``,
            ``reference_too_many``.
        UsageError: as ``read_vectors``; a value that its field does not take;
            ``reference_label_unknown``.
        RefusedError: the device may not write there.
        SurroundingsError: no permission, no room.
    """
    project = session.project
    said = _checked(wishes.given)
    file, layer, part = read(session, path, wishes)
    _check_label(said, {key for f in file.features for key in f.attributes})
    with source_of(path, project.media) as source:
        layer_id = _id_of(session, source.sha256, part)
        state = project.state("reference_layer", layer_id)
        values = _facts(file, layer, wishes, part) | said
        values |= {"source_file": source.name[:200], "source_sha256": source.sha256}
        with project.action(session.who.actor_id) as action:
            if state is None:
                origin = {"file": source.name, "sha256": source.sha256, "layer": part}
                values = {"name": name_of(path, part)} | values
                action.create("reference_layer", layer_id, values, origin=origin)
            else:
                if any(i["id"] == layer_id for i in items(project, voided=True)):
                    body = {"saw": _seen(project, layer_id), "reason": _AGAIN, "restore": True}
                    action.emit("voided", "reference_layer", layer_id, body)
                action.set_fields("reference_layer", layer_id, values)
            source.keep(project.media)
    reference_cache.save(_place(project, find(project, layer_id, voided=True)), layer)
    return Added(layer_id, state is None, tuple(file.problems), action.changes)


def read(session: Session, path: Path, wishes: Wishes) -> tuple[VectorFile, Layer, str]:
    """What :func:`add` takes of a file: as it was read, its layer, and the layer's name if needed.

    Raises:
        UnreadableError, UsageError, SurroundingsError: as :func:`add`.
    """
    refuse_own(path, session.project.layout)
    file = _read(session.project, path, wishes.layer, wishes.crs, wishes.datum, wishes.encoding)
    layer = reference_cache.of_file(file)
    if not len(layer.shapes):
        raise UnreadableError("reference_no_shapes", file=str(path), layer=file.layer)
    if len(layer.shapes) > MOST_FEATURES:
        count = len(layer.shapes)
        raise UnreadableError("reference_too_many", file=str(path), count=count, most=MOST_FEATURES)
    return file, layer, file.layer if len(file.layers) > 1 else ""


def _id_of(session: Session, sha256: str, part: str) -> str:
    """The id that a layer of a file has in the session's scope, whether it is there or not."""
    project = session.project
    key = ("reference_layer", sha256, part)
    scope = project.scope_of(session.who.division)
    return entity_id(scope, identity.natural(project.project_id, *key))


def name_of(path: Path, part: str) -> str:
    """What a layer is called where nobody says."""
    return f"{path.stem} {part}".strip()[:200]


def describe(session: Session, word: str, given: Mapping[str, object]) -> tuple[str, Changes]:
    """Sets what is said of a layer; its id.

    Raises:
        UsageError: no such layer or field; ``reference_label_unknown``.
    """
    project = session.project
    item = find(project, word)
    said = _checked(given)
    if "name" in said and not said["name"]:
        raise UsageError("reference_name_needed")
    if said.get("label_field"):
        _check_label(said, set(columns(project, item)))
    with project.action(session.who.actor_id) as action:
        action.set_fields("reference_layer", item["id"], said)
    return str(item["id"]), action.changes


def void(session: Session, word: str, reason: str, *, restore: bool = False) -> tuple[str, Changes]:
    """Takes a layer off the list, or puts it back; its id. Its file stays.

    Raises:
        UsageError: no such layer; ``void_reason_needed``.
    """
    project = session.project
    item = find(project, word, voided=restore)
    if not reason.strip():
        raise UsageError("void_reason_needed")
    body: dict[str, Any] = {"saw": _seen(project, item["id"]), "reason": reason.strip()[:2000]}
    with project.action(session.who.actor_id) as action:
        more = {"restore": True} if restore else {}
        action.emit("voided", "reference_layer", item["id"], body | more)
    return str(item["id"]), action.changes


def _seen(project: Project, layer_id: str) -> list[str]:
    """The events of a layer that whoever voids or restores it has seen."""
    events = project.journal.of_entity(layer_id, "reference_layer")
    kinds = ("created", "fields_set", "voided")
    return sorted(e.event_id for e in events if e.header.kind in kinds)


def items(project: Project, *, voided: bool = False) -> list[dict[str, Any]]:
    """The layers by name: what the table has, ``bounds`` as four numbers or None."""
    sql = f"SELECT {_COLUMNS} FROM reference_layer WHERE void = ? ORDER BY name, id"
    rows = project.rows(sql, int(voided))
    for row in rows:
        state = project.state("reference_layer", row["id"])
        bounds = None if state is None else state.get("bounds")
        sound = isinstance(bounds, list) and len(bounds) == 4
        sound = sound and all(type(b) in (int, float) for b in bounds or ())
        row["bounds"] = bounds if sound else None
    return rows


def find(project: Project, word: str, *, voided: bool = False) -> dict[str, Any]:
    """The layer with this id or name.

    Raises:
        UsageError: ``reference_unknown``; ``reference_ambiguous``.
    """
    known = items(project) + (items(project, voided=True) if voided else [])
    found = [i for i in known if i["id"] == word] or [i for i in known if i["name"] == word]
    if not found:
        raise UsageError("reference_unknown", layer=word)
    if len(found) > 1:
        listed = ", ".join(f"{i['name']} ({i['id']})" for i in found[:10])
        raise UsageError("reference_ambiguous", layer=word, listed=listed)
    return found[0]


def shapes_of(project: Project, item: Mapping[str, Any]) -> Layer:
    """The shapes and attributes of a layer: from ``derived/``, else from its file in ``media/``.

    Raises:
        UnreadableError: the file is missing or altered, or can't be read any more.
        SurroundingsError: no permission.
    """
    place = _place(project, item)
    known = reference_cache.load(place)
    if known is not None:
        return known
    path = project.media.check(str(item["source_sha256"] or ""))
    told = [str(item[name] or "") for name in ("source_layer", "given_crs", "datum", "encoding")]
    file = _read(project, path, told[0] or None, *told[1:])
    layer = reference_cache.of_file(file)
    if len(layer.shapes) > MOST_FEATURES:  # an event of another program may name any file
        count = len(layer.shapes)
        raise UnreadableError("reference_too_many", file=path.name, count=count, most=MOST_FEATURES)
    reference_cache.save(place, layer)
    return layer


def columns(project: Project, item: Mapping[str, Any]) -> list[str]:
    """The attributes that a layer's features have, in their order."""
    layer = shapes_of(project, item)
    texts = layer.attributes
    return list(dict.fromkeys(k for t in texts for k in reference_cache.attributes_of(t)))


def _read(
    project: Project, path: Path, layer: str | None, crs: str, datum: str, encoding: str
) -> VectorFile:
    division = lookup.division(project)
    file = read_vectors(
        path, layer=layer, crs=crs or None, encoding=encoding or None, division=division
    )
    return unshifted(file, datum or None)


def _facts(file: VectorFile, layer: Layer, wishes: Wishes, part: str) -> dict[str, Any]:
    kinds = sorted({s.geom_type.removeprefix("Multi") for s in layer.shapes})
    bounds = [round(float(b), 7) for b in shapely.total_bounds(layer.shapes)]
    facts = {
        "geometry_kind": ", ".join(kinds), "feature_count": len(layer.shapes), "bounds": bounds,
        "source_crs": file.crs[:200], "given_crs": wishes.crs, "datum": wishes.datum,
        "encoding": wishes.encoding, "source_layer": part,
    }  # fmt: skip
    return {name: value for name, value in facts.items() if value != ""}


def _checked(given: Mapping[str, object]) -> dict[str, Any]:
    named = fields.by_ids("reference_layer", given)
    for name in named:
        if name not in _SETTABLE:
            known = ", ".join(_SETTABLE)
            raise UsageError(
                "field_unknown", kind="reference_layer", field=name, given=name, known=known
            )
    return fields.check_all("reference_layer", named, reference.code_tables())


def _check_label(said: Mapping[str, Any], known: set[str]) -> None:
    label = said.get("label_field")
    if label and label not in known:
        raise UsageError("reference_label_unknown", column=label, known=", ".join(sorted(known)))


def _place(project: Project, item: Mapping[str, Any]) -> Path:
    """Where its shapes lie: another way of reading the same file is another place."""
    names = ("source_sha256", "source_layer", "given_crs", "datum", "encoding")
    key = identity.natural(project.project_id, *(str(item[n] or "") for n in names))
    return project.layout.derived / "layers" / f"{key}.bin"


__all__ = [
    "MOST_FEATURES", "Added", "Wishes", "add", "columns", "describe", "find", "items",
    "name_of", "read", "shapes_of", "void",
]  # fmt: skip
