"""``photos`` side by side, and still to be taken: pairs, shots, where to stand."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from greenshield.cli import output
from greenshield.cli.context import Context, Outcome
from greenshield.domain.errors import UsageError
from greenshield.services import (
    calendar,
    lookup,
    people,
    photo_guide,
    photo_here,
    photo_lacking,
    photo_nearest,
    photo_pair,
    photo_rounds,
    photo_sets,
    photo_stand,
    photo_stand_out,
    photo_words,
    rules,
    tagging,
)
from greenshield.services.photo_here import Here
from greenshield.services.photo_sets import Pair
from greenshield.services.photo_stand import Stand, Target
from greenshield.services.session import Session

_ME = "me"


def add(verb: Any) -> None:
    """Adds the commands; ``verb`` makes the parser of one."""
    pairs = verb("pairs", "before/after pairs / 前后对比", run_pairs, "issue")
    which = pairs.add_mutually_exclusive_group()
    which.add_argument("--photos", default="", metavar="BEFORE,AFTER",
                       help="only these two, whichever they are / 只比较这两张")  # fmt: skip
    which.add_argument("--for", default="", dest="for_photo", metavar="PHOTO",
                       help="the photos of before that this one is most like, the nearest first / "
                       "与这张最接近的整改前照片，近的在前")  # fmt: skip
    shots = verb("shots", "which shots are lacking / 还缺哪些照片", run_shots)
    shots.add_argument("issue", nargs="?", default="", metavar="ISSUE")
    _add_many(shots)
    stand = verb("stand", "where to stand for each shot / 站位与拍摄方向", run_stand)
    stand.add_argument("issues", nargs="*", metavar="ISSUE")
    _add_many(stand)
    stand.add_argument("--phase", default="", metavar="before|after|lookback",
                       help="of photos; by the issue's state if not given / "
                       "照片阶段，默认按问题状态")  # fmt: skip
    stand.add_argument("--at", default="", metavar="POSITION",
                       help="where you are, as LON,LAT or in any notation / 当前坐标")  # fmt: skip
    stand.add_argument("--track", default="", metavar="FILE",
                       help="where you are: the last place in a GPX or NMEA file / "
                       "取轨迹文件的最后一点")  # fmt: skip
    stand.add_argument("--newest", action="store_true",
                       help="where you are: that of the newest photo or track / "
                       "取最新照片或轨迹的位置")  # fmt: skip
    stand.add_argument("--facing", default="", metavar="DEG",
                       help="which way you face, from true north / 面朝的真方位角")  # fmt: skip
    stand.add_argument("-o", "--output", default="", metavar="FILE",
                       help="write .gpx, .geojson, .csv or .xlsx / 写成文件")  # fmt: skip


def _add_many(parser: Any) -> None:
    parser.add_argument("--assigned-to", default="", metavar="ACTOR|me",
                        help="issues of one person that wait for photos / "
                        "某人名下待拍的问题")  # fmt: skip
    parser.add_argument("--all", action="store_true",
                        help="all issues that wait for photos / 所有待拍的问题")  # fmt: skip


def run_pairs(ctx: Context) -> Outcome:
    """Lists an issue's before/after pairs, or the photos of before that one is most like."""
    ends, issue = ctx.args.photos, ctx.args.issue
    with ctx.reading() as session:
        if ctx.args.for_photo:
            return _nearest(ctx, session, issue, ctx.args.for_photo)
        if ends:
            before, _, after = ends.partition(",")
            found = [photo_pair.pair(session.project, issue, before.strip(), after.strip())]
        else:
            found = photo_sets.pairs(session.project, issue)
    rows = [
        (
            p.before[:12],
            p.after[:12],
            "" if p.angle_deg is None else f"{p.angle_deg:.0f}",
            "✓" if p.counts else "✗",
            "" if p.apart_m is None else f"{p.apart_m:.0f}",
            _differs(ctx, p),
            _remarks(ctx, p),
        )
        for p in found
    ]
    lines = output.table(ctx.say("pair_headers").split("|"), rows)
    return Outcome({"items": [_pair(ctx, p) for p in found], "total": len(found)}, lines)


def _nearest(ctx: Context, session: Session, issue: str, photo: str) -> Outcome:
    found = photo_nearest.nearest(session.project, issue, photo)
    items = [{**_pair(ctx, n.pair), "kind": n.kind} for n in found]
    rows = [
        (
            n.view.sha256[:12],
            n.view.day,
            ctx.code_word("photo_kind", n.kind),
            "✓" if n.pair.counts else "✗",
            _differs(ctx, n.pair),
            _remarks(ctx, n.pair),
        )
        for n in found
    ]
    lines = output.table(ctx.say("nearest_headers").split("|"), rows)
    lines = lines if found else [ctx.say("nearest_none")]
    return Outcome({"items": items, "total": len(items)}, lines)


