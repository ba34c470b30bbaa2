"""A county's template takes nothing from outside itself, and nothing in it runs."""

from __future__ import annotations

import io
import zipfile

import docx
import openpyxl
import pytest
from closure_file import write_closure
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from dossier_factory import bare_dossier, stationery

from greenshield import messages
from greenshield.domain.errors import UnreadableError
from greenshield.reports.closure_template import asked, labels_of
from greenshield.reports.word_file import WordTemplate

PAPER = stationery()
LABELS = labels_of(PAPER)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TAKES, RUNS = "template_takes_outside", "template_would_run"


def saved(document, folder):
    document.save(str(folder / "own.docx"))
    return WordTemplate.read(folder / "own.docx")


def told(found):
    return [(p.code, p.params["name"], p.params["template_part"])
            for p in asked(found, LABELS).problems]  # fmt: skip


def field(paragraph, *pieces, shown="x"):
    """A field whose instruction is in pieces; a list among them is a field inside it."""

    def char(kind):
        paragraph.add_run()._r.append(one := OxmlElement("w:fldChar"))
        one.set(qn("w:fldCharType"), kind)

    char("begin")
    for piece in pieces:
        if isinstance(piece, list):
            field(paragraph, *piece)
            continue
        paragraph.add_run()._r.append(code := OxmlElement("w:instrText"))
        code.set(qn("xml:space"), "preserve")
        code.text = piece
    char("separate")
    paragraph.add_run(shown)
    char("end")


TYPES, BODY, RELATIONS = (
    "[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels"
)  # fmt: skip


def repacked(folder, changed, *added):
    """A plain template with one piece in parts of its package changed, and parts added."""
    saved(docx.Document(), folder)
    file = folder / "repacked.docx"
    with zipfile.ZipFile(folder / "own.docx") as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name in changed:
                before, after = changed[name]
                assert before in content
                content = content.replace(before, after)
            new.writestr(name, content)
        for name, content in added:
            new.writestr(name, content)
    return WordTemplate.read(file)


def related(kind, target, mode=""):
    """What puts a relation into a file of relations."""
    said = f' TargetMode="{mode}"' if mode else ""
    link = f'<Relationship Id="rId77" Type="{OFFICE}/{kind}" Target="{target}"{said}/>'
    return (b"</Relationships>", f"{link}</Relationships>".encode())


@pytest.mark.parametrize(
    ("kind", "target", "mode"),
    [
        ("image", "https://example.com/a.png", "External"),
        ("image", "https://example.com/a.png", "external"),
        ("image", "https://example.com/a.png", ""),
        ("attachedTemplate", "https://example.com/a.dotm", "External"),
        ("attachedTemplate", "file:///C:/a.dotm", "External"),
        ("oleObject", "file:///C:/a.xlsx", "External"),
        ("hyperlink", "file:///C:/a.exe", "External"),
        ("hyperlink", r"\\\\server\\share", "External"),
        ("hyperlink", "a.docx", "External"),
        ("hyperlink", "javascript:x", "External"),
        ("subDocument", "b.docx", "External"),
        ("mailMergeSource", "list.csv", "External"),
        ("frame", "https://example.com", "External"),
        ("aFChunk", "chunk.html", ""),
        ("anythingNew", "x", "External"),
    ],
)  # fmt: skip
def test_that_a_relation_to_outside_is_refused(tmp_path, kind, target, mode):
    own = repacked(tmp_path, {RELATIONS: related(kind, target, mode)}, ("word/chunk.html", b"x"))
    code = RUNS if kind == "oleObject" else TAKES
    assert (code, f"{kind} {target}") in [(c, n) for c, n, _ in told(own)]


@pytest.mark.parametrize("target", ["https://example.com/a?b=1", "http://例.中国", "mailto:a@b.cn"])
def test_that_a_plain_link_to_the_web_stays(tmp_path, target):
    document = docx.Document()
    paragraph = document.add_paragraph("x")
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), document.part.relate_to(target, f"{OFFICE}/hyperlink", is_external=True))
    link.append(paragraph.runs[0]._r)
    paragraph._p.append(link)
    field(document.add_paragraph(), f' HYPERLINK "{target}" ')
    own = saved(document, tmp_path)
    assert told(own) == []
    write_closure(bare_dossier(), tmp_path / "out.docx", stationery=PAPER, template=own)
    document.element.body.append(
        parse_xml(f'<w:p {nsdecls("w", "a", "r")}><w:r><a:blip r:link="{link.get(qn("r:id"))}"/>'
                  "</w:r></w:p>")
    )  # fmt: skip
    assert [code for code, _, _ in told(saved(document, tmp_path))] == [TAKES]


