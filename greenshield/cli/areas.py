"""``areas``: import boundaries; the other commands of the group have files of their own."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from greenshield.cli import area_check, area_diff, area_show, area_void, words_in
from greenshield.cli.arguments import Subparsers, group, pairs
from greenshield.cli.context import Context, Outcome
from greenshield.cli.output import problem_dict
from greenshield.domain.errors import GreenShieldError, Problem
from greenshield.domain.import_preview import AreaPreview
from greenshield.services import (
    area_columns,
    area_guess,
    area_import,
    area_judged,
    area_parts,
    area_preview,
    file_standing,
)
from greenshield.services.area_import import DATUMS, AreaOptions, AreasImported
from greenshield.services.calendar import day

_GUESS = "guess"
_Jobs = list[tuple[Path, AreaOptions]]
_NONE = "none="  # none=COLUMN: this one is not to be taken


def add(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the commands."""
    verbs = group(subparsers, "areas", "boundaries / 边界")
    new = verbs.add_parser("import", parents=[common], help="import boundaries / 导入边界")
    new.add_argument("project", metavar="PROJECT")
    new.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        help="vector file, folder or zip / 矢量文件、文件夹或 zip",
    )
    new.add_argument("--layer", metavar="L", help="layer in the file / 图层")
    new.add_argument(
        "--kind", type=words_in.choice_of(words_in.KINDS_OF_AREA),
        choices=(*area_import.KINDS, _GUESS), default="",
        help="what they are (area; with --all guess, by names and columns) / 类别（默认 area；"
        "加 --all 时为 guess，按名称和属性判断）",
    )  # fmt: skip
    new.add_argument("--map", metavar="field=COLUMN", nargs="+", action="extend", default=[],
                     help="which column is which field / 字段=列名")  # fmt: skip
    new.add_argument("--crs", metavar="EPSG:n", help="coordinate system / 坐标系")
    new.add_argument("--datum", choices=DATUMS, default="", help="a web map's shift / 地图坐标偏移")
    new.add_argument("--encoding", metavar="E", help="of the attributes / 属性编码")
    new.add_argument("--valid-from", metavar="DATE", default="", help="in force from / 生效日期")
    new.add_argument(
        "--all", action="store_true",
        help="of a folder every file, of a file every layer / 文件夹的全部文件、文件的全部图层",
    )  # fmt: skip
    new.add_argument(
        "--succeeds", metavar="AREA", action="append", default=[],
        help="what it is the next version of; NAME=AREA for one of several / 所续的边界",
    )  # fmt: skip
    same = new.add_mutually_exclusive_group()
    same.add_argument(
        "--reissue", action="store_true", help="the same, issued anew / 边界未变，重新发布"
    )
    same.add_argument("--redate", action="store_true", help="correct the date / 更正生效日期")
    new.add_argument("--dry-run", action="store_true", help="only say what would be done / 试运行")
    new.set_defaults(run=run_import)
    area_show.add(verbs, common)
    area_void.add(verbs, common)
    area_check.add(verbs, common)
    area_diff.add(verbs, common)


def run_import(ctx: Context) -> Outcome:
    """Imports each file in its own transaction; a refused one does not hold up the others."""
    args = ctx.args
    options = AreaOptions(
        kind=_kind(args),
        is_default_kind=not args.kind,
        layer=args.layer,
        mapping=area_columns.by_ids(
            _kind(args), pairs([given for given in args.map if not given.startswith(_NONE)])
        ),
        ignored=tuple(given.removeprefix(_NONE) for given in args.map if given.startswith(_NONE)),
        crs=args.crs,
        datum=args.datum,
        encoding=args.encoding,
        valid_from=day(args.valid_from) if args.valid_from else "",
        succeeds=tuple(args.succeeds),
        again="reissue" if args.reissue else "redate" if args.redate else "",
    )
    jobs, beside = _jobs(args.files, options, everything=args.all)
    if args.dry_run:
        return _looked_at(ctx, jobs, beside)
    done: list[AreasImported] = []
    failed: list[tuple[str, GreenShieldError]] = []
    progress = ctx.progress()
    with ctx.writing() as session:
        withheld: tuple[str, ...] = ()
        for file, how in jobs:
            how = replace(how, withheld=withheld)
            try:
                done.append(area_import.import_file(session, file, how, progress))
            except GreenShieldError as error:
                if len(jobs) == 1:
                    raise
                failed.append((str(file), error))
                withheld += area_judged.withheld_by(error)
        session.project.checkpoint()
    progress.end()
    if failed and not done:
        raise failed[0][1]
    data = _together(ctx, done, failed, beside)
    refused = any(p["refused"] for p in data["problems"])
    return Outcome(data, [line for one in done for line in _lines(ctx, one)], 1 if refused else 0)


def _kind(args: argparse.Namespace) -> str:
    """What is said of all files; "" where each is to be guessed."""
    if args.kind:
        return "" if args.kind == _GUESS else str(args.kind)
    return "" if args.all else "area"


def _jobs(
    named: Sequence[str], options: AreaOptions, *, everything: bool
) -> tuple[_Jobs, list[Problem]]:
    """What is to be imported, in order: each name as it stands, or every layer of every file."""
    paths = [Path(name) for name in named]
    jobs: _Jobs = [(path, options) for path in paths]
    beside: list[Problem] = []
    if everything:
        parts, beside = area_parts.parts_of(paths)
        beside += [part.problem for part in parts if part.problem and not part.problem.fatal]
        jobs = [
            (part.path, replace(options, layer=options.layer or part.layer))
            for part in parts
            if part.problem is None or part.problem.fatal
        ]
        jobs = list(dict.fromkeys(jobs)) if options.layer else jobs
    if not options.kind and len(jobs) > 1:
        jobs = [
            (path, replace(how, kind=area_guess.of_part(path, how.layer))) for path, how in jobs
        ]
        jobs = [jobs[place] for place in area_parts.in_order([how.kind for _, how in jobs])]
    return jobs, beside


