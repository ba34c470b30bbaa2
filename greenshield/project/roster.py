"""The ``device`` table: who may write, as the certificates say."""

from __future__ import annotations

from typing import Any

from greenshield.log import canonical
from greenshield.log.trust import Trust


def write(conn: Any, trust: Trust) -> None:
    """Writes the table anew; inside a transaction."""
    conn.execute("DELETE FROM device")
    conn.executemany(
        "INSERT INTO device VALUES (?,?,?,?,?,?,'admitted')",
        [
            (
                device, c.name, c.public_key, c.role,
                canonical.dumps(sorted(trust.rights[device])).decode(), c.admitted_by,
            )
            for device, c in sorted(trust.certificates.items())
        ],
    )  # fmt: skip