@pytest.mark.parametrize(
    ("pieces", "code"),
    [
        ([r"DDEAUTO c:\\x.exe"], RUNS),
        ([" dde", "Auto", " x"], RUNS),
        (["INCLUDEPICTURE ", '"https://example.com/a.png"'], TAKES),
        ([" INCLUDETEXT C:/a.docx"], TAKES),
        (["LINK Excel.Sheet a.xlsx"], RUNS),
        (["MACROBUTTON Start x"], RUNS),
        (["RD a.docx"], TAKES),
        (["DATABASE x"], TAKES),
        (['HYPERLINK "file:///c:/x.exe"'], TAKES),
        ([r"HYPERLINK \l mark x.exe"], TAKES),
        (["IF 1 = 1 ", ["DDEAUTO x"]], RUNS),
        ([["QUOTE 68 68 69"], " x"], RUNS),
        (["DD", ["QUOTE 69"], " x"], RUNS),
        (["DD{{ cover.number }} x"], TAKES),
        (["PAGE {{ cover.number }}"], TAKES),
    ],
)
def test_that_a_field_that_takes_or_starts_something_is_refused(tmp_path, pieces, code):
    document = docx.Document()
    field(document.add_paragraph(), *pieces)
    assert (code, "body") in [(c, part) for c, _, part in told(saved(document, tmp_path))]
    document = docx.Document()
    field(document.sections[0].header.paragraphs[0], *pieces)
    assert (code, "header") in [(c, part) for c, _, part in told(saved(document, tmp_path))]


def test_that_a_simple_field_is_looked_at_too(tmp_path):
    document = docx.Document()
    document.element.body.append(
        parse_xml(f'<w:p {nsdecls("w")}><w:fldSimple w:instr=" DDEAUTO x "/></w:p>')
    )
    assert [(c, n) for c, n, _ in told(saved(document, tmp_path))] == [(RUNS, "DDEAUTO x")]


@pytest.mark.parametrize(
    "pieces",
    [
        ["PAGE"], [" NUMPAGES \\* MERGEFORMAT "], ["= ", ["PAGE"], " + 1"], ["REF 书签 \\h"],
        ["IF ", ["PAGE"], ' > 1 "a" "b"'], ['HYPERLINK \\l "第一章"'], ["TOC \\o 1-3 \\h"],
        ["书签"],
        ['HYPERLINK "https://example.com/?no={{ cover.number }}" \\o "x"'],
    ],
)  # fmt: skip
def test_that_a_field_of_the_document_itself_stays(tmp_path, pieces):
    document = docx.Document()
    field(document.add_paragraph(), *pieces)
    assert told(saved(document, tmp_path)) == []


@pytest.mark.parametrize(
    ("part", "content", "kind"),
    [
        ("word/vbaProject.bin", b"x", "vbaProject"),
        ("word/embeddings/oleObject1.bin", b"x", "oleObject"),
        ("word/embeddings/a.xlsx", b"PK", "package"),
        ("word/activeX/activeX1.xml", b"<a/>", "control"),
        ("word/media/picture.png", bytes.fromhex("d0cf11e0a1b11ae1"), "image"),
    ],
)
def test_that_what_would_run_is_refused(tmp_path, part, content, kind):
    types = (b"</Types>", b'<Default Extension="bin" ContentType="application/x"/>'
             b'<Default Extension="png" ContentType="image/png"/>'
             b'<Default Extension="xlsx" ContentType="application/x"/></Types>')  # fmt: skip
    own = repacked(
        tmp_path,
        {TYPES: types, RELATIONS: related(kind, part.removeprefix("word/"))},
        (part, content),
    )
    assert {code for code, _, _ in told(own)} == {RUNS}


def test_that_a_document_with_macros_is_none_without_them_by_another_name(tmp_path):
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    with_macros = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    own = repacked(tmp_path, {TYPES: (plain, with_macros)})
    assert (RUNS, "document.xml", "body") in told(own)


@pytest.mark.parametrize(
    "xml",
    [
        '<w:pict><v:shape><v:imagedata src="https://example.com/a.png"/></v:shape></w:pict>',
        '<w:pict><v:shape href="file:///c:/x.exe"/></w:pict>',
        "<w:altChunk/>",
    ],
)
def test_that_a_drawing_of_old_is_looked_at(tmp_path, xml):
    names = f'{nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"'
    document = docx.Document()
    document.element.body.append(parse_xml(f"<w:p {names}><w:r>{xml}</w:r></w:p>"))
    assert [code for code, _, _ in told(saved(document, tmp_path))] == [TAKES]


def test_that_marks_can_not_put_together_what_is_refused(tmp_path):
    """What a look at the template does not show: raw words by ``safe``, pieces left out."""
    document = docx.Document()
    document.add_paragraph(
        "{{ ('</w:t></w:r><w:fldSimple w:ins' ~ 'tr=\"DDEAU' ~ 'TO x\"/><w:r><w:t>')|safe }}"
    )
    pieces = docx.Document()
    paragraph = pieces.add_paragraph()
    field(paragraph, "DDE", "PAGE", "AUTO x")
    for run, text in ((paragraph.runs[2], "{% if false %}"), (paragraph.runs[3], "{% endif %}")):
        moved = docx.oxml.parse_xml(f"<w:r {nsdecls('w')}><w:t>{text}</w:t></w:r>")
        run._r.addprevious(moved)
    for made in (document, pieces):
        own = saved(made, tmp_path)
        assert told(own) == []
        with pytest.raises(UnreadableError) as caught:
            write_closure(bare_dossier(), tmp_path / "out.docx", stationery=PAPER, template=own)
        assert caught.value.code == RUNS
        assert not (tmp_path / "out.docx").exists()


