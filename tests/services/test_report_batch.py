"""Reports in batches: what is unchanged is skipped, one bad issue costs itself alone."""

import os
import shutil
import zipfile

import docx
import pytest
from helpers import projects
from helpers.calls import as_json
from helpers.open_sessions import add_clue, make_project, session_of
from helpers.own_home import own_home

from greenshield.cli.main import INTERRUPTED, main
from greenshield.cli.progress import StderrProgress
from greenshield.domain.errors import GreenShieldError
from greenshield.reports.pack import REPORT
from greenshield.services import report_batch, report_making, report_note
from greenshield.services.progress import cancelled
from greenshield.services.report_making import Options

OPTIONS = Options("2026-11-22", photos="small")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A project of three issues with photos; two bear one number's beginning and one name."""
    home = tmp_path_factory.mktemp("batch")
    with own_home(home), session_of(make_project(home / "p")) as session:
        issues = [
            add_clue(session, f"QH/{n}", projects.patch(n), facility_name=name)
            for n, name in enumerate(("采石场", "养殖场", "码头"), 1)
        ]
        with session.project.action(session.who.actor_id) as action:
            projects.add_photos(action, session.project, issues)
    return home / "p", issues


@pytest.fixture
def session(made, tmp_path, monkeypatch):
    """The project as a copy, with the home of whoever made it."""
    project, _ = made
    shutil.copytree(project.parent, tmp_path / "copy")
    monkeypatch.setenv("GREENSHIELD_HOME", str(tmp_path / "copy" / "home"))
    with session_of(tmp_path / "copy" / "p") as opened:
        yield opened


def states(session, issues, folder, *kinds, **how):
    found = report_batch.write(
        session, issues, folder, kinds or ("docx",), OPTIONS, workers=1, **how
    )
    return [item.state for item in found]


def test_that_what_is_unchanged_is_skipped_and_what_changed_is_made_anew(session, made, tmp_path):
    _, issues = made
    folder = tmp_path / "out"
    assert states(session, issues[:2], folder) == ["written", "written"]
    assert sorted(f.name for f in folder.glob("[!.]*")) == ["QH_1_采石场.docx", "QH_2_养殖场.docx"]
    assert states(session, issues[:2], folder) == ["skipped", "skipped"]
    with session.project.action(session.who.actor_id) as action:
        action.set_fields("issue", issues[1], {"facility_name": "养殖场"})
        action.add_record(issues[1], "measure", {}, occurred_on=projects.DAY)
    assert states(session, issues[:2], folder) == ["skipped", "written"]
    (folder / "QH_1_采石场.docx").unlink()
    assert states(session, issues[:2], folder) == ["written", "skipped"]
    assert states(session, issues[:1], folder, again=True) == ["written"]
    later = report_batch.write(
        session, issues[:1], folder, ("docx",), Options("2026-11-23", photos="small"), workers=1
    )
    assert [item.state for item in later] == ["written"]


def test_that_a_report_that_a_person_changed_is_left_to_them(session, made, tmp_path):
    _, issues = made
    folder = tmp_path / "out"
    states(session, issues[:2], folder, "docx", "pdf")
    edited, other = folder / "QH_1_采石场.docx", folder / "QH_2_养殖场.docx"
    edited.write_bytes(edited.read_bytes() + b"by hand")
    os.utime(other, ns=(0, 0))  # as a copy of the folder is
    with session.project.action(session.who.actor_id) as action:
        action.add_record(issues[0], "measure", {}, occurred_on=projects.DAY)
    found = list(
        report_batch.write(session, issues[:2], folder, ("docx", "pdf"), OPTIONS, workers=1)
    )
    assert [item.state for item in found] == ["skipped", "skipped"]
    assert [[p.code for p in item.problems] for item in found] == [["report_was_changed"], []]
    assert edited.read_bytes().endswith(b"by hand")
    assert states(session, issues[:1], folder, "docx", "pdf", again=True) == ["written"]
    assert not edited.read_bytes().endswith(b"by hand")
    assert states(session, issues[:1], folder, "docx", "pdf") == ["skipped"]


def test_that_files_of_a_batch_that_died_are_nobody_s_changes(session, made, tmp_path):
    _, issues = made
    folder = tmp_path / "out"
    states(session, issues[:2], folder)
    with session.project.action(session.who.actor_id) as action:
        for issue in issues[:2]:
            action.add_record(issue, "measure", {}, occurred_on=projects.DAY)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(report_note.Note, "keep", lambda *_: None)  # it never came to it
        states(session, issues[:1], folder)
    assert states(session, issues[:2], folder) == ["written", "written"]


