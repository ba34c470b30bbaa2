"""``photos``: import, list, suggest issues, tag, place, accept; pairs and missing shots."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from greenshield import messages, settings, wording_filling
from greenshield.cli import (
    output,
    photos_check,
    photos_facts,
    photos_placing,
    photos_shots,
    photos_sight,
    photos_tied,
    words_in,
)
from greenshield.cli.arguments import Subparsers, group
from greenshield.cli.context import Context, Outcome
from greenshield.domain.errors import Problem, SurroundingsError, UnreadableError
from greenshield.services import (
    photo_direction,
    photo_facts,
    photo_import,
    photo_list,
    photo_pages,
    photo_remarked,
    photo_suggest,
    photo_ties,
    tagging,
)


def add(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the commands."""
    verbs = group(subparsers, "photos", "photos / 照片")

    def verb(name: str, help_text: str, run: Any, *words: str) -> Any:
        parser = verbs.add_parser(name, parents=[common], help=help_text)
        for word in ("project", *words):
            parser.add_argument(word, metavar=word.upper())
        parser.set_defaults(run=run)
        return parser

    def many(parser: Any) -> None:
        parser.add_argument("photos", nargs="+", metavar="PHOTO")

    take = verb("import", "photos and folders of photos / 导入", run_import)
    take.add_argument("paths", nargs="+", metavar="PATH", help="photos or folders / 照片或文件夹")
    photos_placing.add_tracks(take)
    take.add_argument("--datum", default="wgs84", choices=photo_facts.DATUMS,
                      help="of positions in the photos / 照片位置的坐标基准")  # fmt: skip
    take.add_argument("--auto-tag", action="store_true", help="tie what is plain / 自动关联")
    take.add_argument("--phase", default="day", metavar="before|during|after|lookback|day",
                      help="for which phase --auto-tag ties / 自动关联的阶段")  # fmt: skip
    show = verb("list", "list them / 列出", run_list)
    show.add_argument("--untagged", action="store_true", help="tied to none / 只列未关联")
    show.add_argument("--issue", default="", metavar="ISSUE")
    show.add_argument("--near", default="", metavar="ISSUE",
                      help="tied to none and near an issue, nearest first, then those tied to it / "
                      "问题附近未关联的（近的在前）和已关联的")  # fmt: skip
    show.add_argument("--only", default="all", type=words_in.choice_of(words_in.PHOTOS, "all"),
                      choices=tuple(words_in.PHOTOS),
                      help="those that wait for a choice, have no position, or a remark / "
                      "只列待选择、无位置或有疑点的")  # fmt: skip
    many(verb("suggest", "which issues they may show / 推荐问题", run_suggest))
    tie = verb("tag", "tie photos to an issue / 关联", run_tag)
    many(tie)
    tie.add_argument("issue", metavar="ISSUE")
    tie.add_argument("--phase", required=True, metavar="before|during|after|lookback|day",
                     help="when it was taken, or what each one's day tells / "
                     "阶段：整改前、整改中、整改后、回头看，或按拍摄日期")  # fmt: skip
    tie.add_argument("--kind", default="", metavar="far|near|detail|aerial",
                     help="what it shows / 类别：全景、近景、局部、航拍")  # fmt: skip
    tie.add_argument("--beside", action="store_true",
                     help="keep its ties for other phases / 保留其他阶段的关联")  # fmt: skip
    loose = verb("untag", "take ties of photos off / 取消关联", run_untag)
    many(loose)
    loose.add_argument("issue", metavar="ISSUE")
    loose.add_argument("--phase", default="", metavar="before|during|after|lookback",
                       help="that of one phase only / 只取消这一阶段")  # fmt: skip
    accept = verb("accept", "accept a doubtful one as evidence / 认可", run_accept, "photo")
    accept.add_argument("--note", required=True, help="why it may count / 认可理由")
    photos_shots.add(verb)
    photos_placing.add(verb)
    photos_facts.add(verb)
    photos_sight.add(verb)
    photos_check.add(verb)


