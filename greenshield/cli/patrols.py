"""``patrol``: plan, list, show, correct, say what was walked, make finds clues, void."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from greenshield import reference
from greenshield.cli import output, patrol_lines, words_in
from greenshield.cli.arguments import Subparsers, Verbs, comma_list, group, pairs
from greenshield.cli.context import Context, Outcome
from greenshield.domain import patrols as rules
from greenshield.domain.errors import UsageError
from greenshield.services import (
    calendar,
    campaigns,
    lookup,
    patrol_coverage,
    patrol_figures,
    patrol_finds,
    patrol_gaps_out,
    patrol_list,
    patrol_out,
    patrol_tracks,
    patrols,
    people,
)
from greenshield.services.patrols import Route
from greenshield.services.shape_typed import Shapes

_CRS = "of a vector file that says none / 矢量文件未写明的坐标系"


def add(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the commands."""
    verbs = group(subparsers, "patrol", "patrols: plan, route, coverage, finds / 常态化巡查")
    verb = Verbs(verbs, common, "patrol", "its id or name / 标识或名称")
    plan = verb("add", "plan one, or one every month / 计划", run_add, one=False)
    plan.add_argument("fields", nargs="+", metavar="field=value")
    plan.add_argument("--crs", metavar="EPSG:n", help=_CRS)
    plan.add_argument("--county", metavar="CODE", default="", help="for which county / 县代码")
    plan.add_argument(
        "--every",
        type=words_in.choice_of(words_in.EVERY),
        choices=rules.EVERY,
        default="",
        help="again and again / 重复",
    )
    plan.add_argument("--times", type=int, default=0, metavar="N", help="how many in all / 次数")
    _list_options(verb("list", "list them / 列出", run_list, one=False))
    show = verb("show", "one with its coverage / 查看及覆盖", run_show)
    show.add_argument("--as-of", default="", metavar="DATE", help="the day asked about / 截至日")
    show.add_argument("--gaps", default="", metavar="FILE", help="what was not walked / 未巡路段")
    out = verb("export", "a file for a hand-held or a GIS / 导出到手持机或 GIS", run_export)
    out.add_argument("-o", "--out", metavar="FILE", required=True,
                     help="the file: .gpx, .kml or .gpkg / 写入的文件")  # fmt: skip
    out.add_argument("--as-of", default="", metavar="DATE", help="the day asked about / 截至日")
    change = verb("set", "correct it, or say that it is done / 修改或填报", run_set)
    change.add_argument("fields", nargs="+", metavar="field=value")
    change.add_argument("--crs", metavar="EPSG:n", help=_CRS)
    walk = verb("track", "say what was walked / 关联轨迹", run_track)
    named = "ids, names or files; none: what fits / 编号、名称或文件，不写则列出可关联的"
    walk.add_argument("tracks", nargs="*", metavar="TRACK", help=named)
    walk.add_argument("--remove", action="store_true", help="take them away / 取消关联")
    found = verb("find", "make a find a clue / 发现登记为线索", run_find)
    found.add_argument("fields", nargs="*", metavar="field=value")
    found.add_argument("--photo", metavar="PHOTO", nargs="+", action="extend", default=[],
                       help="files, or beginnings of hashes / 照片文件或 SHA-256 开头")  # fmt: skip
    found.add_argument("--crs", metavar="EPSG:n", help="of geom / geom 的坐标系")
    drop = verb("void", "take it out of the lists / 作废", run_void)
    drop.add_argument("--reason", metavar="R", required=True, help="why / 原因")
    drop.add_argument("--restore", action="store_true", help="put it back / 恢复")


def _list_options(parser: argparse.ArgumentParser) -> None:
    option = parser.add_argument
    option("--state", metavar="S", default="", help="states, by commas / 状态")
    option("--from", dest="begins", metavar="DATE", default="", help="plans of days from / 起")
    option("--to", dest="ends", metavar="DATE", default="", help="and until / 止")
    option("--inspector", metavar="ACTOR", default="", help="of one person / 巡查人")
    option("--area", metavar="A", default="", help="of one area / 保护地")
    option("--campaign", metavar="C", default="", help="of one campaign / 专项")
    option("--coverage", action="store_true", help="how much was walked / 路线覆盖")
    option("--void", action="store_true", help="the voided ones instead / 只列作废的")
    option("--as-of", default="", metavar="DATE", help="the day of states / 截至日")


