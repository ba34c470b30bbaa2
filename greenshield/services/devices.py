"""Devices: which may write, how one asks, how a keeper brings it in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from greenshield import atomic, keys, paths
from greenshield.domain.errors import RefusedError, UnreadableError, UsageError
from greenshield.log import scopes as log_scopes
from greenshield.log.envelope import device_id_of
from greenshield.log.signing import DeviceKey
from greenshield.log.trust import admit
from greenshield.project.project import Project
from greenshield.services import people
from greenshield.services.session import Session, device_name

_FORMAT = "greenshield-device-request-1"
_MAX = 10_000
_NAME = 100  # characters
_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,127}", re.ASCII)
_SHOWN = 12  # digits of a device's id that tell it apart


def items(project: Project) -> list[dict[str, Any]]:
    """The devices that belong to the project, with how much each wrote.

    ``scopes`` are the prefixes of what it may write, none for everything.
    """
    counts = {
        row["device_id"]: row["n"]
        for row in project.rows("SELECT device_id, count(*) AS n FROM event GROUP BY device_id")
    }
    here = project.local("device")
    trust = project.trust()
    return [
        {
            "device": device,
            "name": c.name,
            "role": c.role,
            "scopes": [] if "" in trust.rights[device] else sorted(trust.rights[device]),
            "admitted_by": c.admitted_by,
            "events": counts.get(device, 0),
            "here": device == here,
        }
        for device, c in sorted(trust.certificates.items())
    ]


def request(project: Project, out: Path, name: str = "") -> str:
    """Makes a key on this machine and writes the request to bring it in; the device's id.

    Asked once more before it is brought in, the same device asks: a keeper who has the first
    request and one who has the second bring in one device.

    Args:
        project: which project.
        out: the file of the request.
        name: what people are to call the device; user and machine by default.

    Raises:
        UsageError: this user has a key that the project admits already.
        SurroundingsError: the file can't be written.
    """
    for device, certificate in project.trust().certificates.items():
        if keys.load(project.project_id, device) is not None:
            raise UsageError("device_in_already", device=device[:_SHOWN], name=certificate.name)
    key = _asking(project.project_id)
    if key is None:
        key = DeviceKey.generate()
        keys.store(project.project_id, key.device_id, key.secret)
        atomic.write(_waiting(project.project_id), key.device_id.encode("ascii"))
    text = {
        "format": _FORMAT,
        "project": project.project_id,
        "public_key": key.public_key.hex(),
        "name": name.strip()[:_NAME] or device_name(),
    }
    told = json.dumps(text, ensure_ascii=False, indent=1).encode("utf-8")
    atomic.write(out, told, shared=True)
    return key.device_id


def _waiting(project_id: str) -> Path:
    """Where the device is noted that this user asked for; its key alone does not tell that.

    The project's id comes from its file: no path until checked.
    """
    if not _ID.fullmatch(project_id):
        raise UsageError("key_id_malformed", given=project_id[:80])
    return paths.state_dir() / "requests" / f"{project_id}.txt"


def _asking(project_id: str) -> DeviceKey | None:
    """The key that this user asked with, where it is still there."""
    try:
        device = _waiting(project_id).read_bytes()[:_MAX].decode("ascii").strip()
        secret = keys.load(project_id, device)
    except (OSError, ValueError, UsageError, UnreadableError):
        return None  # there was none, or it is no use any more: another is made
    return None if secret is None else DeviceKey(secret)


def bring_in(
    session: Session, file: Path, *, scopes: Iterable[str] = (), shared: bool = False
) -> str:
    """Signs a certificate for the device of a request; its id.

    A device that is in already gets what it lacks of the rights; it never loses any.

    Args:
        session: who acts, on a device that has these rights itself.
        file: the request.
        scopes: codes of counties, or of what they lie in, whose things it may write.
        shared: it may write what the project shares too. Without either it may write all
            that this device may.

    Raises:
        RefusedError: who acts is no keeper, or this device has not the rights that it gives.
        UnreadableError: the file is no request.
        UsageError: it asks for another project; a scope is none.
    """
    people.need_keeper(session.who)
    project = session.project
    raw = _read(file)
    if raw["project"] != project.project_id:
        raise UsageError("request_of_other_project", file=file.name)
    public_key = bytes.fromhex(raw["public_key"])
    device = device_id_of(public_key)
    signer, trust = project.signer, project.trust()
    assert signer is not None
    asked = _prefixes(project, scopes, shared)
    for prefix in asked:
        if not trust.covers(signer.device_id, prefix):
            raise RefusedError("device_scope_missing", device=signer.device_id, scope=prefix)
    wanted = asked or tuple(trust.rights.get(signer.device_id, ()))
    if device in trust.certificates and all(trust.covers(device, p) for p in wanted):
        return device
    certificate = admit(
        signer, project.project_id, public_key, name=raw["name"][:_NAME], scopes=asked
    )
    with project.action(session.who.actor_id) as action:
        action.emit("device_admitted", "device", device, certificate.to_dict())
    return device


def _prefixes(project: Project, scopes: Iterable[str], shared: bool) -> tuple[str, ...]:
    """Scopes as a certificate names them; the code of a city or a province is all in it."""
    found: dict[str, None] = {}
    for scope in scopes:
        if scope != project.shared_scope and not log_scopes.is_prefix(scope):
            raise UsageError("scope_malformed", scope=scope, shared=project.shared_scope)
        found[log_scopes.prefix_of(scope)] = None
    if shared:
        found[project.shared_scope] = None
    return tuple(sorted(found))


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