def _pair(ctx: Context, p: Pair) -> dict[str, Any]:
    found = p.difference
    return {
        "before": p.before,
        "after": p.after,
        "before_day": p.before_day or None,
        "after_day": p.after_day or None,
        "angle_deg": p.angle_deg,
        "counts": p.counts,
        "why_not": list(p.why_not),
        "apart_m": p.apart_m,
        "shown": p.shown,
        "remark": p.remark or None,
        "difference": None
        if found is None
        else {
            "go_m": found.apart_m,
            "go_deg": found.go_deg,
            "turn_deg": found.turn_deg,
            "higher_m": found.higher_m,
            "pitch_deg": found.pitch_deg,
            "zoom": found.zoom,
            "days": found.days,
            "alike": found.alike,
            "weight": found.weight,
            "message": _differs(ctx, p),
        },
    }


def _differs(ctx: Context, p: Pair) -> str:
    return "" if p.difference is None else photo_words.difference(p.difference, ctx.lang)


def _remarks(ctx: Context, p: Pair) -> str:
    return "; ".join(ctx.say(f"why_{code}") for code in (*p.why_not, p.remark) if code)


def run_shots(ctx: Context) -> Outcome:
    """Tells which photos are lacking: of one issue phase by phase, of many in a line each."""
    if ctx.args.all or ctx.args.assigned_to:
        return _shots_of_many(ctx)
    if not ctx.args.issue:
        raise UsageError("stand_issue_or_all")
    with ctx.reading() as session:
        found = photo_sets.shots(session.project, ctx.args.issue)
    items: list[dict[str, Any]] = []
    lines: list[str] = []
    for shots in found:
        missing = [output.missing_dict(m, ctx.lang) for m in shots.missing]
        left = [output.missing_dict(m, ctx.lang) for m in shots.left_out]
        item = {"phase": shots.phase, "have": shots.have, "missing": missing, "left_out": left}
        items.append(item)
        have = ", ".join(f"{ctx.code_word('photo_kind', k)} {n}" for k, n in shots.have.items())
        have = have or "0"
        code = "shots_lacking" if missing else "shots_complete"
        lines.append(ctx.say(code, phase=shots.phase, have=have))
        lines += [f"    {m['message']}" for m in [*missing, *left]]
    return Outcome({"items": items, "total": len(items)}, lines)


def _shots_of_many(ctx: Context) -> Outcome:
    if ctx.args.issue:
        raise UsageError("stand_issue_or_all")
    with ctx.reading() as session:
        wanted = _many(ctx, session)
        ruleset = rules.in_force(session.project)
        found = list(photo_lacking.of_issues(session.project, wanted, ruleset))
    items = [
        {"issue": of.number, "id": of.issue_id, "state": of.state, "phase": of.phase,
         "shots": [_shot(ctx, shot) for shot in of.shots]}
        for of in found
    ]  # fmt: skip
    rows = [
        (
            of.number,
            ctx.code_word("photo_phase", of.phase),
            *(
                ctx.listed(photo_words.shot(s, ctx.lang) for s in of.shots if s.needed is needed)
                for needed in (True, False)
            ),
        )
        for of in found
    ]
    lines = output.table(ctx.say("shots_of_many_headers").split("|"), rows)
    return Outcome(
        {"items": items, "total": len(items)}, lines if found else [ctx.say("stand_none")]
    )


def _shot(ctx: Context, shot: Any) -> dict[str, Any]:
    return {
        "phase": shot.phase,
        "what": shot.what,
        "kind": shot.kind,
        "needed": shot.needed,
        "like": shot.like or None,
        "record": shot.record or None,
        "title": photo_words.shot(shot, ctx.lang),
        "why": [output.missing_dict(m, ctx.lang) for m in shot.why],
    }


