"""Opening, closing and signing in: what runs in the worker for the desk.

Services are imported inside the functions: the window imports this file too, and must not wait
for libraries that only the worker needs.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from ui.project_info import ProjectInfo
from ui.tasks.holder import Target
from ui.tasks.work import Work, leaves_project

if TYPE_CHECKING:
    from greenshield.domain.codes import CodeTables


@leaves_project
def open_project(
    work: Work, path: Path, passphrase: str | None = None, read_only: bool = False,
    actor_id: str = "",
) -> ProjectInfo:  # fmt: skip
    """Opens a project; what was open is closed before.

    Args:
        work: the worker's.
        path: the project's folder.
        passphrase: of an encrypted one.
        read_only: to look only.
        actor_id: who acted before; signed in again, or else nobody: what is typed by one must
            not be recorded under the name of who is remembered here. "" for who is remembered.

    Raises:
        GreenShieldError: as ``services.session`` does; no project is open then.
    """
    from greenshield.domain.errors import GreenShieldError
    from greenshield.services import session

    opened = work.holder.open(Target(path, passphrase, read_only), work.progress)
    if actor_id and not read_only and (opened.actor is None or opened.actor.actor_id != actor_id):
        opened.actor = None
        with contextlib.suppress(GreenShieldError):  # a PIN is needed: the window asks
            session.sign_in(opened, actor_id)
    return info(work)


@leaves_project
def close_project(work: Work) -> None:
    """Closes what is open."""
    work.holder.close()


def code_tables(_: Work) -> CodeTables:
    """The code tables, for the window's words; no project need be open."""
    from greenshield import reference

    return reference.code_tables()


def sign_in(work: Work, actor_id: str, pin: str = "") -> ProjectInfo:
    """Makes somebody the one who acts from now on.

    Raises:
        UsageError: no such actor.
        RefusedError: disabled, or the PIN is not theirs.
    """
    from greenshield.services import session

    session.sign_in(work.session, actor_id, (lambda _: pin) if pin else None)
    return info(work)


def renewed(work: Work, actor_id: str) -> ProjectInfo:
    """The open project, after who is signed in was changed in it; nobody where disabled.

    Whoever signed in since that change stays.
    """
    from greenshield.services import people

    acts = work.session.actor
    if acts is None or acts.actor_id != actor_id:
        return info(work)
    actor = people.by_id(work.project, actor_id)
    work.session.actor = actor if actor is not None and actor.active else None
    return info(work)


def info(work: Work) -> ProjectInfo:
    """The open project as it is now."""
    from greenshield.services import overview

    session, target = work.session, work.holder.target
    told = overview.of(session.project)
    actor = session.actor
    extent = told["extent"]
    return ProjectInfo(
        path=session.project.layout.folder,
        project_id=told["project"],
        name=told["name"],
        division_code=told["division_code"],
        read_only=session.project.read_only,
        encrypted=target is not None and target.passphrase is not None,
        new_device=session.new_device,
        lost=session.lost,
        ruleset=told["ruleset"]["name"],
        actor_id=actor.actor_id if actor else "",
        actor_name=actor.name if actor else "",
        roles=tuple(actor.roles) if actor else (),
        tier=actor.tier if actor else "",
        unit=actor.unit if actor else "",
        counts=told["counts"],
        extent=None if extent is None else tuple(extent),
        basemaps=session.project.layout.basemaps,
    )
