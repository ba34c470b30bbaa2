"""A county's own template is the project's: by its hash, for every laptop, until it is dropped."""

from __future__ import annotations

import docx
import pytest
from helpers.open_sessions import session_of

from greenshield import resources
from greenshield.domain.errors import RefusedError, UnreadableError, UsageError
from greenshield.project import references
from greenshield.reports.stationery import Stationery
from greenshield.services import people, report_closure, report_templates


def template(folder, *lines, name="own.docx"):
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(folder / name))
    return folder / name


def words(file):
    return [p.text for p in docx.Document(str(file)).paragraphs]


def closure(session, out, **more):
    report_closure.make(session, "QH-1", out, as_of="2026-01-01", **more)
    return words(out)


def test_that_reports_are_made_with_the_template_in_use(clue_session, tmp_path):
    own = template(tmp_path, "本县用表 {{ cover.clue }}", "{{ lookbacks|length }}")
    assert report_templates.in_force(clue_session.project) is None
    found, _ = report_templates.use(clue_session, own)
    own.unlink()
    kept = report_templates.in_force(clue_session.project)
    assert kept == report_templates.KeptTemplate("own.docx", found.sha256)
    out = tmp_path / "out.docx"
    assert closure(clue_session, out)[1:] == ["本县用表 QH-1", "0"]
    built_in = closure(clue_session, out, template=report_templates.BUILT_IN)
    assert "本县用表 QH-1" not in built_in
    other = template(tmp_path, "别的 {{ cover.clue }}", name="other.docx")
    assert closure(clue_session, out, template=str(other))[1:] == ["别的 QH-1"]
    report_templates.drop(clue_session)
    assert report_templates.in_force(clue_session.project) is None
    assert closure(clue_session, out) == built_in


def test_that_the_events_rely_on_the_file(clue_session, tmp_path):
    found, _ = report_templates.use(clue_session, template(tmp_path, "{{ cover.clue }}"))
    events = list(clue_session.project.journal.all())
    assert found.sha256 in references.of_events(events)


def test_that_a_template_that_asks_for_too_much_is_not_taken(clue_session, tmp_path):
    asks = template(tmp_path, "{% if false %}{{ cover.nothing }}{% endif %}{{ zebra }}")
    with pytest.raises(UnreadableError) as caught:
        report_templates.use(clue_session, asks)
    assert caught.value.code == "template_unknown_field"
    assert [p.column for p in caught.value.params["problems"]] == ["cover.nothing", "zebra"]
    with pytest.raises(UnreadableError):
        report_templates.use(clue_session, template(tmp_path, "{{ cover.number + 1 }}"))
    assert report_templates.in_force(clue_session.project) is None
    with pytest.raises(UnreadableError):
        closure(clue_session, tmp_path / "out.docx", template=str(asks))
    assert not (tmp_path / "out.docx").exists()


def test_that_a_check_tells_what_is_used_and_what_is_wrong(tmp_path):
    good = report_templates.check(template(tmp_path, "{{ cover.clue }}{{ w.title }}"))
    assert (good.usable, good.used) == (True, ("cover.clue", "w.title"))
    bad = report_templates.check(template(tmp_path, "{{ cover.clue }}{{ cover.klue }}"))
    assert (bad.usable, bad.used) == (False, ("cover.clue",))
    torn = report_templates.check(template(tmp_path, "{{ cover.clue() }}"))
    assert (torn.usable, len(torn.problems)) == (False, 1)
    with pytest.raises(UnreadableError):
        report_templates.check(tmp_path / "no.docx")


def test_that_a_draft_says_so_first_whatever_a_template_prints(clue_session, tmp_path):
    silent = template(tmp_path, "本县用表 {{ cover.clue }}", name="silent.docx")
    marked = "{% for b in banners %}【{{ b }}】{% endfor %}"
    telling = template(tmp_path, marked, name="telling.docx")
    found = report_templates.check(silent)
    assert (found.usable, [p.code for p in found.problems]) == (True, ["template_banners_put"])
    assert report_templates.check(telling).problems == ()
    out = tmp_path / "out.docx"
    draft, *rest = closure(clue_session, out, template=str(silent))
    assert "过程稿" in draft
    assert rest == ["本县用表 QH-1"]
    assert closure(clue_session, out, template=str(telling)) == [f"【{draft}】"]


def test_that_keepers_alone_choose(clue_path, tmp_path):
    own = template(tmp_path, "{{ cover.clue }}")
    with session_of(clue_path) as session:
        people.add(
            session.project, session.who, name="赵六", tier="county", roles=["county"], unit=""
        )
    with session_of(clue_path, "赵六") as session:
        for choose in (lambda: report_templates.use(session, own),
                       lambda: report_templates.drop(session)):  # fmt: skip
            with pytest.raises(RefusedError) as caught:
                choose()
            assert caught.value.code == "keeper_needed"


def test_that_a_template_that_is_lost_is_told_and_not_replaced_in_silence(clue_session, tmp_path):
    found, _ = report_templates.use(clue_session, template(tmp_path, "{{ cover.clue }}"))
    clue_session.project.media.check(found.sha256).unlink()
    with pytest.raises(UnreadableError) as caught:
        closure(clue_session, tmp_path / "out.docx")
    assert caught.value.code == "media_missing"


def test_that_what_is_written_out_can_be_taken_again(clue_session, tmp_path):
    out = tmp_path / "written.docx"
    assert report_templates.write(clue_session.project, out) == "built-in"
    assert report_templates.check(out).usable
    report_templates.use(clue_session, template(tmp_path, "{{ cover.clue }}"))
    assert report_templates.write(clue_session.project, out) == "own.docx"
    assert words(out) == ["{{ cover.clue }}"]
    assert report_templates.write(clue_session.project, out, built_in=True) == "built-in"
    assert len(words(out)) > 20
    with pytest.raises(UsageError):
        report_templates.write(clue_session.project, tmp_path / "out.pdf")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_that_every_field_says_what_it_holds(lang):
    offered = report_templates.fields(lang)
    untold = {field.path for field in offered if not field.meaning}
    assert untold <= {"w.page_end"}  # nothing stands there in English
    meanings = {field.path: field.meaning for field in offered}
    words = {"zh": ("问题编号", "文号"), "en": ("issue number", "its number")}[lang]
    paths = ("cover.number", "plan.documents[].number")
    assert tuple(meanings[path] for path in paths) == words


def test_that_no_meaning_is_of_a_field_that_there_is_not():
    told = Stationery.load(resources.path("templates")).field_meanings
    assert told["zh"].keys() == told["en"].keys()
    paths = [field.path for field in report_templates.fields()]
    by_end = {m: [p for p in paths if p == m or p.endswith(f".{m}")] for m in told["zh"]}
    assert [m for m, fits in by_end.items() if not fits] == []
