"""``photos`` whose file tells too little: the datum of positions, and times by hand."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any, Final

from greenshield import wording_filling
from greenshield.cli.context import Context, Outcome
from greenshield.domain.errors import UsageError
from greenshield.services import photo_datum, photo_facts, photo_import, photo_time, track_import
from greenshield.services.photo_cameras import UNNAMED

_NAMES: Final = {"wgs84": "WGS 84", "gcj02": "GCJ-02", "bd09": "BD-09"}


def add(verb: Any) -> None:
    """Adds the commands; ``verb`` makes the parser of one."""
    datum = verb("datum", "in which datum the files give positions / 照片位置的坐标基准", run_datum)
    datum.add_argument("photos", nargs="*", metavar="PHOTO")
    datum.add_argument("--as", dest="datum", default="", choices=photo_facts.DATUMS,
                       help="read their positions so / 按此基准换算")  # fmt: skip
    datum.add_argument("--camera", default="", metavar="CAMERA",
                       help="all photos of this camera, - for those that name none / "
                       "这台相机的全部照片，没有写明相机的写 -")  # fmt: skip
    datum.add_argument("--software", default="", metavar="NAME",
                       help="of these only what this program wrote, - for none / "
                       "其中只限这一软件写的")  # fmt: skip
    datum.add_argument("--track", action="append", default=[], metavar="GPX",
                       help="of who took them, to compare with / 用来比对的轨迹")  # fmt: skip
    when = verb("time", "say by hand when photos were taken / 手工填写拍摄时间", run_time)
    when.add_argument("photos", nargs="+", metavar="PHOTO")
    when.add_argument("--at", default="", metavar="TIME", help="day and time / 日期和时间")
    when.add_argument("--back", action="store_true",
                      help="bring the time before the last back / 退回上一时间")  # fmt: skip


def run_datum(ctx: Context) -> Outcome:
    """Reads positions in another datum, or tells of cameras whose positions look shifted."""
    args = ctx.args
    if bool(args.photos) == bool(args.camera) and (args.datum or args.photos):
        raise UsageError("photo_or_camera")
    if args.software and not args.camera:
        raise UsageError("photo_or_camera")
    if not args.datum:
        if args.photos or args.camera:
            raise UsageError("photo_datum_needed")
        return _hints(ctx)
    progress = ctx.progress()
    with ctx.writing() as session:
        photos = args.photos
        if args.camera:
            photos = photo_datum.of_camera(session.project, args.camera, args.software)
        done = photo_datum.read_as(session, photos, args.datum, progress)
    progress.end()
    changed = bool(done.changes)
    code = "photo_datum_read" if changed else "nothing_changed"
    line = ctx.say(code, count=len(done.before), datum=_NAMES[args.datum])
    return Outcome({"changed": changed}, [line])


def _hints(ctx: Context) -> Outcome:
    args = ctx.args
    with ctx.reading() as session:
        timed = any(t["started_at"] for t in track_import.tracks(session.project))
        own: list[str] | None = [] if timed else None
        options = photo_import.Options(tracks=[Path(t) for t in args.track], own_tracks=own)
        walk = photo_import.walk_of(session.project, options)
        found = photo_datum.look(session.project, walk)
    items: list[dict[str, Any]] = []
    lines = []
    for hint in found.hints:
        params = {
            "camera": hint.camera or ctx.say("camera_unnamed"), "software": hint.software or "—",
            "datum": _NAMES[hint.datum], "told": hint.told,
            "before_m": f"{hint.before_m:.0f}", "after_m": f"{hint.after_m:.0f}",
        }  # fmt: skip
        command = _command(ctx, hint)
        message = wording_filling.sentences(
            ctx.say("photo_datum_hint", **params), ctx.say("clock_offset_command", command=command)
        )
        items.append({
            "camera": hint.camera, "software": hint.software, "datum": hint.datum, "by": hint.by,
            "before_m": hint.before_m, "after_m": hint.after_m, "told": hint.told,
            "photos": list(hint.photos), "message": message, "command": command,
        })  # fmt: skip
        lines.append(message)
    numbers = {"photos": found.photos, "judged": found.judged}
    data = {"items": items, "total": len(items), **numbers}
    if found.judged and not lines:
        lines.append(ctx.say("photo_datum_no_hint", **numbers))
    if found.judged < found.photos or not lines:
        lines.append(ctx.say("photo_datum_untold", count=found.photos - found.judged))
    return Outcome(data, lines)


def _command(ctx: Context, hint: photo_datum.Hint) -> str:
    """What reads the positions of a camera's photos, by one program, in the datum hinted at."""
    words = ["greenshield", "photos", "datum", str(ctx.args.project), "--as", hint.datum]
    words += ["--camera", hint.camera or UNNAMED, f"--software={hint.software or UNNAMED}"]
    return shlex.join(words)


def run_time(ctx: Context) -> Outcome:
    """Says by hand when photos were taken, or brings back what was said before."""
    args = ctx.args
    if args.back == bool(args.at):
        raise UsageError("photo_time_or_back")
    with ctx.writing() as session:
        if args.back:
            before = {p: photo_time.before_last(session.project, p) for p in args.photos}
            done = photo_time.put_back(session, before)
        else:
            done = photo_time.set_time(session, args.photos, args.at)
    code = "photo_time_went_back" if args.back else "photo_was_timed"
    changed = bool(done.changes)
    return Outcome({"changed": changed}, [ctx.say(code if changed else "nothing_changed")])
