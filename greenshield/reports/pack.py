"""The archive pack of one issue (一点一档): everything that proves it, in one zip.

::

    manifest.json   what is in the pack, each file with its SHA-256; project, root, issue
    manifest.sig    the device's signature over the manifest
    issue.json      the issue as it stood
    events.jsonl    the whole events of the issue and of what it relies on; of their chains'
                    other events the headers alone
    report.docx     the closure report
    media/          photos and documents by hash

A verifier needs nothing else; whom to trust it is told by the root's fingerprint.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from greenshield.domain.errors import UnreadableError
from greenshield.log import canonical
from greenshield.log.envelope import Event, Signer
from greenshield.reports import zip_store

FORMAT = "greenshield-pack-1"
MANIFEST, SIGNATURE, ISSUE, EVENTS, REPORT = (
    "manifest.json", "manifest.sig", "issue.json", "events.jsonl", "report.docx",
)  # fmt: skip
SIGNED_PREFIX = b"greenshield pack 1\0"


@dataclass(frozen=True, slots=True)
class PackInput:
    """What goes into a pack.

    Attributes:
        project: the project's id.
        root: the root's raw public key.
        issue: the issue's id.
        issue_no: its number.
        made_at: when, as the device claims, UTC.
        program: what wrote it.
        state: the issue as JSON.
        events: whole chains; bodies left out where they are not the issue's business.
        files: name in the pack -> content or path: report, media.
    """

    project: str
    root: bytes
    issue: str
    issue_no: str
    made_at: str
    program: str
    state: Mapping[str, Any]
    events: Iterable[Event]
    files: Mapping[str, zip_store.Source]


def write(out: BinaryIO, given: PackInput, signer: Signer) -> str:
    """Writes and signs a pack; the SHA-256 of its manifest.

    Raises:
        UnreadableError: it would be larger than a zip may be.
    """
    members: dict[str, zip_store.Source] = {
        **given.files,
        ISSUE: canonical.dumps(dict(given.state)),
        EVENTS: b"".join(line(event) for event in given.events),
    }
    manifest = canonical.dumps(
        {
            "format": FORMAT,
            "project": given.project,
            "root": given.root.hex(),
            "issue": given.issue,
            "issue_no": given.issue_no,
            "made_at": given.made_at,
            "made_by": signer.device_id,
            "program": given.program,
            "files": [_entry(name, members[name]) for name in sorted(members)],
        }
    )
    signature = signer.sign(SIGNED_PREFIX + manifest).hex()
    members[MANIFEST] = manifest
    members[SIGNATURE] = canonical.dumps({"device": signer.device_id, "signature": signature})
    zip_store.write(out, members)
    return hashlib.sha256(manifest).hexdigest()


def _entry(name: str, source: zip_store.Source) -> dict[str, Any]:
    if isinstance(source, bytes):
        return {"path": name, "sha256": hashlib.sha256(source).hexdigest(), "size": len(source)}
    with source.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        return {"path": name, "sha256": digest, "size": stream.tell()}


def line(event: Event) -> bytes:
    """An event as a line of ``events.jsonl``."""
    body = None if event.body_bytes is None else base64.b64encode(event.body_bytes).decode()
    raw = {
        "header": base64.b64encode(event.header_bytes).decode(),
        "body": body,
        "signature": base64.b64encode(event.signature).decode(),
    }
    return canonical.dumps(raw) + b"\n"


def event_of(data: bytes) -> Event:
    """The event of a line.

    Raises:
        UnreadableError: it is none.
    """
    raw = canonical.loads(data)
    try:
        body = raw["body"]
        return Event(
            base64.b64decode(raw["header"], validate=True),
            None if body is None else base64.b64decode(body, validate=True),
            base64.b64decode(raw["signature"], validate=True),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableError("pack_event_malformed") from error
