"""What was typed and not sent is kept in the project's file, each person's apart."""

from helpers.open_sessions import session_of

from greenshield.services import drafts


def test_that_drafts_outlive_the_opening_and_are_each_person_s_own(path):
    typed = {"i1": {"facts": {"place_name": "北沟"}}}
    with session_of(path) as session:
        assert drafts.keep(session.project, "a", typed)
    with session_of(path) as session:
        assert drafts.load(session.project, "a") == typed
        assert drafts.load(session.project, "b") == {}
        drafts.keep(session.project, "a", {})
        assert drafts.load(session.project, "a") == {}


def test_that_no_event_is_written_for_them(path):
    with session_of(path) as session:
        before = session.project.journal.count()
        drafts.keep(session.project, "a", {"i1": {"remark": {"text": "半句"}}})
        assert session.project.journal.count() == before


def test_that_what_is_damaged_or_far_too_long_is_no_draft(path):
    with session_of(path) as session:
        project = session.project
        assert not drafts.keep(project, "a", {"i1": {"remark": {"text": "x" * 3_000_000}}})
        for odd in ("{", "[1]", "[" * 100_000):
            with project.transaction():
                project.set_local("drafts.a", odd)
            assert drafts.load(project, "a") == {}
