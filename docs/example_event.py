"""Prints the example event of ``file-format.md``: ``python docs/example_event.py``.

The key's secret, the salt and the times are fixed, so the same bytes come out each time, and
``tests/docs/test_file_format.py`` can hold the page to them. A real secret is random.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from greenshield.log import canonical
from greenshield.log.envelope import (
    Event,
    Header,
    body_hash,
    chain_start,
    signed_bytes,
)
from greenshield.log.signing import DeviceKey
from greenshield.log.trust import admit, project_id_of
from greenshield.project import identity

KEY = DeviceKey(bytes(range(32)))
PROJECT = project_id_of(KEY.public_key)
ACTION = "01938a5b-7a00-7000-8000-000000000001"
ACTOR = "01938a5b-7a00-7000-8000-000000000002"


def _sealed(
    lamport: int, kind: str, entity_type: str, entity: str, scope: str, body: dict
) -> Event:
    """What ``envelope.seal`` makes, with a salt that is no secret."""
    body_bytes = canonical.dumps({**body, "salt": f"{lamport:032x}"})
    header = Header(
        device=KEY.device_id,
        scope=scope,
        seq=1,
        lamport=lamport,
        at="2026-11-21T08:30:00.123Z",
        actor="" if kind == "device_admitted" else ACTOR,
        action=ACTION,
        kind=kind,
        schema=1,
        entity_type=entity_type,
        entity=entity,
        prev=chain_start(PROJECT, KEY.device_id, scope),
        body=body_hash(body_bytes),
    )
    signed = header.encode()
    return Event(signed, body_bytes, KEY.sign(signed_bytes(signed)))


def events() -> list[Event]:
    """The root's certificate in the shared chain, and a clue in the county's chain."""
    certificate = admit(
        KEY, PROJECT, KEY.public_key, name="keeper@county", role="root", shared_scope="22*"
    )
    clue = identity.issue_of_clue(PROJECT, "220183", "", "TB-0001")
    fields = {"activity_code": "old_quarry", "area_rs": 1234.5, "clue_no": "TB-0001",
              "facility_name": "采石场"}  # fmt: skip
    origin = {"file": "clues.xlsx", "row": 3, "sheet": "Sheet1"}
    return [
        _sealed(1, "device_admitted", "device", KEY.device_id, "22*", certificate.to_dict()),
        _sealed(2, "created", "issue", clue, "220183", {"fields": fields, "origin": origin}),
    ]


def render() -> str:
    """The second event, as the page shows it."""
    event = events()[1]
    assert event.body_bytes is not None
    lines = {
        "project": PROJECT,
        "public key": KEY.public_key.hex(),
        "header": event.header_bytes.decode("utf-8"),
        "body": event.body_bytes.decode("utf-8"),
        "signature": event.signature.hex(),
        "SHA-256 of the header": event.hash,
        "event id": event.event_id,
    }
    return "\n".join(f"{name}:\n{value}\n" for name, value in lines.items())


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    print(render())
