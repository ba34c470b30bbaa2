"""The hand-over package 移交包: archive packs of several issues, with a signed list of them.

::

    handover.json    which packs there are, each with its SHA-256 and that of its manifest
    handover.sig     the device's signature over it
    移交清单.docx    the list to sign on paper, with room for those who give and take; also .pdf
    移交清单.xlsx    the same as a table
    档案包/          the packs, byte for byte as they were made

A package that would be larger than a zip may be is parted into volumes. Each is whole by itself:
its own packs, its own list and signature, and which volume of how many it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from greenshield.domain.errors import UnreadableError
from greenshield.log import canonical
from greenshield.log.envelope import Signer
from greenshield.reports import pack, zip_store

FORMAT = "greenshield-handover-1"
MANIFEST, SIGNATURE = "handover.json", "handover.sig"
SIGNED_PREFIX = b"greenshield handover 1\0"
FOLDER = "档案包"
LIST_DOCX, LIST_PDF, LIST_XLSX = "移交清单.docx", "移交清单.pdf", "移交清单.xlsx"
_SLACK = 64 << 20  # for headers, lists and signature


@dataclass(frozen=True, slots=True)
class Handed:
    """One pack of a hand-over.

    Attributes:
        issue: the issue's id.
        issue_no: its number.
        name: what is there: the facility.
        area: the protected area.
        closed_on: the day of its closing, ISO, "" where it is not closed.
        closing_doc_no: the number of the closing document.
        file: the pack's name in the package.
        source: where it lies now.
        sha256: of the pack.
        size: in bytes.
        manifest_sha256: of its manifest, which its signature is over.
        volume: which volume holds it, from 1.
    """

    issue: str
    issue_no: str
    name: str
    area: str
    closed_on: str
    closing_doc_no: str
    file: str
    source: Path
    sha256: str
    size: int
    manifest_sha256: str
    volume: int = 1


@dataclass(frozen=True, slots=True)
class HandoverInput:
    """What goes into one volume.

    Attributes:
        project: the project's id.
        root: the root's raw public key.
        made_at: when, as the device claims, UTC.
        program: what wrote it.
        volume: which one, from 1.
        volumes: of how many.
        packs: the packs of this volume.
        lists: name in the package -> the list as a document.
    """

    project: str
    root: bytes
    made_at: str
    program: str
    volume: int
    volumes: int
    packs: Sequence[Handed]
    lists: dict[str, bytes]


def volumes(packs: Sequence[Handed], limit: int = zip_store.MAX_SIZE) -> list[list[Handed]]:
    """The packs by volume, in order, each volume under ``limit`` bytes.

    Raises:
        UnreadableError: ``pack_too_large``: one pack alone is larger.
    """
    room = limit - min(_SLACK, limit // 8)
    out: list[list[Handed]] = [[]]
    used = 0
    for handed in packs:
        if handed.size > room:
            raise UnreadableError("pack_too_large", size=handed.size, limit=room)
        if used + handed.size > room:
            out.append([])
            used = 0
        out[-1].append(handed)
        used += handed.size
    return out


def write(out: BinaryIO, given: HandoverInput, signer: Signer) -> str:
    """Writes and signs one volume; the SHA-256 of its manifest.

    Raises:
        UnreadableError: larger than a zip may be, or a pack changed since it was looked at.
    """
    members: dict[str, zip_store.Source] = dict(given.lists)
    members |= {path_of(handed): handed.source for handed in given.packs}
    manifest = canonical.dumps(
        {
            "format": FORMAT,
            "project": given.project,
            "root": given.root.hex(),
            "made_at": given.made_at,
            "made_by": signer.device_id,
            "program": given.program,
            "volume": given.volume,
            "volumes": given.volumes,
            "packs": [
                {
                    "path": path_of(handed),
                    "issue": handed.issue,
                    "issue_no": handed.issue_no,
                    "manifest_sha256": handed.manifest_sha256,
                }
                for handed in given.packs
            ],
            "files": sorted(_entries(given), key=lambda entry: str(entry["path"])),
        }
    )
    signature = signer.sign(SIGNED_PREFIX + manifest).hex()
    members[MANIFEST] = manifest
    members[SIGNATURE] = canonical.dumps({"device": signer.device_id, "signature": signature})
    zip_store.write(out, members)
    return hashlib.sha256(manifest).hexdigest()


def path_of(handed: Handed) -> str:
    """Where a pack stands in the package."""
    return f"{FOLDER}/{handed.file}"


def _entries(given: HandoverInput) -> Iterator[dict[str, str | int]]:
    for name, content in given.lists.items():
        sha256, size = pack.measured(content)
        yield {"path": name, "sha256": sha256, "size": size}
    for handed in given.packs:
        yield {"path": path_of(handed), "sha256": handed.sha256, "size": handed.size}