def run_add(ctx: Context) -> Outcome:
    """Plans patrols."""
    a, route = ctx.args, Route(ctx.args.crs)
    if a.times and not a.every:
        raise UsageError("patrol_times_without_every")
    with ctx.writing() as session:
        made = patrols.add(session, pairs(a.fields), every=a.every, times=a.times or 1,
                           route=route, county=a.county)  # fmt: skip
        on = calendar.day(ctx.on)
        items = [patrol_list.one(session.project, each, as_of=on) for each in made.patrols]
    data = {"items": items, "total": len(items), "problems": _problems(ctx, made.problems)}
    lines = [*patrol_lines.table(ctx, items), ctx.say("patrol_planned", n=len(items))]
    return Outcome(data, lines)


def run_list(ctx: Context) -> Outcome:
    """Lists patrols, with their coverage where that is asked for."""
    a = ctx.args
    table = reference.code_tables().table("patrol_state")
    states = [_state(table.find(word), word, table.accepted()) for word in comma_list(a.state)]
    progress = ctx.progress()
    with ctx.reading() as session:
        project = session.project
        area = lookup.area_id(project, a.area) if a.area else ""
        if area is None:
            raise UsageError("area_unknown", area=a.area)
        items = patrol_list.items(
            project, as_of=calendar.day(ctx.as_of), states=states, area_id=area, voided=a.void,
            begins=calendar.day(a.begins) if a.begins else "",
            ends=calendar.day(a.ends) if a.ends else "",
            inspector=people.find(project, a.inspector).actor_id if a.inspector else "",
            campaign_id=campaigns.find(project, a.campaign) if a.campaign else "",
        )  # fmt: skip
        if a.coverage:
            ids = [item["id"] for item in items]
            found = patrol_figures.many(project, ids, progress)
            for item in items:
                item["covered"] = found[item["id"]].share
    progress.end()
    lines = patrol_lines.table(ctx, items, covered=a.coverage)
    return Outcome({"items": items, "total": len(items)}, lines)


def _state(found: Any, word: str, accepted: str) -> str:
    if found is None:
        raise UsageError("code_unknown", given=word, known=accepted)
    return str(found.code)


def run_show(ctx: Context) -> Outcome:
    """Shows a patrol with what was walked and found."""
    with ctx.reading() as session:
        project = session.project
        patrol_id = patrol_list.find(project, ctx.args.patrol)
        item = patrol_list.one(project, patrol_id, as_of=calendar.day(ctx.as_of))
        walked = patrol_coverage.of(project, patrol_id)
        names = patrol_list.track_names(project, [*walked.tracks, *walked.outside])
        finds = patrol_list.finds_of(project, patrol_id)
        offers = patrol_tracks.offers(project, patrol_id)
    data = item | patrol_lines.coverage_dict(walked)
    data |= {"found": finds, "offers": [patrol_lines.offer_dict(one) for one in offers]}
    lines = patrol_lines.whole(ctx, item, walked, names, finds)
    if ctx.args.gaps:
        out = Path(ctx.args.gaps)
        patrol_gaps_out.write(walked.route.gaps if walked.route else (), out, ctx.lang)
        data["gaps_file"] = str(out)
        lines.append(ctx.say("patrol_gaps_written", file=str(out)))
    return Outcome(data, lines)


def run_export(ctx: Context) -> Outcome:
    """Writes route, walks, gaps and finds as one file."""
    out, as_of = Path(ctx.args.out), calendar.day(ctx.as_of)
    with ctx.reading() as session:
        patrol_id = patrol_list.find(session.project, ctx.args.patrol)
        counts = patrol_out.write(session.project, patrol_id, out, as_of=as_of, lang=ctx.lang)
    data = {"patrol": patrol_id, "out": str(out), **counts}
    return Outcome(data, [ctx.say("patrol_exported", file=str(out), **counts)])


