"""A template of one's own: used, or refused with the reason; never trusted."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from pathlib import Path

import docx
import pytest
from closure_file import write_closure
from dossier_factory import bare_dossier, stationery

from greenshield import messages
from greenshield.domain.errors import UnreadableError
from greenshield.reports import word_file
from greenshield.reports.word_file import WordTemplate

PAPER = stationery()
TEMPLATES = Path(__file__).resolve().parents[2] / "resources" / "templates"


def template(tmp_path, *lines):
    file = tmp_path / "own.docx"
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(file))
    return file


def written(out, file):
    template = WordTemplate.read(file)
    return write_closure(bare_dossier(), out, stationery=PAPER, template=template)


def refused(tmp_path, file):
    out = tmp_path / "out.docx"
    with pytest.raises(UnreadableError) as caught:
        written(out, file)
    assert not out.exists()
    error = caught.value
    assert file.name in messages.text(error.code, error.params)
    assert not re.search(r"\{\w", messages.text(error.code, error.params))  # all is filled in
    return error


def test_that_a_county_may_use_its_own(tmp_path):
    file = template(tmp_path, "编号 {{ cover.clue }}", "{%p for m in missing %}", "缺 {{ m }}",
                    "{%p endfor %}")  # fmt: skip
    out = tmp_path / "out.docx"
    written(out, file)
    texts = [p.text for p in docx.Document(str(out)).paragraphs]
    assert texts[0].startswith("过程稿")  # which this template leaves out
    assert texts[1] == "编号 JL-2024-H2-0003"
    assert texts[2].startswith("缺 照片")


@pytest.mark.parametrize(
    ("mark", "name"),
    [("{{ colour }}", "colour"), ("{{ cover.colour }}", "colour"), ("{{ finding.a.b }}", "a")],
)
def test_that_a_field_that_does_not_exist_is_named(tmp_path, mark, name):
    error = refused(tmp_path, template(tmp_path, f"x {mark}"))
    assert error.code == "template_unknown_field"
    assert name in error.params["name"]


@pytest.mark.parametrize("mark", ["{{ cover.clue", "{% for x %}", "{% endif %}", "{{ 1 + }}"])
def test_that_a_malformed_mark_is_refused(tmp_path, mark):
    error = refused(tmp_path, template(tmp_path, f"before {mark} after"))
    assert error.code == "template_broken"


@pytest.mark.parametrize(
    "mark",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ cover.__init__.__globals__ }}",
        "{{ (cover|attr('__class__')).__base__ }}",
        "{% for x in range(100000000) %}x{% endfor %}",
        "{% include '/etc/passwd' %}",
        "{{ 'x' * 1000000000 }}",
        "{{ 9 ** 999999999 }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ 1 / 0 }}",
        "{{ [1][5] }}",
    ],
)
def test_that_a_template_runs_in_a_sandbox(tmp_path, mark):
    assert refused(tmp_path, template(tmp_path, mark)).code in (
        "template_broken",
        "template_unknown_field",
        "template_unreadable",
        "template_other_file",
    )


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04" + b"\0" * 60])
def test_that_what_is_no_document_is_refused(tmp_path, content):
    file = tmp_path / "own.docx"
    file.write_bytes(content)
    assert refused(tmp_path, file).code == "template_unreadable"


def test_that_a_zip_that_is_no_document_is_refused(tmp_path):
    file = tmp_path / "own.docx"
    for names in ({"a.txt": "x"}, {"word/document.xml": "<no"}, {"word/document.xml": "<a/>"}):
        with zipfile.ZipFile(file, "w") as archive:
            for name, text in names.items():
                archive.writestr(name, text)
        assert refused(tmp_path, file).code == "template_unreadable"


def test_that_an_absent_file_and_a_folder_are_refused(tmp_path):
    assert refused(tmp_path, tmp_path / "no.docx").code == "template_unreadable"
    assert refused(tmp_path, tmp_path).code == "template_unreadable"


def test_that_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    file = tmp_path / "own.docx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (word_file.MOST_BYTES + 1))
    assert refused(tmp_path, file).code == "template_too_large"
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(word_file.MOST_PARTS + 1):
            archive.writestr(f"word/{number}.xml", b"")
    assert refused(tmp_path, file).code == "template_too_large"


def test_that_a_truncated_document_is_refused(tmp_path):
    content = (TEMPLATES / "closure.docx").read_bytes()
    file = tmp_path / "own.docx"
    for size in range(0, len(content), 3001):
        file.write_bytes(content[:size])
        assert refused(tmp_path, file).code == "template_unreadable"


def test_that_the_built_in_template_is_what_its_script_makes(monkeypatch):
    monkeypatch.syspath_prepend(str(TEMPLATES))
    sys.modules.pop("make_closure_template", None)
    import make_closure_template

    made = io.BytesIO()
    make_closure_template.make().save(made)
    with (
        zipfile.ZipFile(made) as fresh,
        zipfile.ZipFile(TEMPLATES / "closure.docx") as committed,
    ):
        assert fresh.namelist() == committed.namelist()
        for name in fresh.namelist():
            assert fresh.read(name) == committed.read(name), name


def test_that_no_table_row_is_cut_and_long_tables_repeat_their_header(tmp_path):
    out = tmp_path / "out.docx"
    write_closure(bare_dossier(), out, stationery=PAPER)
    xml = zipfile.ZipFile(TEMPLATES / "closure.docx").read("word/document.xml").decode()
    assert xml.count("<w:tblHeader/>") >= 15
    page = docx.Document(str(out)).sections[0]
    assert (page.page_width.mm, page.page_height.mm) == pytest.approx((210, 297), abs=0.1)
