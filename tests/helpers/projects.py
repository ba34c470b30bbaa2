"""Projects on disk for tests: made, filled with a little of everything, moved by table alone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from greenshield.domain import workflow
from greenshield.log.envelope import Event, chain_start, seal
from greenshield.log.signing import DeviceKey
from greenshield.log.trust import admit
from greenshield.project.action import Action
from greenshield.project.creating import create_project
from greenshield.project.identity import issue_of_clue
from greenshield.project.opening import open_project
from greenshield.project.project import Project
from greenshield.project.projection.geometry import to_field

COUNTY = "229901"
DAY = "2026-05-01"


def key(number: int) -> DeviceKey:
    """The same key for the same number in every run."""
    return DeviceKey(hashlib.sha256(b"test key %d" % number).digest())


def make(path: Path, signer: DeviceKey | None = None, **more: Any) -> Project:
    """A new project of one county, open, its root the given key."""
    return create_project(
        path,
        signer or key(0),
        name="青禾县绿盾台账",
        division_code=more.pop("division_code", COUNTY),
        device_name="测试机",
        fields={},
        **more,
    )


def reopen(path: Path, signer: DeviceKey | None = None, **more: Any) -> Project:
    """A project opened again to write with a key."""
    project = open_project(path, who="test", **more)
    project.sign_with(signer or key(0))
    return project


def let_in(project: Project, newcomer: DeviceKey, *, name: str = "乙机", scopes: Any = ()) -> None:
    """Admits another device's key, signed by the project's signer."""
    assert project.signer is not None
    certificate = admit(
        project.signer, project.project_id, newcomer.public_key, name=name, scopes=tuple(scopes)
    )
    with project.action("me") as action:
        body = certificate.to_dict()
        action.emit("device_admitted", "device", newcomer.device_id, body)


def replica(
    path: Path, original: Project, signer: DeviceKey, *, passphrase: str | None = None
) -> Project:
    """A second device's own folder of one project, with all the events of the first."""
    import shutil

    original.checkpoint()
    path.mkdir()
    shutil.copy(original.layout.database, path / "project.gpkg")
    if original.layout.media.exists():
        shutil.copytree(original.layout.media, path / "media")
    return reopen(path, signer, passphrase=passphrase)


@contextmanager
def second_laptop(path: Path, original: Project, signer: DeviceKey) -> Iterator[Project]:
    """A replica on a laptop that the original admits, which knows whose it is."""
    let_in(original, signer)
    with replica(path, original, signer) as project:
        with project.transaction():
            project.set_local("device", signer.device_id)
        yield project


def add_actors(action: Action, roles: Mapping[str, Sequence[str]], **more: Any) -> None:
    """Actors of the county, by their roles; each has its name for an id."""
    for actor, held in roles.items():
        values = {"name": actor, "tier": "county", "roles": list(held), "active": True}
        action.create("actor", actor, values | more)