def _looked_at(ctx: Context, jobs: _Jobs, beside: Sequence[Problem]) -> Outcome:
    """What an import would do, file by file; nothing is written."""
    progress = ctx.progress()
    with ctx.reading() as session:
        session.actor = ctx.default_actor(session)
        found = area_preview.several(session, jobs, range(len(jobs)), progress)
    progress.end()
    seen: list[AreaPreview] = []
    failed: list[tuple[str, GreenShieldError]] = []
    for place in sorted(found):
        one = found[place]
        if isinstance(one, GreenShieldError):
            failed.append((str(jobs[place][0]), one))
        else:
            seen.append(one)
    if failed and not seen:
        raise failed[0][1]
    told_of = [*beside, *(problem for one in seen for problem in one.problems)]
    told_of += [Problem(error.code, name, params=error.params) for name, error in failed]
    problems = [problem_dict(problem, ctx.lang) for problem in told_of]
    data: dict[str, Any] = {"dry_run": True, "problems": problems}
    data["files"] = [_preview(one) for one in seen]
    told = (
        ("imported", "created"), ("updated", "updated"), ("unchanged", "unchanged"),
        ("refused", "refused"),
    )  # fmt: skip
    data |= {name: sum(one.counts[count] for one in seen) for name, count in told}
    data["refused"] += len(failed)
    lines = [ctx.say("areas_dry_run")]
    for one in seen:
        crs = area_show.with_accuracy(ctx, one.crs, one.crs_accuracy_m)
        words = one.counts | {"file": _called(ctx, one), "crs": crs, "encoding": one.encoding}
        lines.append(ctx.say("areas_looked_at", **words))
        read = [f"{c.header} → {c.field}" for c in one.columns if c.field]
        if read:
            lines.append(ctx.say("area_columns_read", columns=ctx.listed(read)))
    return Outcome(data, lines, 1 if any(p["refused"] for p in problems) else 0)


def _called(ctx: Context, one: AreaPreview | AreasImported) -> str:
    """The file, its layer where that is called otherwise, and what they were guessed to be."""
    name = one.file if one.layer == Path(one.file).stem else f"{one.file} {one.layer}"
    if _kind(ctx.args):
        return name
    is_zone = one.kind == "zone"
    kind = ctx.say("area_zone_row") if is_zone else ctx.code_word("area_kind", one.kind)
    return f"{name} ({kind})"


def _preview(one: AreaPreview) -> dict[str, Any]:
    names = (
        "file", "layer", "kind", "crs", "crs_source", "crs_accuracy_m", "encoding", "vertices",
        "repaired",
    )  # fmt: skip
    return {name: getattr(one, name) for name in names} | {
        "layers": list(one.layers),
        "columns": [{"column": c.header, "field": c.field or None} for c in one.columns],
        "standing": file_standing.plain(one.standing),
    }


def _together(
    ctx: Context,
    done: Sequence[AreasImported],
    failed: Sequence[tuple[str, GreenShieldError]],
    beside: Sequence[Problem],
) -> dict[str, Any]:
    problems = [*beside, *(problem for one in done for problem in one.problems)]
    problems += [Problem(error.code, name, params=error.params) for name, error in failed]
    return {
        "imported": sum(one.imported for one in done),
        "updated": sum(one.updated for one in done),
        "unchanged": sum(one.unchanged for one in done),
        "refused": sum(one.refused for one in done) + len(failed),
        "version": _joined(one.version for one in done),
        "vertices": sum(one.vertices for one in done),
        "repaired": sum(one.repaired for one in done),
        "crs": _joined(one.crs for one in done),
        "encoding": _joined(one.encoding for one in done),
        "problems": [problem_dict(problem, ctx.lang) for problem in problems],
        "files": [_file(one) for one in done],
    }


def _file(one: AreasImported) -> dict[str, Any]:
    names = (
        "file", "layer", "kind", "imported", "updated", "unchanged", "refused", "version",
        "vertices", "repaired", "crs", "crs_source", "crs_accuracy_m", "encoding", "sha256",
    )  # fmt: skip
    columns = [{"column": column, "field": field or None} for column, field in one.columns]
    more = {"columns": columns, "standing": file_standing.plain(one.standing)}
    return {name: getattr(one, name) for name in names} | more


def _joined(values: Any) -> str:
    return ", ".join(dict.fromkeys(v for v in values if v))


def _lines(ctx: Context, one: AreasImported) -> list[str]:
    """What came in, and which columns were read as which fields."""
    read = [f"{column} → {field}" for column, field in one.columns if field]
    left = [column for column, field in one.columns if not field]
    lines = [_line(ctx, one)]
    if read:
        lines.append(ctx.say("area_columns_read", columns=ctx.listed(read)))
    if left:
        lines.append(ctx.say("ledger_columns_left", columns=ctx.listed(left)))
    return lines


def _line(ctx: Context, one: AreasImported) -> str:
    return ctx.say(
        "areas_imported",
        file=_called(ctx, one),
        imported=one.imported,
        updated=one.updated,
        unchanged=one.unchanged,
        refused=one.refused,
        vertices=one.vertices,
        repaired=one.repaired,
        crs=area_show.with_accuracy(ctx, one.crs, one.crs_accuracy_m),
        encoding=one.encoding,
        version=one.version,
    )