def run_stand(ctx: Context) -> Outcome:
    """Tells where to stand and which way to look, in the order to go; writes a file of it."""
    args = ctx.args
    facing = _facing(args.facing)
    phase = tagging.code_of("photo_phase", args.phase) if args.phase else ""
    with ctx.reading() as session:
        project = session.project
        if bool(args.issues) == bool(args.all or args.assigned_to):
            raise UsageError("stand_issue_or_all")
        wanted = [lookup.issue_id(project, word) for word in args.issues] or _many(ctx, session)
        here = _here(ctx, session)
        at = None if here is None else here.place
        found = photo_stand.of_issues(project, wanted, phase=phase, here=at, on=ctx.on)
        found = photo_guide.in_order(found, at)
    day = date.fromisoformat(ctx.on or calendar.today())
    ways = [_way(at, t.stands[0], day, facing) if t.stands else None for t in found]
    data: dict[str, Any] = {
        "items": [_target(ctx, t, w) for t, w in zip(found, ways, strict=True)],
        "total": len(found),
        "here": None if here is None else _told_here(here),
    }
    lines = _stand_lines(ctx, found, ways)
    if here is not None:
        lines.insert(0, ctx.say("stand_here", where=f"{here.lon:.6f}, {here.lat:.6f} {here.at}"))
    if args.output:
        count = photo_stand_out.write(found, Path(args.output), ctx.lang, at)
        data |= {"file": args.output, "written": count}
        lines.append(ctx.say("stand_written", shots=count, file=args.output))
    return Outcome(data, lines)


def _stand_lines(
    ctx: Context, found: list[Target], ways: list[photo_guide.Guide | None]
) -> list[str]:
    rows = []
    for number, (target, way) in enumerate(zip(found, ways, strict=True), 1):
        stand = target.stands[0] if target.stands else None
        rows.append((
            str(number),
            target.number,
            ctx.code_word("photo_phase", target.shot.phase),
            photo_words.shot(target.shot, ctx.lang),
            "✓" if target.shot.needed else "",
            "" if way is None else photo_words.way(way, ctx.lang),
            "" if stand is None else f"{stand.lon:.6f}, {stand.lat:.6f}",
            photo_words.place(stand, ctx.lang)
            + ("" if stand is None else f"; {photo_words.look(stand, ctx.lang)}"),
        ))  # fmt: skip
    if not rows:
        return [ctx.say("stand_none")]
    return output.table(ctx.say("stand_headers").split("|"), rows)


def _target(ctx: Context, target: Target, way: photo_guide.Guide | None) -> dict[str, Any]:
    return {
        "issue": target.number,
        "id": target.issue_id,
        "name": target.name or None,
        "state": target.state,
        **_shot(ctx, target.shot),
        "stands": [_stand(ctx, stand) for stand in target.stands],
        "way": None
        if way is None
        else {
            "distance_m": way.distance_m,
            "bearing_deg": way.bearing_deg,
            "magnetic_deg": way.magnetic_deg,
            "turn_deg": way.turn_deg,
            "is_there": way.is_there,
            "message": photo_words.way(way, ctx.lang),
        },
    }


def _stand(ctx: Context, stand: Stand) -> dict[str, Any]:
    return {
        "lon": stand.lon,
        "lat": stand.lat,
        "azimuth_deg": stand.azimuth_deg,
        "magnetic_deg": stand.magnetic_deg,
        "fov_deg": stand.fov_deg,
        "pitch_deg": stand.pitch_deg,
        "gap_m": stand.gap_m,
        "basis": stand.basis,
        "whole": stand.whole,
        "error_m": stand.error_m,
        "position_source": stand.position_source or None,
        "message": photo_words.look(stand, ctx.lang),
    }


def _way(
    here: tuple[float, float] | None, stand: Stand, day: date, facing: float | None
) -> photo_guide.Guide | None:
    return None if here is None else photo_guide.guide(here, stand, day, facing)


def _many(ctx: Context, session: Session) -> list[str]:
    """The issues that ``--assigned-to`` or ``--all`` chooses."""
    who = ctx.args.assigned_to
    if not who:
        return photo_rounds.waiting(session.project)
    if who == _ME:
        session.actor = ctx.default_actor(session)
        return photo_rounds.waiting(session.project, session.who.actor_id)
    return photo_rounds.waiting(session.project, people.find(session.project, who).actor_id)


def _here(ctx: Context, session: Session) -> Here | None:
    args = ctx.args
    if sum(bool(given) for given in (args.at, args.track, args.newest)) > 1:
        raise UsageError("stand_here_twice")
    if args.at:
        return photo_here.typed(session.project, args.at)
    if args.track:
        return photo_here.last_of(Path(args.track))
    if not args.newest:
        return None
    found = photo_here.newest(session.project)
    if found is None:
        raise UsageError("stand_here_unknown")
    return found


def _told_here(here: Here) -> dict[str, Any]:
    return {"lon": here.lon, "lat": here.lat, "source": here.source, "at": here.at or None}


def _facing(text: str) -> float | None:
    if not text:
        return None
    try:
        degrees = float(text)
    except ValueError:
        degrees = -1.0
    if not 0.0 <= degrees <= 360.0:
        raise UsageError("stand_facing_out_of_range", given=text)
    return degrees
