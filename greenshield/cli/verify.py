"""``verify``: is a project, or a pack, what its devices signed?"""

from __future__ import annotations

import argparse
from typing import Any

from greenshield import messages
from greenshield.cli.arguments import Subparsers
from greenshield.cli.context import Context, Outcome
from greenshield.domain.errors import VerificationError
from greenshield.services import verifying


def add(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the command."""
    parser = subparsers.add_parser("verify", parents=[common], help="check / 核验")
    parser.add_argument("project", metavar="PROJECT|PACK")
    parser.add_argument("--trust", default="", metavar="FILE", help="a root fingerprint, or a file")
    parser.add_argument("--rebuild", action="store_true", help="write the tables anew from events")
    parser.set_defaults(run=run)


def run(ctx: Context) -> Outcome:
    """Verifies a project or a pack."""
    progress = ctx.progress()
    verdict = verifying.verify(
        ctx.project,
        passphrase=ctx.passphrase(),
        trusted=ctx.args.trust,
        rebuild_tables=ctx.args.rebuild,
        progress=progress,
    )
    progress.end()
    data: dict[str, Any] = {
        "ok": verdict.ok,
        "trust": verdict.trust,
        "root": verdict.root,
        "events": verdict.events,
        "photos": verdict.photos,
        "keys": verdict.keys,
        "bytes_compared": verdict.bytes_compared,
        "broken": [_broken(ctx, b) for b in verdict.broken],
        "unjudgeable": [_broken(ctx, b) for b in verdict.unjudgeable],
    }
    if verdict.rebuilt:
        data["rebuilt"] = True
    lines = [f"✗ {b['where']}  {b['message']}" for b in data["broken"]]
    lines.append(ctx.say(_summary(verdict), n=len(lines)))
    counts = {"events": verdict.events, "photos": verdict.photos}
    lines.append(ctx.say("verified_counts", **counts))
    if not verdict.bytes_compared:
        lines.append(ctx.say("bytes_not_compared"))
    lines += [f"? {b['where']}  {b['message']}" for b in data["unjudgeable"]]
    lines.append(ctx.say("root_fingerprint", root=verdict.root))
    lines += [
        ctx.say("verified_key" if key["admitted"] else "verified_key_stranger", **key)
        for key in verdict.keys
    ]
    # Nothing that reads as good stands before the word that the root is a stranger's.
    lines.insert(0 if verdict.trust == "no" else len(lines), ctx.say(f"trust_{verdict.trust}"))
    failed = not verdict.ok or verdict.trust == "no"
    return Outcome(data, lines, VerificationError.exit_code if failed else 0)


def _summary(verdict: verifying.Verdict) -> str:
    if not verdict.ok:
        return "verified_broken"
    return "verified_whole" if verdict.trust == "no" else "verified_ok"


def _broken(ctx: Context, broken: verifying.Broken) -> dict[str, Any]:
    params = {"where": broken.where, **broken.params}
    message = messages.text(broken.code, params, ctx.lang)
    return {"code": broken.code, "where": broken.where, "message": message}
