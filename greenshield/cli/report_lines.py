"""What the report commands say alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from greenshield.cli.context import Context
from greenshield.cli.output import problem_dict
from greenshield.domain.errors import Problem
from greenshield.services import calendar, report_closure, report_making


def written(ctx: Context, out: Path, *, there: bool) -> str:
    """That a file is written, and that another of its name stood there."""
    return ctx.say("report_overwritten" if there else "report_written", out=out)


def problems(ctx: Context, found: Iterable[Problem]) -> list[dict[str, Any]]:
    """Problems as JSON; a photo that a report has words for alone counts as refused."""
    told = (replace(p, fatal=p.fatal or p.code in report_closure.NOT_SHOWN) for p in found)
    return [problem_dict(p, ctx.lang) for p in told]


def options(ctx: Context) -> report_making.Options:
    """How the reports of many issues are made, by the command's options."""
    args = ctx.args
    return report_making.Options(calendar.day(ctx.on), ctx.lang, args.photos, args.template)


def none_fit(ctx: Context, fitting: Mapping[str, int]) -> tuple[str, dict[str, Any]]:
    """That nothing fits a filter, and which states would: code and parameters of the sentence.

    Args:
        ctx: the language.
        fitting: state -> how many issues, as ``report_issues.beside`` counts them.
    """
    if not fitting:
        return "issues_none_there", {}
    told = (f"{ctx.state_word(state)} {n} (--state {state})" for state, n in fitting.items())
    return "issues_none_fit", {"fits": ctx.listed(told)}
