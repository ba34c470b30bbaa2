"""``photos`` to be looked at: thumbnails, a picture, all about one, its tags, a camera's clock."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from greenshield import atomic
from greenshield.cli import output, photos_check
from greenshield.cli.context import Context, Outcome
from greenshield.domain.as_read import ReadTag
from greenshield.domain.errors import GreenShieldError, Problem
from greenshield.services import (
    lookup,
    photo_exif,
    photo_original,
    photo_picture,
    photo_show,
    photo_thumbnails,
)

_BY_SATELLITES: Final = "gps_at"


def add(verb: Any) -> None:
    """Adds the commands; ``verb`` makes the parser of one."""
    small = verb("thumbnails", "make the small pictures / 生成缩略图", run_thumbnails)
    small.add_argument("--size", type=int, default=160, metavar="160|320|640",
                       help="longer side in pixels / 长边像素")  # fmt: skip
    large = verb("picture", "write a photo as an upright JPEG / 导出画面", run_picture, "photo")
    large.add_argument("-o", "--output", required=True, metavar="FILE", help="where to / 输出文件")
    large.add_argument("--size", type=int, default=photo_picture.LARGEST, metavar="PIXELS",
                       help="longer side in pixels, at most / 长边像素上限")  # fmt: skip
    verb("show", "all about one photo / 查看一张", run_show, "photo")
    whole = verb("original", "write a copy of the original / 导出原片", run_original, "photo")
    whole.add_argument("-o", "--output", required=True, metavar="FILE|FOLDER",
                       help="where to / 输出文件或文件夹")  # fmt: skip
    verb("exif", "its EXIF and XMP as read / 查看 EXIF", run_exif, "photo")


def run_thumbnails(ctx: Context) -> Outcome:
    """Makes all thumbnails that are not there yet."""
    problems: list[Problem] = []
    counted = 0

    progress = ctx.progress()
    with ctx.reading() as session:

        def made(sha256: str, data: bytes | None, error: GreenShieldError | None) -> None:
            nonlocal counted
            counted += data is not None
            if error is not None:
                # People know the photo by its own name, not by that of the pool.
                params = error.params | {"file": photo_original.name_of(session.project, sha256)}
                problems.append(Problem(error.code, sha256[:12], params=params))

        photos = photo_thumbnails.all_photos(session.project)
        photo_thumbnails.thumbnails(session.project, photos, made, ctx.args.size, progress)
    progress.end()
    data = {
        "made": counted,
        "refused": len(problems),
        "problems": [output.problem_dict(p, ctx.lang) for p in problems],
    }
    line = ctx.say("thumbnails_made", made=counted, refused=len(problems))
    return Outcome(data, [line], 1 if problems else 0)


def run_picture(ctx: Context) -> Outcome:
    """Writes a photo as it is to be seen, without its metadata."""
    args = ctx.args
    with ctx.reading() as session:
        sha256 = lookup.photo_sha256(session.project, args.photo)
        found = photo_picture.Pictures(session.project).fitted(sha256, args.size)
    atomic.write(Path(args.output), photo_picture.encoded(found), shared=True)
    remarks = [
        code
        for code, told in (
            ("photo_was_altered", found.altered),
            ("photo_embedded_only", found.embedded),
        )
        if told
    ]
    warnings = [{"code": c, "message": ctx.say(c, photo=sha256[:12])} for c in remarks]
    size = {"width": found.width, "height": found.height}
    line = ctx.say("photo_picture_written", file=args.output, **size)
    data = {"file": args.output, **size, "warnings": warnings}
    return Outcome(data, [line, *(w["message"] for w in warnings)])


def run_original(ctx: Context) -> Outcome:
    """Writes the bytes of an original."""
    with ctx.reading() as session:
        sha256 = lookup.photo_sha256(session.project, ctx.args.photo)
        file = photo_original.export(session.project, sha256, Path(ctx.args.output))
    told = {"file": str(file), "sha256": sha256}
    return Outcome(told, [ctx.say("photo_original_written", **told)])


def run_show(ctx: Context) -> Outcome:
    """Tells everything about one photo."""
    with ctx.reading() as session:
        found = photo_show.show(session.project, ctx.args.photo)
    warnings = [{"code": c, "message": ctx.say(c, **p)} for c, p in found["warnings"]]
    tags = []
    for tag in found["tags"]:
        doubt = tag["doubt"]
        told = (
            None if doubt is None else {"code": doubt[0], "message": ctx.say(doubt[0], **doubt[1])}
        )
        tags.append({**tag, "doubt": told})
    error = found.pop("exif_error")
    if error is not None:
        warnings.append({"code": error[0], "message": ctx.say(error[0], **error[1])})
    doubts = photos_check.told(ctx, found.get("doubts", []))
    data = {**found, "warnings": warnings, "doubts": doubts, "tags": tags}
    # Its time is told in Chinese time: the camera's offset beside it would say otherwise.
    shown = {**found, "taken_at": output.moment(found.get("taken_at")), "taken_at_offset": None}
    plain = [
        (_label(ctx, name), _value(ctx, name, value))
        for name, value in shown.items()
        if not isinstance(value, list | dict) and value not in (None, "")
    ]
    exif = [(f"exif.{name}", _as_said(name, value)) for name, value in found["exif"].items()]
    ties = [(ctx.say("photo_show_tag"), _tie(ctx, tag)) for tag in tags]
    notes = [(ctx.say("photo_show_warning"), w["message"]) for w in warnings]
    notes += [(ctx.say("photo_show_doubt"), d["message"]) for d in doubts]
    lines = [
        f"{name}{' ' * (24 - output.width(name))} {value}"
        for name, value in plain + exif + ties + notes
    ]
    return Outcome(data, lines)


def _label(ctx: Context, name: str) -> str:
    """A field's name; a few lines speak of what is no field of a photo."""
    if name in ("file", "path", "needs_choice"):
        return ctx.say(f"photo_show_{name}")
    return ctx.field_word("photo", name)


