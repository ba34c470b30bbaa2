"""What an import tied by itself, and why: for ``photos import``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from greenshield.cli.context import Context
from greenshield.services.photo_autotag import Tie


def data(ctx: Context, ties: Mapping[str, Tie]) -> list[dict[str, Any]]:
    """The ties as JSON, by the photo's hash."""
    return [
        {
            "photo": photo,
            "issue": tie.number,
            "id": tie.issue_id,
            "phase": tie.phase,
            "kind": tie.kind,
            "score": tie.score,
            "why": [
                {"code": code, "params": params, "message": ctx.say(code, **params)}
                for code, params in tie.why
            ],
        }
        for photo, tie in sorted(ties.items())
    ]
