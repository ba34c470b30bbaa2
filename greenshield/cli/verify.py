"""``verify``: is a project, or a pack, what its devices signed?"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

from greenshield import messages
from greenshield.cli import verify_lines
from greenshield.cli.arguments import Subparsers
from greenshield.cli.context import Context, Outcome
from greenshield.domain.errors import VerificationError
from greenshield.services import called, verifying


def add(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the command."""
    parser = subparsers.add_parser("verify", parents=[common], help="check / 核验")
    parser.add_argument("project", metavar="PROJECT|PACK")
    parser.add_argument(
        "--trust",
        default="",
        metavar="FILE",
        help="a root fingerprint, or a file / 受信的根密钥指纹或文件",
    )
    parser.add_argument(
        "--rebuild", action="store_true", help="put the tables right from events / 按事件重建各表"
    )
    parser.add_argument(
        "--accept-missing",
        action="store_true",
        help="expect the missing events no more / 不再等待缺失的事件",
    )
    parser.set_defaults(run=run)


def run(ctx: Context) -> Outcome:
    """Verifies a project or a pack."""
    progress = ctx.progress()
    verdict = verifying.verify(
        ctx.project,
        passphrase=ctx.passphrase(),
        trusted=ctx.args.trust,
        rebuild_tables=ctx.args.rebuild,
        accept_missing=ctx.args.accept_missing,
        progress=progress,
    )
    progress.end()
    data = _data(ctx, verdict)
    failed = not verdict.ok or verdict.trust == "no"
    return Outcome(data, _lines(ctx, verdict, data), VerificationError.exit_code if failed else 0)


def _data(ctx: Context, verdict: verifying.Verdict) -> dict[str, Any]:
    def told(found: list[verifying.Broken]) -> list[dict[str, Any]]:
        return [_broken(ctx, broken, verdict.names) for broken in found]

    data: dict[str, Any] = {
        "ok": verdict.ok,
        "trust": verdict.trust,
        "root": verdict.root,
        "events": verdict.events,
        "photos": verdict.photos,
        "packs": verdict.packs,
        "keys": verdict.keys,
        "bytes_compared": verdict.bytes_compared,
        "broken": told(verdict.broken),
        "remarks": told(verdict.remarks),
        "unjudgeable": told(verdict.unjudgeable),
    }
    if ctx.args.rebuild:
        data |= {
            "rebuilt": verdict.rebuilt,
            "found": told(verdict.found),
            "mended": told(verdict.mended),
            "taken_over": told(verdict.taken_over),
        }
    if ctx.args.accept_missing:
        data["accepted"] = told(verdict.accepted)
    return data


def _lines(ctx: Context, verdict: verifying.Verdict, data: dict[str, Any]) -> list[str]:
    mended, taken_over = data.get("mended", []), data.get("taken_over", [])
    lines = verify_lines.of(ctx, "✓", mended) + verify_lines.of(ctx, "~", taken_over)
    lines += verify_lines.of(ctx, "~", data.get("accepted", []))
    lines += verify_lines.of(ctx, "✗", data["broken"])
    counts = {"n": len(data["broken"]), "mended": len(mended), "taken_over": len(taken_over),
              "accepted": len(verdict.accepted)}  # fmt: skip
    lines += [ctx.say(code, **counts) for code in _summary(verdict)]
    lines += verify_lines.remedies(data["broken"])
    lines += [f"! {b['message']}" for b in data["remarks"]]
    lines.append(ctx.say("verified_counts", events=verdict.events, photos=verdict.photos))
    if verdict.packs:
        lines.append(ctx.say("verified_packs", n=verdict.packs))
    if not verdict.bytes_compared:
        lines.append(ctx.say("bytes_not_compared"))
    lines += verify_lines.of(ctx, "?", data["unjudgeable"])
    if verdict.root:
        lines.append(ctx.say("root_fingerprint", root=verdict.root))
    lines += [
        ctx.say("verified_key" if key["admitted"] else "verified_key_stranger", **key)
        for key in verdict.keys
    ]
    # Nothing that reads as good stands before the word that the root is a stranger's.
    if verdict.root:
        at = 0 if verdict.trust == "no" else len(lines)
        lines.insert(at, ctx.say(f"trust_{verdict.trust}"))
    else:
        lines.append(ctx.say("root_not_known"))
    return lines


def _summary(verdict: verifying.Verdict) -> list[str]:
    if verdict.ok:
        return ["verified_whole" if verdict.trust == "no" else "verified_ok"]
    lines = []
    if verdict.broken:
        lines.append("verified_broken")
    elif verdict.mended:
        lines.append("verified_mended")
    if verdict.taken_over:
        lines.append("verified_taken_over")
    if verdict.accepted:
        lines.append("verified_accepted")
    return lines


def _broken(ctx: Context, broken: verifying.Broken, names: Mapping[str, str]) -> dict[str, Any]:
    params = {"where": broken.where, **broken.params}
    reason = params.get("reason")
    if isinstance(reason, str) and reason in messages.catalogue():
        params["reason"] = messages.text(reason, {"file": broken.where, **params}, ctx.lang)
    return {
        "code": broken.code,
        "where": broken.where,
        "about": called.of(broken, names),
        "message": messages.text(broken.code, params, ctx.lang),
        "remedy": messages.remedy(broken.code, params, ctx.lang),
    }