def _value(ctx: Context, name: str, value: Any) -> str:
    if isinstance(value, bool):
        return ctx.say("yes" if value else "no")
    if name == _BY_SATELLITES:
        return output.moment(value)
    return ctx.value_word("photo", name, value)


def _as_said(name: str, value: Any) -> str:
    """What a file says: the camera's time as it stands there, the satellites' in Chinese time."""
    if name == _BY_SATELLITES:
        return output.moment(value)
    return str(value).replace("T", " ", 1) if name == "taken_at" else str(value)


def _tie(ctx: Context, tag: dict[str, Any]) -> str:
    phase = ctx.code_word("photo_phase", tag["phase"])
    kind = ctx.code_word("photo_kind", tag["kind"])
    return f"{tag['issue']} {phase}/{kind}"


def run_exif(ctx: Context) -> Outcome:
    """Lists every tag of a photo's original."""
    with ctx.reading() as session:
        found = photo_exif.as_read(session.project, ctx.args.photo)
    short = {"photo": found.sha256[:12]}
    told = [(code, ctx.say(code, **params)) for code, params in found.remarks]
    if not found.intact:
        told.insert(0, ("photo_was_altered", ctx.say("photo_was_altered", **short)))
    lines = [ctx.say("exif_intact", **short)] if found.intact else []
    if not found.groups:
        lines.append(ctx.say("exif_none"))
    for group in found.groups:
        lines.append(f"[{group.name}]")
        lines += [_tag_line(ctx, tag) for tag in group.tags]
        if group.left_out:
            lines.append(ctx.say("exif_left_out", count=group.left_out))
    warnings = [{"code": code, "message": message} for code, message in told]
    data = {k: v for k, v in asdict(found).items() if k != "remarks"}
    return Outcome({**data, "warnings": warnings}, lines)


def _tag_line(ctx: Context, tag: ReadTag) -> str:
    number = "      " if tag.number is None else f"0x{tag.number:04X}"
    remark = ""
    if tag.damaged:
        remark = ctx.say("exif_damaged")
    elif tag.cut:
        remark = ctx.say("exif_cut" if tag.value else "exif_binary", size=tag.size)
    elif tag.meaning:
        remark = tag.meaning
    value = " ".join(tag.value.split())
    shown = f"{value} ({remark})" if value and remark else value or (remark and f"({remark})")
    return f"  {number}  {tag.name:<28} {shown}"