def test_that_a_part_in_an_encoding_of_its_own_is_read(tmp_path):
    document = docx.Document()
    document.sections[0].footer.paragraphs[0].text = "x"
    saved(document, tmp_path)
    file = tmp_path / "wide.docx"
    with zipfile.ZipFile(tmp_path / "own.docx") as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/footer1.xml":
                text = content.decode().replace("UTF-8", "UTF-16")
                text = text.replace("<w:t>x</w:t>", "<w:instrText>DDEAUTO x</w:instrText>")
                content = text.encode("utf-16")
            new.writestr(name, content)
    found = told(WordTemplate.read(file))
    assert found == [(RUNS, "DDEAUTO x", "footer")]


def test_that_user_s_words_are_no_fields(tmp_path):
    document = docx.Document()
    document.add_paragraph("{{ cover.facility }}")
    dossier = bare_dossier(fields={"facility_name": 'DDEAUTO c:\\x src="https://a"'})
    out = tmp_path / "out.docx"
    write_closure(dossier, out, stationery=PAPER, template=saved(document, tmp_path))
    *_, written = docx.Document(str(out)).paragraphs  # below that it is a draft
    assert written.text == 'DDEAUTO c:\\x src="https://a"'


def test_that_every_one_is_told_with_what_to_do(tmp_path):
    document = docx.Document()
    field(document.add_paragraph(), "DDEAUTO x")
    field(document.add_paragraph(), "INCLUDETEXT x")
    document.add_paragraph("{{ nothing }}")
    found = asked(saved(document, tmp_path), LABELS).problems
    assert [p.code for p in found] == [RUNS, TAKES, "template_unknown_field"]
    for problem in found[:2]:
        for lang in ("zh", "en"):
            params = {**problem.params, "file": problem.file}
            assert problem.params["name"] in messages.text(problem.code, params, lang)
            assert messages.remedy(problem.code, params, lang)


SHEET = "word/embeddings/Microsoft_Excel_Sheet1.xlsx"


def workbook(*added):
    """The workbook behind a chart, with parts added to its package."""
    out = io.BytesIO()
    book = openpyxl.Workbook()
    book.active["A1"] = "整改中"
    book.active["A1"].hyperlink = "https://example.org/"
    book.save(out)
    with zipfile.ZipFile(out, "a") as package:
        for name, content in added:
            package.writestr(name, content)
    return out.getvalue()


def with_chart(folder, content):
    link = f'<Relationship Id="rId1" Type="{OFFICE}/package" Target="../{SHEET[5:]}"/>'
    around = "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
    rels = f"{around}{link}</Relationships>"
    return repacked(folder, {}, ("word/charts/chart1.xml", "<c/>"),
                    ("word/charts/_rels/chart1.xml.rels", rels), (SHEET, content))  # fmt: skip


def inner(kind, target, mode):
    link = f'<Relationship Id="rId1" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
    around = "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
    return f"{around}{link}</Relationships>"


def test_that_the_plain_workbook_behind_a_chart_passes(tmp_path):
    assert told(with_chart(tmp_path, workbook())) == []


@pytest.mark.parametrize(
    ("part", "content", "code", "name"),
    [
        ("xl/vbaProject.bin", b"x", RUNS, "vbaProject.bin"),
        ("xl/embeddings/a.bin", bytes.fromhex("d0cf11e0a1b11ae1"), RUNS, "a.bin"),
        ("xl/embeddings/b.xlsx", b"PK", RUNS, "Microsoft_Excel_Sheet1.xlsx"),
        ("xl/externalLinks/_rels/e.xml.rels",
         inner("externalLinkPath", "file:///x.xlsx", ' TargetMode="External"'), TAKES,
         "externalLinkPath file:///x.xlsx"),
        ("xl/_rels/w.xml.rels", inner("connections", "connections.xml", ""), TAKES,
         "connections connections.xml"),
    ],
)  # fmt: skip
def test_that_the_workbook_behind_a_chart_takes_nothing_and_runs_nothing(
    tmp_path, part, content, code, name
):
    found = told(with_chart(tmp_path, workbook((part, content))))
    assert (code, name, SHEET) in found


def test_that_a_workbook_that_unpacks_without_end_is_refused(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/big.bin", bytes(61_000_000))
    with pytest.raises(UnreadableError) as caught:
        told(with_chart(tmp_path, out.getvalue()))
    assert caught.value.code == "template_unreadable"
