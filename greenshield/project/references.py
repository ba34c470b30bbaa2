"""Which media files the events of a project rely on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from greenshield.log.envelope import Event
from greenshield.log.kinds import understood

_SHA256 = re.compile(r"[0-9a-f]{64}")
# Fields whose value is the hash of a file in media/.
_HASH_FIELDS = ("sha256", "source_sha256", "ruleset_sha256", "closure_template_sha256")


# The same wherever it may stand in a body that this version can't read.
_NAMED = re.compile(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")


def of_event(event: Event) -> Iterator[tuple[str, str]]:
    """The hashes of the files that one event relies on, each with the name it had."""
    body = event.body if understood(event) else None
    if body is None:
        return
    found: list[tuple[Any, Any]] = []
    fields = body.get("fields")
    if isinstance(fields, dict):
        found += [(fields.get(name), "") for name in _HASH_FIELDS]
        photos = fields.get("photos") if event.header.entity_type == "marker_check" else None
        found += [(sha256, "") for sha256 in (photos if isinstance(photos, list) else [])]
        geometry = fields.get("geom")
        if isinstance(geometry, dict):
            found.append((geometry.get("blob"), ""))
    origin = body.get("origin")
    if isinstance(origin, dict):
        found.append((origin.get("sha256"), origin.get("file", "")))
    documents = [*body.get("documents", []), body.get("document")]
    found += [(d.get("sha256"), d.get("name", "")) for d in documents if isinstance(d, dict)]
    for sha256, name in found:
        if isinstance(sha256, str) and _SHA256.fullmatch(sha256):
            yield sha256, name if isinstance(name, str) else ""


def named_in(bodies: Iterable[bytes]) -> set[str]:
    """Every hash that stands anywhere in bodies, understood or not.

    What a newer program, or an event that waits for its certificate, names may be needed yet:
    its file is not set aside. :func:`of_events` says which files must be there.
    """
    return {found.decode("ascii") for body in bodies for found in _NAMED.findall(body)}


def of_events(events: Iterable[Event]) -> dict[str, str]:
    """The hashes of the files that events rely on, each with a name it had."""
    out: dict[str, str] = {}
    for event in events:
        for sha256, name in of_event(event):
            out[sha256] = out.get(sha256) or name
    return out
