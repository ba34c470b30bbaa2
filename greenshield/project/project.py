"""A project on disk, open: the one way in and out of its database and media."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from sqlcipher3 import dbapi2

from greenshield.domain.errors import SurroundingsError
from greenshield.domain.state import EntityState, IssueState
from greenshield.log.envelope import Signer
from greenshield.log.fold import digest_of, fold_known
from greenshield.log.trust import Trust
from greenshield.project import backups, engine, file_key, page_sums, references
from greenshield.project.action import Action
from greenshield.project.journal import Journal, rows_of
from greenshield.project.layout import Layout
from greenshield.project.lock import WriteLock
from greenshield.project.media import MediaStore
from greenshield.project.older import Aside
from greenshield.project.overlays import Overlays
from greenshield.project.place import Place
from greenshield.project.projection import Projector

Clock = Callable[[], str]
Ends = dict[tuple[str, str], tuple[int, str]]
_CHECKPOINT_MS = 250
# How a transaction begins, stays, and is undone: of its own, and as a step of a rehearsal.
_WHOLE = ("BEGIN IMMEDIATE", "COMMIT", "ROLLBACK")
_STEPS = ("SAVEPOINT step", "RELEASE step", "ROLLBACK TO step")


def utc_now() -> str:
    """The device's clock, as an event claims it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Project:
    """An open project. Made by ``opening.open_project`` and ``creating.create_project``.

    Attributes:
        layout: where its files are.
        project_id: its id, made from the root's key.
        journal, media, projector, overlays: its parts.
    """

    def __init__(
        self,
        layout: Layout,
        db: engine.Database,
        *,
        lock: WriteLock | None,
        clock: Clock = utc_now,
        aside: Aside | None = None,
    ) -> None:
        self.layout = layout
        self._aside = aside
        self.db = db
        self.journal = Journal(db)
        self.media = MediaStore(layout.media)
        self.projector = Projector(db.conn, self.media)
        self.overlays = Overlays(db.conn)
        self.project_id = ""
        self._lock = lock
        self._signer: Signer | None = None
        self._clock = clock
        self._before_signing: Callable[[], None] | None = None
        self._after_storing: Callable[[Ends], None] | None = None
        self._trust: Trust | None = None
        self._rehearsing = False
        # After a crash, too, the sums are taken anew on closing; not where they were lost, since
        # that would hide what happened to the file meanwhile. A reader never touches them.
        self._sums = "lost" if lock is None else page_sums.state(layout.sums)
        self._place = Place(layout, lock)

    @property
    def read_only(self) -> bool:
        """True where this process does not hold the write lock."""
        return self._lock is None

    @property
    def shared_scope(self) -> str:
        """The scope of what is shared (areas, rule sets, devices, actors).

        By the root's certificate: the tables may have been changed from outside.
        """
        return self.trust().shared_scope

    @property
    def signer(self) -> Signer | None:
        """The key that signs what this device writes.

        Whoever asks for it is about to sign, so what comes before the first action is done
        now: a copy may become a device of its own.
        """
        self._make_ready()
        return self._signer

    def _make_ready(self) -> None:
        if self._rehearsing:  # becoming a device leaves a key outside of the project
            return
        first, self._before_signing = self._before_signing, None
        if first is not None:
            try:
                first()  # may act itself
            except BaseException:
                self._before_signing = first
                raise

    def sign_with(
        self,
        signer: Signer,
        *,
        first: Callable[[], None] | None = None,
        then: Callable[[Ends], None] | None = None,
    ) -> None:
        """Says which device writes from now on.

        Args:
            signer: its key.
            first: done once, before the first action; where it fails, nothing is written. It
                may name another signer.
            then: told after each action which chains it wrote, and their ends; never fails.
        """
        self._signer = signer
        self._before_signing = first
        self._after_storing = then

    def need_writable(self) -> Signer:
        """Who signs what is written.

        Raises:
            SurroundingsError: ``project_read_only``: opened so, or no key; with who writes in it.
                ``project_moved``: the file that is open lies no longer where it was opened.
        """
        if self.read_only or self._signer is None:
            holder = WriteLock(self.layout.lock).holder()
            raise SurroundingsError("project_read_only", file=self.layout.name, holder=holder)
        self._need_here()
        return self._signer

    def _need_here(self) -> None:
        if not self._place.is_here():
            # What is open would take the write, and nobody would find it where it was.
            raise SurroundingsError("project_moved", file=self.layout.name)

    @contextlib.contextmanager
    def action(self, actor: str = "") -> Iterator[Action]:
        """One user's action: everything in it is stored, or nothing.

        Args:
            actor: the id of who acts, "" for the device itself.

        Raises:
            SurroundingsError: disk full; as :meth:`need_writable`.
        """
        self.need_writable()
        self._make_ready()  # a clone gets a key of its own here, at its first write
        with self.transaction():
            action = Action(self, self.need_writable(), actor, self._clock())
            yield action
            action.settle()
        if self._rehearsing:
            return
        if self._after_storing is not None and action.ends:
            self._after_storing(action.ends)
        self.media.fresh -= action.relied_on

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """A write transaction with the gate open; nothing of it stays where it fails."""
        conn = self.db.conn
        begin, commit, undo = _STEPS if self._rehearsing else _WHOLE
        self._need_here()
        if self._rehearsing and not conn.in_transaction:  # a full disk undoes all: no step may stay
            raise SurroundingsError("disk_full", file=self.layout.database.name)
        with engine.translated(self.layout.database):
            if self._sums == "closed":
                self._open_sums()
            conn.execute(begin)
            try:
                conn.execute("UPDATE write_gate SET open = 1")
                yield
                conn.execute("UPDATE write_gate SET open = 0")
                conn.execute(commit)
                self._place.note_log()
            except BaseException:
                with contextlib.suppress(dbapi2.Error):
                    conn.execute(undo)
                self.forget_trust()
                raise

    @contextlib.contextmanager
    def rehearsal(self) -> Iterator[None]:
        """Actions in it see what those before them did, and nothing of any of them stays.

        What they bring into the media folder is taken out again; a copy that would become a
        device of its own at its first write stays what it is.

        Raises:
            SurroundingsError: as :meth:`need_writable`; no room for what is undone afterwards.
        """
        self.need_writable()
        before = set(self.media.fresh)
        with engine.translated(self.layout.database):
            self.db.conn.execute("BEGIN IMMEDIATE")
        self._rehearsing = True
        try:
            yield
        finally:
            self._rehearsing = False
            with contextlib.suppress(dbapi2.Error):
                self.db.conn.execute("ROLLBACK")
            self.forget_trust()
            for sha256 in self.media.fresh - before:
                self.media.take_out(sha256)

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[None]:
        """Reads as of one moment, whatever another process commits meanwhile."""
        conn = self.db.conn
        with engine.translated(self.layout.database):
            conn.execute("BEGIN")
        try:
            yield
        finally:
            with contextlib.suppress(dbapi2.Error):
                conn.execute("ROLLBACK")

    # -- what is there --------------------------------------------------------------------

    def rows(self, sql: str, *args: Any) -> list[dict[str, Any]]:
        """The rows of a query over the project's tables."""
        with engine.translated(self.layout.database):
            return rows_of(self.db, sql, args)

    def state(self, entity_type: str, entity_id: str) -> EntityState | None:
        """What an entity is, folded from its events; None where this version knows of none."""
        return fold_known(entity_type, entity_id, self.journal.of_entity(entity_id, entity_type))

    def issue(self, issue_id: str) -> IssueState | None:
        """The same for an issue."""
        state = self.state("issue", issue_id)
        return state if isinstance(state, IssueState) else None

    def scope_of(self, division: str) -> str:
        """The scope of what somebody of a division brings in; the shared one without any."""
        return division or self.shared_scope

    def photo(self, sha256: str, scope: str = "") -> EntityState | None:
        """A photo by its bytes; of several counties' imports, that of ``scope`` first."""
        rows = self.rows(
            "SELECT id FROM photo WHERE sha256 = ? AND NOT void "
            "ORDER BY substr(id, 1, ?) != ?, id LIMIT 1",
            sha256,
            len(scope) + 1,
            f"{scope}:",
        )
        return self.state("photo", str(rows[0]["id"])) if rows else None

    def trust(self) -> Trust:
        """Which devices belong to the project."""
        if self._trust is None:
            self._trust = self.journal.trust(self.project_id)
        return self._trust

    def forget_trust(self) -> None:
        """Says that a certificate came, so that who may sign is asked anew."""
        self._trust = None

    def digest(self, scope: str | None = None) -> str:
        """One hash over all folded entities, or those of one scope."""
        rows = self.rows(
            "SELECT entity_type, entity_id, state_hash FROM entity WHERE ? IS NULL OR scope = ?",
            scope, scope,
        )  # fmt: skip
        return digest_of((r["entity_type"], r["entity_id"], r["state_hash"]) for r in rows)

    def local(self, key: str) -> str:
        """A value that belongs to this copy alone and never travels; "" where unset."""
        found = self.rows("SELECT value FROM local WHERE key = ?", key)
        return str(found[0]["value"]) if found else ""

    def set_local(self, key: str, value: str) -> None:
        """Sets such a value, inside a transaction."""
        self.db.conn.execute("INSERT OR REPLACE INTO local VALUES (?, ?)", (key, value))

    # -- keeping house --------------------------------------------------------------------

    def checkpoint(self) -> None:
        """Moves the log into the file, since a copy without its ``-wal`` opens empty.

        Beside somebody who reads just now it moves what it can and does not wait for long.
        """
        if not self.read_only:
            conn = self.db.conn
            with engine.translated(self.layout.database):
                conn.execute(f"PRAGMA busy_timeout = {_CHECKPOINT_MS}")
                try:
                    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                finally:
                    conn.execute(f"PRAGMA busy_timeout = {engine.BUSY_MS}")

    def set_orphans_aside(self, *, everything: bool = False) -> None:
        """Moves media that no event names, kept apart or not, to ``orphans/``.

        A crash, or a refused action, can leave a copy whose event was never stored.

        Args:
            everything: looks at every file, not only at what this process brought in and
                no event of its own came to name.
        """
        if not everything and not self.media.fresh:
            return
        kept = references.named_in(self.journal.bodies())
        for path in list(self.media.files()):
            sha256 = path.name[:64]
            if sha256 not in kept and (everything or sha256 in self.media.fresh):
                self.media.set_aside(path, self.layout.orphans)
        self.media.fresh.clear()

    def close(self) -> None:
        """Checkpoints, closes, sums the file up and gives the lock back."""
        try:
            if not self.read_only:
                self.set_orphans_aside()
            with contextlib.suppress(SurroundingsError):
                self.checkpoint()  # on a full disk what is stored stays in the -wal
        finally:
            is_taken = not self.read_only and self._place.is_taken()
            if is_taken:
                with contextlib.suppress(SurroundingsError, OSError, dbapi2.Error):
                    backups.keep_replaced(self.layout, self.db.conn)
            self.db.conn.close()
            file_key.forget()
            if self._aside is not None:
                self._aside.remove()
            if is_taken:
                self._place.take_log_away()
            if self._lock is not None:
                self._take_sums()
                self._lock.release()

    def renew_sums(self) -> None:
        """Has sums that were lost taken anew on closing; whoever asks for it must say so.

        What stands in the note's place and can't be replaced, such as a folder, stays.
        """
        if not self.read_only and self._sums == "lost":
            with contextlib.suppress(OSError):
                self._open_sums()

    def _open_sums(self) -> None:
        page_sums.write_open(self.layout.sums)
        self._sums = "open"

    def _take_sums(self) -> None:
        """Notes the sums of the closed file; where that fails, they stay open till next time.

        None of another file that came into its place: that would hide what happened to it.
        """
        wal = self.layout.wal
        if (
            self._sums == "open"
            and self._place.is_here()
            and not (wal.exists() and wal.stat().st_size)
        ):
            with contextlib.suppress(OSError):
                page_sums.write_closed(self.layout.sums, self.layout.database)

    def __enter__(self) -> Project:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
