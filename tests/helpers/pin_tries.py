"""What a process of its own does with a wrong PIN; it loads no more than that needs."""

from __future__ import annotations

from pathlib import Path

from greenshield.domain.errors import RefusedError
from greenshield.services.session import reading, sign_in


def wrong_try(path: Path, pin: str) -> str:
    """Tries 李四's PIN with the project open for reading; the code of the refusal."""
    with reading(path) as session:
        try:
            sign_in(session, "李四", lambda _: pin)
        except RefusedError as refusal:
            return refusal.code
    return ""