def patch(n: int, size: float = 0.004) -> BaseGeometry:
    """A square patch of its own, lon/lat."""
    lon, lat = 126.30 + 0.01 * (n % 40), 43.20 + 0.01 * (n // 40)
    return shapely.box(lon, lat, lon + size, lat + size)


def move(action: Action, issue: str, name: str, to: str = "", **more: Any) -> str:
    """Makes a move by the workflow's table alone, no guard asked; its event id."""
    state = action.issue(issue)
    assert state is not None
    to = to or workflow.target(state.state, name, list(state.history()))
    assert to, (state.state, name)
    body = {
        "move": name, "from": state.state, "to": to, "after": state.head, "ruleset": "",
        "occurred_on": DAY, "role": "county", "tier": "county", "unit": "青禾县局",
        "reason": "", "documents": [], "data": {}, "pins": {},
        "passed": [m.event_id for m in state.pending()],
    }  # fmt: skip
    return action.emit("moved", "issue", issue, body | more).event_id


def consent(action: Action, issue: str, move_id: str, tier: str) -> None:
    """Signs a pending move as another actor."""
    body = {"move": move_id, "tier": tier, "occurred_on": DAY, "pins": {}}
    action.emit("consented", "issue", issue, body)


def issue_id(project: Project, n: int) -> str:
    """The id of the issue that :func:`add_issue` makes of a number."""
    return issue_of_clue(project.project_id, COUNTY, "", f"QH-{n:04d}")


def add_issue(action: Action, project: Project, n: int, **fields: Any) -> str:
    """One clue with a patch; its id."""
    issue = issue_id(project, n)
    values = {
        "clue_no": f"QH-{n:04d}",
        "facility_name": f"青禾示例采石场{n}号",
        "place_name": "云岭镇",
        "division_code": COUNTY,
        "source_code": "patrol",
        "geom": to_field(patch(n), project.media),
    }
    origin = {"file": "clues.xlsx", "row": n, "sheet": "台账"}
    action.create("issue", issue, values | fields, origin=origin)
    return issue


def add_number_block(action: Action) -> None:
    """A block of the county's numbers."""
    block = {"division_code": COUNTY, "year": 2026, "first_no": 1, "last_no": 200}
    action.create("number_block", "n1", block)


def add_track(action: Action, project: Project) -> None:
    """A patrol's track."""
    line = shapely.LineString([(126.3, 43.2), (126.35, 43.25), (126.4, 43.2)])
    fields = {"name": "巡查轨迹", "geom": to_field(line, project.media)}
    action.create("track", f"{COUNTY}:t1", fields)


def add_marker(action: Action) -> None:
    """A boundary marker with an inspection."""
    marker = f"{COUNTY}:m1"
    place = {"lon": 126.31, "lat": 43.21, "area_id": "a1", "area_name": "云岭自然保护区"}
    listed = {"number": "JZ-001", "marker_kind": "post", "condition": "intact"}
    more = {"condition_on": "2025-06", "set_on": "2019-05", "place_name": "云岭镇"}
    action.create("marker", marker, place | listed | more)
    found = {"marker_id": marker, "checked_on": DAY, "condition": "leaning", "inspector": "me"}
    action.create("marker_check", f"{COUNTY}:k1", found | {"remark": "路边"})


def add_restriction(action: Action) -> None:
    """A row of a negative list."""
    named = {"list_name": "负面清单", "list_from": "2023-05-01", "measure_words": ["造林"]}
    spaces = {"space_codes": ["area"], "level": "barred", "wording": "湿地内不得造林"}
    action.create("restriction", "r1", named | spaces | {"source_row": 3})


def add_reference_layer(action: Action, project: Project) -> None:
    """A layer for reference, its file kept."""
    kept = project.media.keep_bytes(b'{"type":"Point","coordinates":[126.3,43.2]}', ".geojson")
    values = {"name": "观测站", "colour": "#336699", "source_sha256": kept.sha256}
    action.create(
        "reference_layer", f"{COUNTY}:l1", values | {"bounds": [126.3, 43.2, 126.3, 43.2]}
    )


def add_patrol(action: Action, project: Project) -> None:
    """A patrol with its route, and the track that was walked for it."""
    line = shapely.LineString([(126.3, 43.2), (126.35, 43.25)])
    plan = {"planned_from": "2026-05-01", "planned_to": "2026-05-31", "corridor_m": 100.0}
    values = {"name": "五月巡查", "inspectors": ["me"], "geom": to_field(line, project.media)}
    action.create("patrol", f"{COUNTY}:x1", plan | values)
    action.set_fields("track", f"{COUNTY}:t1", {"patrols": [f"{COUNTY}:x1"]})


def add_photos(action: Action, project: Project, ids: list[str]) -> None:
    """Three photos, the first without a place, tagged to the issues in turn."""
    for n in range(3):
        file = project.media.keep_bytes(b"\xff\xd8 picture %d" % n, ".jpg")
        place = {"lon": 126.3 + n / 100, "lat": 43.2} if n else {}
        fields = {"sha256": file.sha256, "size": file.size, **place}
        origin = {"file": f"照片{n}.jpg", "sha256": file.sha256}
        action.create("photo", f"{COUNTY}:p{n}", fields, origin=origin)
        tag = {"photo": file.sha256, "phase": "before", "kind": "far"}
        action.emit("photo_tagged", "issue", ids[n % len(ids)], tag)


def sealed_again(event: Event, signer: DeviceKey, *, project: str, seq: int) -> Event:
    """The same event as another device would have signed it."""
    h = event.header
    start = chain_start(project, signer.device_id, h.scope)
    return seal(
        signer, scope=h.scope, seq=seq, lamport=h.lamport, at=h.at, actor=h.actor,
        action=h.action, kind=h.kind, schema=h.schema, entity_type=h.entity_type,
        entity=h.entity, prev=start, body=event.body or {},
    )  # fmt: skip


def fill(project: Project, issues: int = 8, *, blobs: bool = True) -> list[str]:
    """A little of everything that a project can hold; the issues' ids.

    With ``blobs`` one geometry is so large that it lies in ``media/``.
    """
    media = project.media
    reserve = shapely.box(126.25, 43.0, 126.45, 43.5)
    with project.action("me") as action:
        for actor, tier in (("me", "county"), ("city", "city"), ("province", "province")):
            names = {"name": f"示例{tier}", "tier": tier, "roles": [tier], "active": True}
            action.create("actor", actor, names)
        add_restriction(action)
        action.create("campaign", "c1", {"name": "绿盾", "year": 2026})
        add_number_block(action)
        action.create(
            "area",
            "a1",
            {"kind": "area", "name": "云岭自然保护区", "geom": to_field(reserve, media)},
        )
        round_zone = shapely.Point(126.35, 43.25).buffer(0.05, quad_segs=1500 if blobs else 50)
        action.create(
            "zone",
            "z1",
            {"area_id": "a1", "zone_code": "core", "geom": to_field(round_zone, media)},
        )
        add_track(action, project)
        add_marker(action)
        add_reference_layer(action, project)
        add_patrol(action, project)
        ids = [add_issue(action, project, n) for n in range(issues)]
    with project.action("me") as action:
        add_photos(action, project, ids)
    _history(project, ids)
    return ids


def _history(project: Project, ids: list[str]) -> None:
    with project.action("me") as action:
        action.add_record(ids[0], "measure", {"text": "拆除", "quantity": 3}, occurred_on=DAY)
        action.emit("commented", "issue", ids[0], {"text": "已到现场"})
        move(action, ids[0], "assign")
        move(action, ids[0], "check")
        pending = move(action, ids[0], "dismiss")
        if len(ids) > 1:
            move(action, ids[1], "assign")
    with project.action("city") as action:
        consent(action, ids[0], pending, "city")
    with project.action("me") as action:
        action.set_fields("issue", ids[0], {"remark": "不属实"})
