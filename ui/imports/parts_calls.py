"""What the wizard of several boundary files asks of the worker; see ``calls.py``."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from pathlib import Path

from greenshield.domain.errors import GreenShieldError, Problem
from greenshield.domain.import_preview import AreaPreview
from ui.imports import calls, problem_list
from ui.imports.calls import AreaWish, Looked
from ui.tasks.work import Work

Wishes = list[tuple[Path, AreaWish]]


@dataclass(frozen=True, slots=True)
class Found:
    """One layer of one file, as ``services.area_parts`` has it."""

    path: Path
    layer: str | None
    count: int
    problem: Problem | None


@dataclass(frozen=True, slots=True)
class Ground:
    """What the project knows of the ground, as ``services.area_ground`` tells it."""

    areas: tuple[array[float], ...]
    patches: array[float]
    province: tuple[float, float, float, float] | None


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a part can't be read: code and parameters, as an error of the core has them."""

    code: str
    params: dict[str, object]


def parts_found(work: Work, paths: list[Path]) -> tuple[list[Found], tuple[Problem, ...]]:
    """The layers of files and folders, and remarks on what is passed over."""
    from greenshield.services import area_parts

    parts, remarks = area_parts.parts_of(paths, work.progress)
    return [Found(p.path, p.layer, p.count, p.problem) for p in parts], tuple(remarks)


def parts_seen(
    work: Work, actor_id: str, wishes: Wishes, wanted: list[int], lang: str
) -> dict[int, Looked[AreaPreview] | Refused]:  # fmt: skip
    """What an import of several would do, by place in ``wishes``."""
    from greenshield.services import area_preview

    given = [(path, calls.area_options(wish)) for path, wish in wishes]
    session = calls.acting(work, actor_id)
    seen = area_preview.several(session, given, wanted, work.progress, lang)
    return {
        place: Refused(one.code, dict(one.params))
        if isinstance(one, GreenShieldError)
        else Looked(one, problem_list.of(one.problems, (row.row for row in one.rows)))
        for place, one in seen.items()
    }


def kind_guessed(_: Work, path: Path) -> str:
    """What the boundaries of a file seem to be."""
    from greenshield.services import area_parts

    return area_parts.kind_of_file(path)


def ground(work: Work) -> Ground:
    """What lies there already."""
    from greenshield.services import area_ground

    found = area_ground.ground(work.project)
    return Ground(found.areas, found.patches, found.province)


def order(_: Work, kinds: list[str]) -> list[int]:
    """In which order parts of these kinds are imported."""
    from greenshield.services import area_parts

    return area_parts.in_order(kinds)