def run_set(ctx: Context) -> Outcome:
    """Corrects a patrol."""
    route = Route(ctx.args.crs)
    with ctx.writing() as session:
        done = patrols.set_fields(session, ctx.args.patrol, pairs(ctx.args.fields), route)
        item = patrol_list.one(session.project, done.patrols[0], as_of=calendar.day(ctx.on))
    data = item | {"changed": bool(done.changes), "problems": _problems(ctx, done.problems)}
    return Outcome(data, patrol_lines.table(ctx, [item]))


def run_track(ctx: Context) -> Outcome:
    """Names tracks, or lists those that fit."""
    a = ctx.args
    if not a.tracks:
        return _offers(ctx)
    progress = ctx.progress()
    with ctx.writing() as session:
        done = patrol_tracks.link(session, a.patrol, a.tracks, remove=a.remove, progress=progress)
        walked = patrol_coverage.of(session.project, done.patrol, seen=False)
        names = patrol_list.track_names(session.project, [*walked.tracks, *walked.outside])
    progress.end()
    data = {"patrol": done.patrol, "tracks": list(done.tracks), "changed": done.changed,
            "problems": _problems(ctx, done.problems), "covered": walked.share,
            "outside": list(walked.outside), "untimed": list(walked.untimed)}  # fmt: skip
    said = "patrol_tracks_removed" if a.remove else "patrol_tracks_told"
    lines = [ctx.say(said, n=done.changed, given=len(done.tracks))]
    return Outcome(data, [*lines, *patrol_lines.walked(ctx, walked, names)])


def _offers(ctx: Context) -> Outcome:
    with ctx.reading() as session:
        patrol_id = patrol_list.find(session.project, ctx.args.patrol)
        offers = patrol_tracks.offers(session.project, patrol_id)
    items = [patrol_lines.offer_dict(one) for one in offers]
    return Outcome({"items": items, "total": len(items)}, patrol_lines.offers(ctx, offers))


def run_find(ctx: Context) -> Outcome:
    """Makes a clue of a find; ``--on`` is the day on which it was found."""
    a, shapes, progress = ctx.args, Shapes(ctx.args.crs), ctx.progress()
    with ctx.writing() as session:
        made = patrol_finds.find(
            session, a.patrol, pairs(a.fields), on=calendar.day(ctx.on), photos=a.photo,
            shapes=shapes, progress=progress,
        )  # fmt: skip
    progress.end()
    data = {
        "id": made.issue_id, "clue_no": made.clue_no, "patrol": made.patrol,
        "photos": list(made.photos), "photos_near": list(made.near),
        "warnings": [
            *(output.warning_dict(code, params, ctx.lang) for code, params in made.remarks),
            *ctx.date_warnings(),
        ],
        "problems": _problems(ctx, (*shapes.remarks, *made.problems)),
    }  # fmt: skip
    lines = [ctx.say("patrol_found", clue_no=made.clue_no, id=made.issue_id,
                     photos=len(made.photos))]  # fmt: skip
    if made.near:
        told = ctx.listed(sha256[:12] for sha256 in made.near[:5])
        lines.append(ctx.say("patrol_find_near", n=len(made.near), photos=told))
    return Outcome(data, lines)


def run_void(ctx: Context) -> Outcome:
    """Voids a patrol, or takes that back."""
    a = ctx.args
    with ctx.writing() as session:
        patrol_id, _ = patrols.void(session, a.patrol, reason=a.reason, restore=a.restore)
    said = "patrol_put_back" if a.restore else "patrol_taken_out"
    return Outcome({"voided": patrol_id, "restored": a.restore}, [ctx.say(said, patrol=a.patrol)])


def _problems(ctx: Context, problems: Any) -> list[dict[str, Any]]:
    return [output.problem_dict(problem, ctx.lang) for problem in problems]