def run_import(ctx: Context) -> Outcome:
    """Imports photos."""
    args = ctx.args
    paths = [Path(p) for p in args.paths]
    by_day = args.phase == photo_ties.BY_DAY
    phase = "" if by_day else tagging.code_of("photo_phase", args.phase)
    tracks = photos_placing.tracks_of(args)
    options = photo_import.Options(
        **tracks, datum=args.datum, auto_tag=args.auto_tag, phase=phase,
        lead=settings.load().auto_tag,
    )  # fmt: skip
    progress = ctx.progress()
    is_alone = len(paths) == 1 and not paths[0].is_dir()  # before: a folder may go away meanwhile
    with ctx.writing() as session:
        done = photo_import.import_photos(session, paths, options, progress)
        remarks = photo_remarked.counts(session.project, done.photos)
    progress.end()
    if is_alone and done.refused:
        raise whole_refused(next(p for p in done.problems if p.fatal))
    numbers = {
        name: getattr(done, name)
        for name in ("added", "duplicates", "located", "tagged", "needs_choice", "refused", "left")
    }
    said = numbers | {"refused": done.refused - done.left}
    lines = [ctx.say("photos_imported_left" if done.left else "photos_imported", **said)]
    if args.auto_tag:
        lines.append(ctx.say("photos_auto_tagged", **numbers))
        lines += _phases_said(ctx, done.phases)
    if remarks:
        kinds = ctx.listed(ctx.say(f"sum_{code}", n=n) for code, n in remarks.items())
        lines.append(ctx.say("photos_remarked", told=kinds))
    problems = [output.problem_dict(p, ctx.lang) for p in done.problems]
    data = {
        **numbers,
        "phases": dict(done.phases),
        "ties": photos_tied.data(ctx, done.ties),
        "problems": problems,
        "remarks": remarks,
        "warnings": _idle_offset(ctx) + photos_placing.proposals(ctx, done.clocks),
    }
    return Outcome(data, lines, 1 if done.refused else 0)


def _phases_said(ctx: Context, phases: Mapping[str, int]) -> list[str]:
    """How many photos were tied for which phase, in a line; none where none was."""
    told = ", ".join(f"{ctx.code_word('photo_phase', p)} {n}" for p, n in phases.items())
    return [ctx.say("phases_tied", told=told)] if told else []


def _idle_offset(ctx: Context) -> list[dict[str, str]]:
    """Says where an offset was given and nothing for which it serves."""
    if not ctx.args.clock_offset or ctx.args.track or ctx.args.own_track:
        return []
    code = "clock_offset_without_track"
    return [{"code": code, "message": ctx.say(code, given=ctx.args.clock_offset[-1])}]


def whole_refused(problem: Problem) -> UnreadableError | SurroundingsError:
    """The failure of a command whose one file was refused: nothing was done in part."""
    kind = SurroundingsError if problem.code.endswith("_no_permission") else UnreadableError
    return kind(problem.code, **{"file": problem.file, **problem.params})


def run_list(ctx: Context) -> Outcome:
    """Lists photos."""
    args = ctx.args
    with ctx.reading() as session:
        found = photo_list.photos(
            session.project, untagged=args.untagged, issue=args.issue, doubted=True
        )
        if args.only != "all":
            wanted = set(photo_pages.keys(session.project, only=args.only).hashes)
            found.items[:] = [item for item in found.items if item["sha256"] in wanted]
        if args.near:
            near = photo_pages.keys(session.project, only="near", issue=args.near).hashes
            order = {sha256: at for at, sha256 in enumerate(near)}
            found.items[:] = sorted(
                (item for item in found.items if item["sha256"] in order),
                key=lambda item: order[item["sha256"]],
            )
    rows = [
        (
            (
                item["sha256"][:12],
                item["file"],
                output.moment(item["taken_at"], item["taken_at_offset"]),
                ctx.code_word("time_source", item["taken_at_source"]),
                _degrees(item["lon"]),
                _degrees(item["lat"]),
                ctx.code_word("position_source", item["position_source"]),
                _azimuth(item),
                " ".join(_tag(ctx, t) for t in item["tags"]),
            ),
            [
                messages.text(c, p, ctx.lang)
                for c, p in (*found.remarks[item["sha256"]], *found.doubts.get(item["sha256"], ()))
            ],
        )
        for item in found.items
    ]
    lines = output.table_and_below(ctx.say("photo_headers").split("|"), rows)
    return Outcome({"items": found.items, "total": len(found.items)}, lines)


def _tag(ctx: Context, tag: dict[str, Any]) -> str:
    phase = ctx.code_word("photo_phase", tag["phase"])
    kind = ctx.code_word("photo_kind", tag["kind"])
    return f"{tag['issue']}:{phase}/{kind}"


