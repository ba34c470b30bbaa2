"""``report template``: a county's own template of the closure report."""

from __future__ import annotations

import argparse
from pathlib import Path

from greenshield.cli.arguments import Subparsers, group
from greenshield.cli.context import Context, Outcome
from greenshield.cli.output import problem_dict, table
from greenshield.cli.report_lines import written
from greenshield.services import report_templates
from greenshield.services.report_templates import CheckedTemplate, KeptTemplate


def add(verbs: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the commands."""
    inner = group(verbs, "template", "a template of one's own / 自定模板")
    check = inner.add_parser("check", parents=[common], help="check a file / 检查文件")
    check.add_argument("file", metavar="FILE.docx", help="the template / 模板")
    check.set_defaults(run=run_check)
    use = inner.add_parser("use", parents=[common], help="use from now on / 启用")
    use.add_argument("project", metavar="PROJECT")
    use.add_argument("file", metavar="FILE.docx", help="the template / 模板")
    use.set_defaults(run=run_use)
    told = "the one in use, every field / 所用模板与全部字段"
    show = inner.add_parser("show", parents=[common], help=told)
    show.add_argument("project", metavar="PROJECT")
    show.set_defaults(run=run_show)
    drop = inner.add_parser("drop", parents=[common], help="the built-in one again / 改回内置模板")
    drop.add_argument("project", metavar="PROJECT")
    drop.set_defaults(run=run_drop)
    write = inner.add_parser("write", parents=[common], help="write it out / 写出模板")
    write.add_argument("project", metavar="PROJECT")
    write.add_argument("-o", "--out", required=True, metavar="FILE.docx", help="file / 文件")
    shipped = "the one that ships, whatever is in use / 写出内置模板"
    write.add_argument("--built-in", action="store_true", help=shipped)
    write.set_defaults(run=run_write)


def run_check(ctx: Context) -> Outcome:
    """Checks a template."""
    found = report_templates.check(Path(ctx.args.file))
    params = {"name": found.name, "used": len(found.used), "sha256": found.sha256}
    if found.usable:
        return Outcome(_data(ctx, found), [ctx.say("template_good", **params)])
    n = sum(problem.fatal for problem in found.problems)
    lines = [ctx.say("template_refused", name=found.name, n=n)]
    return Outcome(_data(ctx, found), lines, 1)


def run_use(ctx: Context) -> Outcome:
    """Makes a template the project's."""
    with ctx.writing() as session:
        found, _ = report_templates.use(session, Path(ctx.args.file))
    return Outcome(_data(ctx, found), [ctx.say("template_used", name=found.name)])


def run_show(ctx: Context) -> Outcome:
    """Tells which template is in use, and every field that one may use."""
    with ctx.reading() as session:
        kept = report_templates.in_force(session.project)
    offered = report_templates.fields(ctx.lang)
    rows = [(f.path, ctx.say(f"template_kind_{f.kind}"), f.meaning) for f in offered]
    headers = ctx.say("template_headers").split("|")
    fields = [{"name": f.path, "kind": f.kind, "meaning": f.meaning} for f in offered]
    lines = [_in_force(ctx, kept), "", *table(headers, rows)]
    return Outcome({**_kept(kept), "fields": fields}, lines)


def run_drop(ctx: Context) -> Outcome:
    """Makes the built-in template the project's again."""
    with ctx.writing() as session:
        report_templates.drop(session)
        kept = report_templates.in_force(session.project)
    return Outcome(_kept(kept), [ctx.say("template_dropped")])


def run_write(ctx: Context) -> Outcome:
    """Writes a template out."""
    out = Path(ctx.args.out)
    there = out.is_file()
    with ctx.reading() as session:
        name = report_templates.write(session.project, out, built_in=ctx.args.built_in)
    data = {"out": str(out), "name": name, "overwritten": there}
    return Outcome(data, [written(ctx, out, there=there), ctx.say("template_written", file=out)])


def _data(ctx: Context, found: CheckedTemplate) -> dict[str, object]:
    problems = [problem_dict(problem, ctx.lang) for problem in found.problems]
    return {"name": found.name, "sha256": found.sha256, "usable": found.usable,
            "used": list(found.used), "problems": problems}  # fmt: skip


def _kept(kept: KeptTemplate | None) -> dict[str, object]:
    if kept is None:
        return {"name": report_templates.BUILT_IN, "sha256": None}
    return {"name": kept.name, "sha256": kept.sha256}


def _in_force(ctx: Context, kept: KeptTemplate | None) -> str:
    if kept is None:
        return ctx.say("template_built_in")
    return ctx.say("template_in_force", name=kept.name, sha256=kept.sha256)
