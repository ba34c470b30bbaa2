"""Devices: which may write, how one asks, how a keeper brings it in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from greenshield import atomic, keys
from greenshield.domain.errors import UnreadableError, UsageError
from greenshield.log.envelope import device_id_of
from greenshield.log.signing import DeviceKey
from greenshield.log.trust import admit
from greenshield.project.project import Project
from greenshield.services import people
from greenshield.services.session import Session, device_name

_FORMAT = "greenshield-device-request-1"
_MAX = 10_000


def items(project: Project) -> list[dict[str, Any]]:
    """The devices that belong to the project, with how much each wrote."""
    counts = {
        row["device_id"]: row["n"]
        for row in project.rows("SELECT device_id, count(*) AS n FROM event GROUP BY device_id")
    }
    here = project.local("device")
    return [
        {
            "device": device,
            "name": c.name,
            "role": c.role,
            "scopes": list(c.scopes),
            "admitted_by": c.admitted_by,
            "events": counts.get(device, 0),
            "here": device == here,
        }
        for device, c in sorted(project.trust().certificates.items())
    ]


def request(project: Project, out: Path) -> str:
    """Makes a key on this machine and writes the request to bring it in; the device's id.

    Raises:
        SurroundingsError: the file can't be written.
    """
    key = DeviceKey.generate()
    keys.store(project.project_id, key.device_id, key.secret)
    text = {
        "format": _FORMAT,
        "project": project.project_id,
        "public_key": key.public_key.hex(),
        "name": device_name(),
    }
    atomic.write(out, json.dumps(text, ensure_ascii=False, indent=1).encode("utf-8"))
    return key.device_id


def bring_in(session: Session, file: Path, *, scopes: tuple[str, ...] = ()) -> str:
    """Signs a certificate for the device of a request; its id.

    Raises:
        RefusedError: who acts is no keeper.
        UnreadableError: the file is no request.
        UsageError: it asks for another project.
    """
    people.need_keeper(session.who)
    project = session.project
    raw = _read(file)
    if raw["project"] != project.project_id:
        raise UsageError("request_of_other_project", file=file.name)
    public_key = bytes.fromhex(raw["public_key"])
    device = device_id_of(public_key)
    if device in project.trust().certificates:
        return device
    signer = project.signer
    assert signer is not None
    certificate = admit(
        signer, project.project_id, public_key, name=raw["name"][:100], scopes=scopes
    )
    with project.action(session.who.actor_id) as action:
        action.emit("device_admitted", "device", device, certificate.to_dict())
    return device


def _read(file: Path) -> dict[str, str]:
    try:
        if file.stat().st_size > _MAX:
            raise ValueError
        raw = json.loads(file.read_text("utf-8"))
        good = raw["format"] == _FORMAT and len(bytes.fromhex(raw["public_key"])) == 32
        if good and all(isinstance(raw[k], str) for k in ("project", "name", "public_key")):
            return {k: raw[k] for k in ("project", "name", "public_key")}
    except FileNotFoundError as error:
        raise UnreadableError("file_not_found", file=file.name) from error
    except (OSError, ValueError, KeyError, TypeError):
        pass
    raise UnreadableError("request_malformed", file=file.name)