def test_that_a_file_that_the_note_does_not_know_is_left_alone(session, made, tmp_path):
    _, issues = made
    folder = tmp_path / "out"
    folder.mkdir()
    mine = folder / "QH_1_采石场.docx"
    mine.write_text("by hand")
    found = list(
        report_batch.write(session, issues[:2], folder, ("docx", "pdf"), OPTIONS, workers=1)
    )
    assert [item.state for item in found] == ["skipped", "written"]
    assert [p.code for p in found[0].problems] == ["report_not_of_batch"]
    assert mine.read_text() == "by hand"
    assert not mine.with_suffix(".pdf").exists()  # of an issue's files all are written or none
    (folder / report_note.NOTE).unlink()  # a folder that was copied without it
    assert states(session, issues[1:2], folder) == ["skipped"]
    assert states(session, issues[:2], folder, again=True) == ["written", "written"]
    assert states(session, issues[:2], folder) == ["skipped", "skipped"]


@pytest.mark.parametrize("content", ["", "[]", '{"made": [1]}', '{"made": {"x": {"files": 3}}}'])
def test_that_a_note_that_is_none_of_ours_is_no_note(session, made, tmp_path, content):
    _, issues = made
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / report_note.NOTE).write_text(content)
    assert states(session, issues[:1], tmp_path / "out") == ["written"]


def test_that_a_batch_that_was_stopped_goes_on_where_it_was(session, made, tmp_path):
    _, issues = made

    class Stops:
        def step(self, what, done, _total):
            if (what, done) == ("reports_writing", 1):
                raise cancelled()

    with pytest.raises(GreenShieldError):
        states(session, issues, tmp_path / "out", progress=Stops())
    assert [f.name for f in (tmp_path / "out").glob("[!.]*")] == ["QH_1_采石场.docx"]
    assert states(session, issues[:2], tmp_path / "out") == ["skipped", "written"]


@pytest.mark.parametrize("workers", [1, 2])
def test_that_all_that_a_stopped_batch_wrote_has_its_item(session, made, tmp_path, workers):
    _, issues = made
    out, found = tmp_path / "out", []

    class Stops:
        def step(self, what, done, _total):
            if (what, done) == ("reports_writing", 1):
                raise cancelled()

    batch = report_batch.write(
        session, issues, out, ("docx",), OPTIONS, workers=workers, progress=Stops()
    )
    with pytest.raises(GreenShieldError):  # noqa: PT012  (items come until it is raised)
        for item in batch:
            found.append(item)
    assert {item.state for item in found} == {"written"}
    assert (len(found) > 1) == (workers > 1)
    assert {file for item in found for file in item.out} == set(out.glob("*.docx"))
    again = states(session, issues, out)
    assert again == ["skipped"] * len(found) + ["written"] * (len(issues) - len(found))


def test_that_one_issue_that_lacks_an_original_costs_its_pack_alone(session, made, tmp_path):
    _, issues = made
    tag = next(session.project.issue(issues[1]).live_tags())
    session.project.media.find(tag.photo).unlink()
    found = list(
        report_batch.write(session, issues, tmp_path / "out", ("zip",), OPTIONS, workers=1)
    )
    assert [item.state for item in found] == ["written", "refused", "written"]
    assert [p.code for p in found[1].problems] == ["media_missing"]
    assert len(list((tmp_path / "out").glob("*.zip"))) == 2


def test_that_of_one_issue_s_files_all_are_written_or_none(session, made, tmp_path):
    _, issues = made
    tag = next(session.project.issue(issues[1]).live_tags())
    session.project.media.find(tag.photo).unlink()
    folder = tmp_path / "out"
    assert states(session, issues, folder, "docx", "zip") == ["written", "refused", "written"]
    assert sorted(f.suffix for f in folder.glob("QH_2*")) == []
    assert sorted(f.suffix for f in folder.glob("QH_[13]*")) == [".docx", ".docx", ".zip", ".zip"]
    (folder / "QH_1_采石场.pdf").mkdir()
    (folder / "QH_1_采石场.docx").write_text("as it was")
    assert states(session, issues[:1], folder, "docx", "pdf", again=True) == ["refused"]
    assert (folder / "QH_1_采石场.docx").read_text() == "as it was"
    assert [f.name for f in folder.glob(".report*")] == []


def test_that_what_a_pack_can_not_be_written_to_is_called_by_its_name(session, made, tmp_path):
    _, issues = made
    folder = tmp_path / "out"
    (folder / "QH_1_采石场.zip").mkdir(parents=True)
    found = list(
        report_batch.write(session, issues[:1], folder, ("docx", "zip"), OPTIONS, workers=1)
    )
    assert [p.code for p in found[0].problems] == ["report_is_folder"]
    assert found[0].problems[0].params["file"] == str(folder / "QH_1_采石场.zip")


def test_that_a_county_s_template_finds_every_name_in_batches_too(session, made, tmp_path):
    _, issues = made
    document = docx.Document()
    document.add_paragraph("{{ cover.clue }} {{ finding.boundary.name }}。")
    document.save(str(tmp_path / "own.docx"))
    options = Options("2026-11-22", photos="small", template=str(tmp_path / "own.docx"))
    found = list(
        report_batch.write(session, issues[:1], tmp_path / "out", ("docx",), options, workers=1)
    )
    assert [item.state for item in found] == ["written"]
    draft, filled = docx.Document(str(found[0].out[0])).paragraphs
    assert "过程稿" in draft.text
    assert filled.text == "QH/1 。"