def _azimuth(item: Mapping[str, Any]) -> str:
    """From true north; marked M where nobody knows more than what a compass showed."""
    told = photo_direction.as_told(item)
    is_magnetic = item["azimuth_true_deg"] is None and item["azimuth_ref"] == "M"
    return "" if told is None else f"{told:.0f}{' M' if is_magnetic else ''}"


def _degrees(value: float | None) -> str:
    return "" if value is None else f"{value:.6f}"


def run_suggest(ctx: Context) -> Outcome:
    """Ranks the issues that a photo may show."""
    with ctx.reading() as session:
        photos = ctx.args.photos
        if len(photos) == 1:
            found = photo_suggest.suggest(session.project, photos[0])
        else:
            found = photo_suggest.suggest_for(session.project, photos)
            if not found and not photo_suggest.any_placed(session.project, photos):
                found = None
    items: list[dict[str, Any]] = [
        {
            "issue": s.number,
            "id": s.issue_id,
            "state": s.state,
            "score": s.score,
            "distance_m": s.distance_m,
            "inside": s.inside,
            "in_view": s.in_view,
            "bearing_deg": round(s.bearing_deg, 1),
            "phase": s.phase or None,
            "phase_why": ctx.say(s.phase_why[0], **s.phase_why[1]),
            "photos": s.photos,
            "reasons": [
                {"code": code, "params": params, "message": _reason(ctx, code, params)}
                for code, params in s.reasons
            ],
        }
        for s in found or ()
    ]
    data = {"items": items, "total": len(items), "placed": found is not None}
    if found is None:
        params = {"photo": photos[0], "count": len(photos)}
        code = "photo_not_placed" if len(photos) == 1 else "photos_not_placed"
        remedy = messages.remedy("photo_not_placed", params, ctx.lang)
        told = wording_filling.sentences(ctx.say(code, **params), remedy)
        return Outcome(data, [told])
    rows = [
        (
            item["issue"],
            f"{item['score']:.2f}",
            f"{item['distance_m']:.0f}",
            "; ".join(r["message"] for r in item["reasons"]),
            f"{ctx.code_word('photo_phase', item['phase'])}: {item['phase_why']}"
            if item["phase"]
            else item["phase_why"],
        )
        for item in items
    ]
    if not items:
        return Outcome(
            data, [ctx.say("photo_suggests_none", km=f"{photo_suggest.FARTHEST_M / 1000:g}")]
        )
    return Outcome(data, output.table(ctx.say("suggestion_headers").split("|"), rows))


def _reason(ctx: Context, code: str, params: dict[str, Any]) -> str:
    if "state" in params:
        params = {"state": ctx.state_word(params["state"])}
    return ctx.say(code, **params)


def run_tag(ctx: Context) -> Outcome:
    """Ties photos to an issue, all or none."""
    args = ctx.args
    how = {"phase": args.phase, "kind": args.kind, "beside": args.beside}
    with ctx.writing() as session:
        doubts = photo_ties.doubts(session.project, args.photos, args.issue, **how)
        done = photo_ties.tag_all(session, args.photos, args.issue, **how)
    told = _changed(ctx, "photo_was_tagged", changed=bool(done.changes))
    phases = Counter(t.phase for t in done.made)
    warnings = [{"code": d.code, "message": ctx.say(d.code, **d.params)} for d in doubts]
    data = {**told.data, "phases": dict(phases), "warnings": warnings}
    return Outcome(data, [*told.lines, *_phases_said(ctx, phases)])


def run_untag(ctx: Context) -> Outcome:
    """Takes photos' ties to an issue off, all or none."""
    with ctx.writing() as session:
        done = photo_ties.untag_all(session, ctx.args.photos, ctx.args.issue, ctx.args.phase)
    return _changed(ctx, "photo_was_untagged", changed=bool(done.changes))


def run_accept(ctx: Context) -> Outcome:
    """Accepts a doubtful photo as evidence, as a second person."""
    with ctx.writing() as session:
        changes = tagging.accept(session, ctx.args.photo, note=ctx.args.note)
    return _changed(ctx, "photo_was_accepted", changed=bool(changes))


def _changed(ctx: Context, code: str, *, changed: bool) -> Outcome:
    line = ctx.say(code) if changed else ctx.say("nothing_changed")
    return Outcome({"changed": changed}, [line])
