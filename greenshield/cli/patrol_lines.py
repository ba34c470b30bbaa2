"""Patrols as JSON and as lines for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import shapely
import shapely.geometry

from greenshield.cli import output
from greenshield.cli.context import Context
from greenshield.services.patrol_coverage import Walked
from greenshield.services.patrol_tracks import Offer

_GAPS = 8  # named one by one


def table(ctx: Context, items: Iterable[dict[str, Any]], *, covered: bool = False) -> list[str]:
    """Patrols, one a row."""
    rows = [_row(ctx, item, covered=covered) for item in items]
    heads = "patrol_headers_covered" if covered else "patrol_headers"
    return output.table(ctx.say(heads).split("|"), rows)


def _row(ctx: Context, item: dict[str, Any], *, covered: bool) -> tuple[Any, ...]:
    plain = (
        item["name"], ctx.code_word("patrol_state", item["state"]),
        f"{item['planned_from'] or ''}—{item['planned_to'] or ''}", item["area"],
        ctx.listed(item["inspector_names"]), item["tracks"], item["finds"], item["done_on"],
    )  # fmt: skip
    return (*plain, output.share(item["covered"])) if covered else plain


def coverage_dict(walked: Walked) -> dict[str, Any]:
    """What was walked, as JSON carries it; lines are GeoJSON in degrees EPSG:4490."""
    route = walked.route
    return {
        "route_m": None if route is None else route.length_m,
        "covered_m": None if route is None else route.covered_m,
        "covered": walked.share,
        "gaps": [
            {"length_m": gap.length_m, "line": shapely.geometry.mapping(gap.line)}
            for gap in (route.gaps if route is not None else ())
        ],
        "area_m2": walked.area_m2 or None,
        "seen_m2": walked.seen_m2 if walked.area_m2 else None,
        "seen": walked.seen_share,
        "walked_m": walked.length_m,
        "track_ids": list(walked.tracks),
        "outside": list(walked.outside),
        "untimed": list(walked.untimed),
        "unparted": list(walked.unparted),
        "parted": list(walked.parted),
    }


def offer_dict(one: Offer) -> dict[str, Any]:
    """A track that may have been walked for a patrol, as JSON carries it."""
    return {"track": one.track, "name": one.name, "started_at": one.started_at,
            "ended_at": one.ended_at, "mine": one.mine, "covered": one.share}  # fmt: skip


def offers(ctx: Context, found: Sequence[Offer]) -> list[str]:
    """The same as a table."""
    if not found:
        return [ctx.say("patrol_no_offers")]
    rows = [
        (one.name, output.moment(one.started_at), output.moment(one.ended_at),
         ctx.say("yes" if one.mine else "no"), output.share(one.share), one.track[-12:])
        for one in found
    ]  # fmt: skip
    return output.table(ctx.say("patrol_offer_headers").split("|"), rows)


def whole(
    ctx: Context,
    item: dict[str, Any],
    found: Walked,
    names: Mapping[str, str],
    finds: Iterable[dict[str, Any]],
) -> list[str]:
    """A patrol with what was walked and found; ``names`` of tracks by their ids."""
    lines = table(ctx, [item])
    lines += [f"  {item[name]}" for name in ("findings", "remark") if item[name]]
    lines += walked(ctx, found, names)
    if found.area_m2:
        lines.append(
            ctx.say("patrol_area_told", area=item["area"] or "", seen=f"{found.seen_m2:,.0f}",
                    share=output.share(found.seen_share))
        )  # fmt: skip
    for one in finds:
        told = (one["number"] or one["id"], one["facility_name"], ctx.state_word(one["state"]),
                one["found_on"])  # fmt: skip
        lines.append("  ◆ " + "  ".join(str(part) for part in told if part))
    return lines


def walked(ctx: Context, found: Walked, names: Mapping[str, str]) -> list[str]:
    """How much of the route was walked, and what was not."""
    if found.route is None:
        lines = [ctx.say("patrol_without_route")]
    else:
        lines = [
            ctx.say("patrol_route_told", length=f"{found.route.length_m:,.0f}",
                    covered=f"{found.route.covered_m:,.0f}", share=output.share(found.share),
                    corridor=f"{found.corridor_m:,.0f}")
        ]  # fmt: skip
        longest = sorted(found.route.gaps, key=lambda gap: -gap.length_m)
        for gap in longest[:_GAPS]:
            begin, end = (_place(gap.line, at) for at in (0, -1))
            lines.append("  ✗ " + ctx.say("patrol_gap_told", length=f"{gap.length_m:,.0f}",
                                          begin=begin, end=end))  # fmt: skip
        if len(longest) > _GAPS:
            lines.append("  " + ctx.say("patrol_gaps_more", n=len(longest) - _GAPS))
    doubts = {
        "patrol_track_outside": found.outside, "patrol_track_untimed": found.untimed,
        "patrol_track_unparted": found.unparted, "patrol_track_parted": found.parted,
    }  # fmt: skip
    for code, tracks in doubts.items():
        lines += ["  ! " + ctx.say(code, track=_track(one, names)) for one in tracks]
    return lines


def _track(track_id: str, names: Mapping[str, str]) -> str:
    """A track by its name, with the end of its id, since several may bear one."""
    name, end = names.get(track_id), track_id[-12:]
    return f"{name} [{end}]" if name else end


def _place(line: shapely.LineString, at: int) -> str:
    lon, lat = line.coords[at][:2]
    return f"{lon:.5f} {lat:.5f}"