def test_that_a_batch_that_the_keyboard_stops_says_what_is_written(
    session, tmp_path, capsys, monkeypatch
):
    def stop(self, what, done, total):
        if (what, done) == ("reports_writing", 1):
            raise KeyboardInterrupt

    words = ["report", "batch", str(session.project.layout.folder), str(tmp_path / "out"),
             "QH/1", "QH/2", "--photos", "small", "--jobs", "1", "--on", "2026-11-22"]  # fmt: skip
    with monkeypatch.context() as patch:
        patch.setattr(StderrProgress, "step", stop)
        assert main(words) == INTERRUPTED
    told = capsys.readouterr().err
    assert told.strip().startswith("已中断：2 个问题中 1 个的文件已写好")
    main(words)
    assert "1" in capsys.readouterr().out
    assert len(list((tmp_path / "out").glob("*.docx"))) == 2


def test_that_two_processes_write_what_one_writes(session, made, tmp_path):
    _, issues = made
    states(session, issues[:2], tmp_path / "one", "docx", "pdf")
    found = report_batch.write(
        session, issues[:2], tmp_path / "two", ("docx", "pdf"), OPTIONS, workers=2
    )
    assert [item.issue for item in found] == issues[:2]
    names = {f.name for f in (tmp_path / "one").glob("[!.]*")}
    assert len(names) == 4
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_that_packs_and_reports_of_other_processes_are_written_together(session, made, tmp_path):
    _, issues = made
    folder = tmp_path / "out"
    found = list(
        report_batch.write(session, issues[:2], folder, ("docx", "zip"), OPTIONS, workers=2)
    )
    assert [item.state for item in found] == ["written", "written"]
    for item in found:
        report, pack = item.out
        with zipfile.ZipFile(pack) as parts:
            (inside,) = [n for n in parts.namelist() if n.endswith(REPORT)]
            assert parts.read(inside) == report.read_bytes()


def test_that_two_issues_of_one_name_have_files_of_their_own(session, made, tmp_path):
    project = session.project
    with project.action(session.who.actor_id) as action:
        ids = [projects.add_issue(action, project, n, clue_no="QH/1") for n in (11, 12)]
        for issue in ids:
            action.set_fields("issue", issue, {"facility_name": "采石场: 东/坡?"})
    found = list(report_batch.write(session, ids, tmp_path / "out", ("docx",), OPTIONS, workers=1))
    names = [item.out[0].name for item in found]
    assert len({name.casefold() for name in names}) == 2
    assert all(item.out[0].is_file() for item in found)
    before = found[0].out[0].read_bytes()
    folder = tmp_path / "one by one"
    for issue in ids:
        assert states(session, [issue], folder) == ["written"]
    assert len(list(folder.glob("*.docx"))) == 2
    assert (folder / found[0].out[0].name).read_bytes() == before
    assert states(session, ids[:1], folder) == ["skipped"]


def test_that_it_must_be_said_which_issues_and_only_once(session, tmp_path, capsys):
    batch = ("report", "batch", session.project.layout.folder, tmp_path / "out")
    for more, code in (
        ((), "issues_not_chosen"),
        (("QH/1", "--view", "clues"), "issues_chosen_twice"),
    ):
        status, told = as_json(capsys, *batch, *more)
        assert (status, told["error"]["code"]) == (2, code)
    status, told = as_json(capsys, *batch, "--text", "码头", "--photos", "small")
    assert (told["written"], told["total"]) == (1, 1)
    # Its photo is no picture, which the report says in its place.
    assert status == 1
    assert {p["code"] for p in told["problems"] if p["refused"]} == {"report_photo_unreadable"}


def test_that_a_filter_that_fits_nothing_is_told_with_what_would_fit(
    made, tmp_path, capsys, monkeypatch
):
    project, issues = made
    folder = tmp_path / "home" / "p"
    shutil.copytree(project.parent, folder.parent)
    monkeypatch.setenv("GREENSHIELD_HOME", str(tmp_path / "home" / "home"))
    fits = f"待派发 {len(issues)} (--state clue)"
    for more in (("--state", "closed"), ("--state", "closed", "--text", "没有这样的字")):
        status, told = as_json(capsys, "report", "batch", folder, tmp_path / "out", *more)
        assert (status, told["total"]) == (0, 0)
        (warned,) = told["warnings"]
        assert warned["code"] == "issues_none_fit"
        assert fits in warned["remedy"]
        out = tmp_path / "nothing.zip"
        status, told = as_json(capsys, "report", "handover", folder, "-o", out, *more)
        assert (status, told["error"]["code"], out.exists()) == (2, "issues_none_fit", False)
        assert fits in told["error"]["remedy"]
    _, told = as_json(capsys, "report", "handover", folder, "-o", out, "--text", "没有这样的字")
    assert fits in told["error"]["remedy"]


def test_that_a_few_reports_are_worth_no_second_process():
    assert report_making.workers_for(3) == 1
    assert report_making.workers_for(3, 2) == 2
    assert report_making.workers_for(1, 5) == 1
