"""``photos`` by place and time: by hand, by tracks, and how far off cameras' clocks were."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from greenshield import wording_filling
from greenshield.cli import output
from greenshield.cli.context import Context, Outcome
from greenshield.domain.errors import UsageError
from greenshield.services import (
    photo_back,
    photo_by_track,
    photo_clock,
    photo_facts,
    photo_import,
    photo_placing,
)
from greenshield.services.photo_cameras import UNNAMED
from greenshield.services.photo_clock_offers import Offer
from greenshield.services.photo_track import GAP_LIMIT, LONGEST_GAP

_ALL: Final = "all"


def add(verb: Any) -> None:
    """Adds the commands; ``verb`` makes the parser of one."""
    place = verb("place", "place photos by hand, or by tracks / 手工或按轨迹定位", run_place)
    place.add_argument("photos", nargs="*", metavar="PHOTO")
    place.add_argument("--lon", default="", metavar="DEG", help="longitude / 经度")
    place.add_argument("--lat", default="", metavar="DEG", help="latitude / 纬度")
    place.add_argument("--back", action="store_true",
                       help="bring the place before the last back, of the last placing where "
                       "no PHOTO is named / 退回上一位置，不写照片即退回上一次定位的")  # fmt: skip
    add_tracks(place)
    place.add_argument("--camera", default="", metavar="CAMERA",
                       help="only photos of this camera, - for those that name none / "
                       "只限这台相机的照片，没有写明相机的写 -")  # fmt: skip
    place.add_argument("--again", action="store_true",
                       help="also those that a track placed / 包括已按轨迹定位的")  # fmt: skip
    place.add_argument("--dry-run", action="store_true",
                       help="tell what tracks would place / 只预览按轨迹定位的结果")  # fmt: skip
    clock = verb("clock", "how far off cameras' clocks were / 相机时钟差多少", run_clock)
    clock.add_argument("files", nargs="*", metavar="PATH",
                       help="of a clock, or that may tell / 时钟的照片，或其他照片")  # fmt: skip
    clock.add_argument("--shown", default="", metavar="TIME",
                       help="the time in the picture of a clock / 画面中时钟的时间")  # fmt: skip
    clock.add_argument("--track", action="append", default=[], metavar="GPX",
                       help="of who took the photos / 拍照人的轨迹")  # fmt: skip
    clock.add_argument("--own-track", action="append", default=[], metavar="NAME|all",
                       help="a track of the project / 项目里的轨迹")  # fmt: skip


def add_tracks(parser: Any) -> None:
    """Adds the options on tracks that ``photos import`` and ``photos place`` share."""
    parser.add_argument("--track", action="append", default=[], metavar="GPX",
                        help="places photos by their time / 按时间定位的轨迹")  # fmt: skip
    parser.add_argument("--own-track", action="append", default=[], metavar="NAME|all",
                        help="the same by a track of the project / 用项目里的轨迹")  # fmt: skip
    parser.add_argument("--gap", type=float, default=GAP_LIMIT / timedelta(minutes=1),
                        metavar="MINUTES",
                        help="tracks tell nothing between points farther apart (10) / "
                        "轨迹点间隔上限，分钟")  # fmt: skip
    parser.add_argument("--clock-offset", action="append", default=[],
                        metavar="+HH:MM:SS",
                        help="added to the camera's time to have the true one, or -HH:MM:SS; "
                        "of one camera as CAMERA=+HH:MM:SS / "
                        "相机时钟校正")  # fmt: skip


def tracks_of(args: Any) -> dict[str, Any]:
    """What the options on tracks say, by the names of ``photo_import.Options``.

    Raises:
        UsageError: an offset or a gap that is none.
    """
    if not 0 < args.gap <= LONGEST_GAP / timedelta(minutes=1):  # nor what is no number
        raise UsageError("track_gap_malformed", given=f"{args.gap:g}")
    own = None if not args.own_track else [n for n in args.own_track if n != _ALL]
    if _ALL in args.own_track:
        own = []
    everyone, cameras = timedelta(0), dict[str, timedelta]()
    for text in args.clock_offset:
        camera, _, typed = text.rpartition("=")
        found = photo_facts.offset_of(typed)
        if found is None:
            raise UsageError("clock_offset_malformed", given=text)
        if camera.strip():
            cameras[camera.strip()] = found
        else:
            everyone = found
    return {
        "tracks": [Path(t) for t in args.track],
        "own_tracks": own,
        "gap": timedelta(minutes=args.gap),
        "clock_offset": everyone,
        "camera_offsets": cameras,
    }


def run_place(ctx: Context) -> Outcome:
    """Places photos by hand or by tracks, or brings their earlier places back."""
    args = ctx.args
    by_track = bool(args.track or args.own_track)
    if [args.back, bool(args.lon or args.lat), by_track].count(True) != 1:
        raise UsageError("photo_place_or_back")
    if by_track:
        return _by_track(ctx)
    _refuse_idle(args)
    if args.back:
        return _back(ctx)
    if not args.photos:
        raise UsageError("photo_needed")
    with ctx.writing() as session:
        done = photo_placing.place_all(session, args.photos, lon=args.lon, lat=args.lat)
    line = ctx.say("photo_was_placed" if done.changes else "nothing_changed")
    return Outcome({"changed": bool(done.changes)}, [line])


def _back(ctx: Context) -> Outcome:
    """Brings some photos back, or all of the last placing, or those of it of one camera."""
    args = ctx.args
    progress = ctx.progress()
    with ctx.writing() as session:
        if args.photos:
            before = {p: photo_placing.before_last(session.project, p) for p in args.photos}
        else:
            before = photo_back.before_last_placing(session, args.camera)
        done = photo_placing.put_back(session, before, progress)
    progress.end()
    told = ctx.say("photos_went_back", count=len(done.before))
    line = told if done.changes else ctx.say("nothing_changed")
    return Outcome({"changed": bool(done.changes), "photos": list(done.before)}, [line])


def _refuse_idle(args: Any) -> None:
    """Refuses options that would be passed over, a dry run before all: it has to write nothing.

    Raises:
        UsageError: ``place_option_of_tracks``.
    """
    of_tracks = {
        "--dry-run": args.dry_run,
        "--again": args.again,
        "--camera": args.camera and (args.photos or not args.back),
        "--clock-offset": args.clock_offset,
    }
    for option, is_given in of_tracks.items():
        if is_given:
            raise UsageError("place_option_of_tracks", option=option)


def _by_track(ctx: Context) -> Outcome:
    args = ctx.args
    options = photo_import.Options(**tracks_of(args))
    how = {"again": args.again, "camera": args.camera}
    changed = False
    progress = ctx.progress()
    with ctx.reading() if args.dry_run else ctx.writing() as session:
        walk = photo_import.walk_of(session.project, options)
        assert walk is not None
        found = photo_by_track.plan(session.project, walk, args.photos, **how)
        offered = photo_clock.propose(session.project, walk)
        offers = photo_clock.differing(offered, walk, found.cameras)
        if not args.dry_run and found.spots:
            changed = bool(photo_by_track.carry_out(session, walk, found, progress).changes)
    progress.end()
    spots = [
        {name: getattr(s, name) for name in photo_by_track.Spot.__slots__} for s in found.spots
    ]
    left = [
        {"photo": x.photo, "file": x.file, "code": x.code, "message": ctx.say(x.code, **x.params)}
        for x in found.left
    ]
    numbers = {
        "placed": len(spots),
        "asked": found.asked,
        "error_m": f"{found.largest_error_m:.0f}",
    }
    gap = photo_clock.written(timedelta(seconds=found.largest_gap_s)).lstrip("+")
    lines = [ctx.say("photos_by_track" if spots else "photos_by_track_none", gap=gap, **numbers)]
    if args.dry_run:
        rows = [
            (s.photo[:12], s.file, f"{s.lon:.6f}", f"{s.lat:.6f}", f"{s.error_m:.0f}",
             f"{s.gap_s:.0f}", s.track, photo_clock.written(timedelta(seconds=s.offset_s)))
            for s in found.spots
        ]  # fmt: skip
        lines += output.table(ctx.say("by_track_headers").split("|"), rows) if rows else []
    elif spots:
        lines.append(ctx.say("photos_were_placed_by_track", placed=len(spots)))
    reasons = Counter(x["message"] for x in left)
    lines += [ctx.say("photos_left_by_track", count=n, why=why) for why, n in reasons.items()]
    problems = [output.problem_dict(p, ctx.lang) for p in walk.problems]
    data = {
        "dry_run": args.dry_run, "changed": changed, "items": spots, "total": len(spots),
        "left": left, "largest_gap_s": found.largest_gap_s,
        "largest_error_m": found.largest_error_m, "problems": problems,
        "warnings": proposals(ctx, offers) + _days_moved(ctx, found),
    }  # fmt: skip
    return Outcome(data, lines)


def _days_moved(ctx: Context, found: photo_by_track.Plan) -> list[dict[str, str]]:
    """Says of how many photos the clock is put right onto another day."""
    count = sum(spot.moves_day for spot in found.spots)
    code = "photos_clock_moves_day"
    return [{"code": code, "message": ctx.say(code, count=count)}] if count else []


def proposals(ctx: Context, offers: list[Offer]) -> list[dict[str, str]]:
    """What is said of clocks for which another offset was used than photos tell."""
    out = []
    for offer in offers:
        code, params = photo_clock.told(offer)
        params["camera"] = params["camera"] or ctx.say("camera_unnamed")
        command = _command(ctx, offer)
        said = wording_filling.sentences(
            ctx.say(code, **params), ctx.say("clock_offset_command", command=command)
        )
        out.append({"code": code, "message": said, "command": command})
    return out


def _command(ctx: Context, offer: Offer) -> str:
    """What places the photos of a camera anew by the offset that is proposed."""
    offset = photo_clock.written(timedelta(seconds=offer.offset_s))
    words = ["greenshield", "photos", "place", str(ctx.args.project)]
    words += [word for file in ctx.args.track for word in ("--track", str(file))]
    words += [word for name in ctx.args.own_track for word in ("--own-track", name)]
    camera = offer.camera or UNNAMED
    words += ["--again", "--camera", camera]
    words += [f"--clock-offset={camera}={offset}"] if offer.matters else []
    return shlex.join(words)


def evidence(ctx: Context, offer: Offer) -> str:
    """Why an offset is thought, in words."""
    numbers: Mapping[str, Any] = {
        "agreeing": offer.agreeing, "photos": offer.photos, "spread": f"{offer.spread_s:.0f}"
    }  # fmt: skip
    return ctx.say(f"clock_evidence_{offer.by}", **numbers)


def run_clock(ctx: Context) -> Outcome:
    """Tells the offset of a camera's clock by a photo of a clock, or proposes those of cameras."""
    args = ctx.args
    if args.shown:
        if len(args.files) != 1:
            raise UsageError("clock_photo_needed")
        camera = photo_clock.read_clock_photo(Path(args.files[0])).taken_at
        offset = photo_clock.written(photo_clock.offset(camera, args.shown))
        told = {"camera": camera, "offset": offset}
        line = ctx.say("photo_clock_told", camera=output.moment(camera), offset=offset)
        return Outcome(told, [line])
    own = None if not args.own_track else [n for n in args.own_track if n != _ALL]
    options = photo_import.Options(tracks=[Path(t) for t in args.track], own_tracks=own)
    progress = ctx.progress()
    with ctx.reading() as session:
        walk = photo_import.walk_of(session.project, options)
        files = [Path(f) for f in args.files]
        offers = photo_clock.propose(session.project, walk, files, progress)
    progress.end()
    items = [_offer(ctx, offer) for offer in offers]
    rows = [
        (
            item["camera"] or ctx.say("camera_unnamed"),
            item["offset"],
            item["evidence"],
            item["remark"],
        )
        for item in items
    ]
    lines = output.table(ctx.say("clock_headers").split("|"), rows)
    data = {"items": items, "total": len(items)}
    return Outcome(data, lines if rows else [ctx.say("clock_nothing_tells")])


def _offer(ctx: Context, offer: Offer) -> dict[str, Any]:
    remark = "" if offer.matters else ctx.say("clock_right")
    if offer.zone_s and offer.matters:
        zone, rest = (
            photo_clock.written(timedelta(seconds=s))
            for s in (offer.zone_s, offer.offset_s - offer.zone_s)
        )
        remark = ctx.say("clock_zone", zone=zone, rest=rest)
    return {
        "camera": offer.camera,
        "offset": photo_clock.written(timedelta(seconds=offer.offset_s)),
        "offset_s": offer.offset_s,
        "spread_s": offer.spread_s,
        "photos": offer.photos,
        "agreeing": offer.agreeing,
        "by": offer.by,
        "zone_s": offer.zone_s,
        "matters": offer.matters,
        "without_place": offer.without_place,
        "evidence": evidence(ctx, offer),
        "remark": remark,
    }
