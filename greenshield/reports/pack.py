"""The archive pack of one issue (一点一档): everything that proves it, in one zip.

::

    manifest.json           what is in the pack, each file with its SHA-256; project, root, issue
    manifest.sig            the device's signature over the manifest
    销号报告.docx           the closure report, and what else stands before the chapters
    01_登记表/ … 10_回头看/  papers and photos by chapter (``pack_layout``)
    11_原始记录/issue.json   the issue as it stood
    11_原始记录/events.jsonl the whole events of the issue and of what it relies on; of their
                            chains' other events the headers alone
    11_原始记录/ …           boundaries, rule sets and what else the events name

A verifier needs nothing else; whom to trust it is told by the root's fingerprint. Packs of the
first format, which had no chapters, are read as ever.
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
from greenshield.reports import pack_layout, zip_store

MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
REPORT, REPORT_PDF = "销号报告.docx", "销号报告.pdf"


@dataclass(frozen=True, slots=True)
class Form:
    """A format of packs: where its own records stand, and what its signature begins with."""

    format: str
    issue: str
    events: str
    prefix: bytes


_CURRENT = Form(
    "greenshield-pack-2",
    f"{pack_layout.RAW}/issue.json",
    f"{pack_layout.RAW}/events.jsonl",
    b"greenshield pack 2\0",
)
_FIRST = Form("greenshield-pack-1", "issue.json", "events.jsonl", b"greenshield pack 1\0")
FORMS = {form.format: form for form in (_CURRENT, _FIRST)}
FORMAT, ISSUE, EVENTS, SIGNED_PREFIX = (
    _CURRENT.format, _CURRENT.issue, _CURRENT.events, _CURRENT.prefix,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PackFile:
    """A file of a pack.

    Attributes:
        path: in the pack.
        source: its content, or the file that holds it.
        role: what it is: ``report``, ``contents``, ``form``, ``summary``, ``document``,
            ``photo``, ``data``; the pack's own records are ``issue`` and ``events``.
        chapter: of ``pack_layout.CHAPTERS``, "" for what stands before the chapters.
    """

    path: str
    source: zip_store.Source
    role: str
    chapter: str = ""


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
        files: report, papers, photos and data; the pack's own records are made here.
    """

    project: str
    root: bytes
    issue: str
    issue_no: str
    made_at: str
    program: str
    state: Mapping[str, Any]
    events: Iterable[Event]
    files: Iterable[PackFile]


def write(out: BinaryIO, given: PackInput, signer: Signer) -> str:
    """Writes and signs a pack; the SHA-256 of its manifest.

    Raises:
        UnreadableError: it would be larger than a zip may be.
    """
    files = [
        *given.files,
        PackFile(ISSUE, canonical.dumps(dict(given.state)), "issue", "raw"),
        PackFile(EVENTS, b"".join(line(event) for event in given.events), "events", "raw"),
    ]
    members = {file.path: file.source for file in files}
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
            "files": [_entry(file) for file in sorted(files, key=lambda f: f.path)],
        }
    )
    signature = signer.sign(SIGNED_PREFIX + manifest).hex()
    members[MANIFEST] = manifest
    members[SIGNATURE] = canonical.dumps({"device": signer.device_id, "signature": signature})
    zip_store.write(out, members)
    return hashlib.sha256(manifest).hexdigest()


def _entry(file: PackFile) -> dict[str, Any]:
    sha256, size = measured(file.source)
    told = {"path": file.path, "sha256": sha256, "size": size, "role": file.role}
    return {**told, "chapter": file.chapter}


def measured(source: zip_store.Source) -> tuple[str, int]:
    """SHA-256 and size of a file's content."""
    if isinstance(source, bytes):
        return hashlib.sha256(source).hexdigest(), len(source)
    with source.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        return digest, stream.tell()


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
