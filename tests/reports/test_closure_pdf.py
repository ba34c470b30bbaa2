"""The closure report as PDF: what it says, what it holds, what it never shows."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace

import pypdf
import pypdfium2
import pytest
from closure_file import write_closure
from docx import Document
from dossier_factory import full_dossier, stationery

from greenshield.domain.errors import SurroundingsError, UsageError
from greenshield.reports.closure import KINDS, full_context, make_closure
from greenshield.reports.closure_pdf import closure_pdf
from greenshield.reports.font_coverage import blanks
from greenshield.reports.fonts import Faces, FontFile, find_chinese_font, find_faces
from greenshield.reports.glyphs import first_with
from greenshield.reports.typst_file import Setting, set_pdf

PAPER = stationery()
SETTING = Setting("t", "", "", "", "", "", "", "zh", "2026-05-01")


@pytest.fixture(scope="module")
def dossier(tmp_path_factory):
    return full_dossier(tmp_path_factory.mktemp("photos"))


@pytest.fixture(scope="module", params=["zh", "en"])
def reports(request, dossier, tmp_path_factory):
    """Language, the report as PDF and for Word."""
    folder = tmp_path_factory.mktemp("reports")
    told = write_closure(dossier, folder / "a.pdf", stationery=PAPER, lang=request.param)
    write_closure(dossier, folder / "a.docx", stationery=PAPER, lang=request.param)
    assert not [p for p in told if p.code == "report_character_missing"]
    return request.param, folder / "a.pdf", folder / "a.docx"


def small(dossier, **changes):
    """The dossier without pictures, which nothing here is about."""
    return replace(dossier, photos=(), pairs=(), imagery=(), **changes)


def compact(text):
    return "".join(text.split())


def text_of(pdf):
    reader = pypdf.PdfReader(io.BytesIO(pdf) if isinstance(pdf, bytes) else pdf)
    return "".join(page.extract_text() for page in reader.pages)


def set_words(tmp_path, typ, data, faces=None):
    """The PDF of a template of a few lines."""
    template = tmp_path / "try.typ"
    template.write_text('#let data = json("data.json")\n' + typ, "utf-8")
    return set_pdf(template, data, SETTING, faces or find_faces())


def words_of_docx(path):
    """Every paragraph of a Word file, in order, those of tables among them."""
    body = Document(str(path)).element.body
    name = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    for paragraph in body.iter(f"{name}p"):
        yield "".join(part.text or "" for part in paragraph.iter(f"{name}t"))


def test_that_the_pdf_says_what_the_word_file_says(reports):
    _, pdf, docx = reports
    text = compact(text_of(pdf))
    told = [compact(words) for words in words_of_docx(docx)]
    missing = [words for words in told if words and words not in text]
    # A cell that runs over two columns of a page may stand apart in the text of a PDF.
    assert not [words for words in missing if any(c not in text for c in words)]
    assert len(missing) <= len(told) / 20, missing


def test_that_the_chapters_stand_in_the_order_of_the_word_file(reports):
    lang, pdf, _ = reports
    outline = [item.title for item in pypdf.PdfReader(pdf).outline if not isinstance(item, list)]
    words = PAPER.closure_words[lang]["template"]
    assert outline == [words[key] for key in words if key.startswith("h_")]


def test_that_equal_dossiers_give_equal_bytes(dossier, tmp_path):
    made = [tmp_path / "a.pdf", tmp_path / "b.pdf"]
    for out in made:
        write_closure(small(dossier), out, stationery=PAPER)
    first, second = (hashlib.sha256(out.read_bytes()).hexdigest() for out in made)
    assert first == second


def test_that_the_file_is_for_archives_and_dated_with_the_report(reports, dossier):
    _, pdf, _ = reports
    reader = pypdf.PdfReader(pdf)
    said = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "pdfaid:part>2<" in said
    assert "pdfaid:conformance>B<" in said
    assert reader.metadata.creation_date.date().isoformat() == dossier.as_of
    assert dossier.number in reader.metadata.title
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_that_its_fonts_are_in_it_as_subsets(reports):
    _, pdf, _ = reports
    reader = pypdf.PdfReader(pdf)
    fonts = [
        font.get_object()["/DescendantFonts"][0].get_object()
        for page in reader.pages
        for font in page["/Resources"].get("/Font", {}).values()
    ]
    assert fonts
    for font in fonts:
        assert "+" in font["/BaseFont"]
        described = font["/FontDescriptor"]
        assert "/FontFile2" in described or "/FontFile3" in described


def test_that_nobody_s_words_are_run(dossier, tmp_path):
    words = '#read("/etc/passwd") *粗* $x$ <a> @b \\ [c] `d` // e /* f */ #panic() {{ g }} _h_'
    fields = {**dossier.fields, "description": words}
    out = tmp_path / "a.pdf"
    write_closure(small(dossier, fields=fields), out, stationery=PAPER)
    assert compact(words) in compact(text_of(out))


def test_that_a_template_opens_no_file_beyond_its_folder(tmp_path):
    (tmp_path / "paper").mkdir()
    (tmp_path / "secret.txt").write_text("x", "utf-8")
    for asked in ("../secret.txt", str(tmp_path / "secret.txt")):
        with pytest.raises(SurroundingsError) as refused:
            set_words(tmp_path / "paper", f'#read("{asked}")', {})
        assert refused.value.code == "pdf_not_set"


def test_that_a_character_without_a_font_stands_as_its_number(dossier, tmp_path):
    fields = {**dossier.fields, "facility_name": "\U0001f9ff采石场\ue5e5"}
    out = tmp_path / "a.pdf"
    told = write_closure(small(dossier, fields=fields), out, stationery=PAPER)
    (problem,) = [p for p in told if p.code == "report_character_missing"]
    assert problem.params["characters"] == "U+1F9FF, U+E5E5"
    assert "[U+1F9FF]采石场[U+E5E5]" in compact(text_of(out))


def test_that_a_name_on_the_map_has_no_box_either(dossier, tmp_path):
    area = replace(dossier.area, name="青\ue5e5岭")
    told = write_closure(small(dossier, area=area), tmp_path / "a.pdf", stationery=PAPER)
    assert {p.params["characters"] for p in told if "characters" in p.params} == {"U+E5E5"}


def test_that_a_character_of_another_font_is_drawn_by_it(tmp_path):
    faces = find_faces()
    only = "⠿"  # braille, which DejaVu has and Chinese fonts have not
    if not any(face.family == "DejaVu Sans" for face in faces.rare):
        pytest.skip("this machine lacks the Debian package fonts-dejavu-core")
    typ = "#set text(font: data.body_font, fallback: false)\n#data.a"
    content, told = set_words(tmp_path, typ, {"a": f"矿{only}"}, faces)
    assert not told
    fonts = pypdf.PdfReader(io.BytesIO(content)).pages[0]["/Resources"]["/Font"]
    assert sorted("DejaVu" in str(f.get_object()["/BaseFont"]) for f in fonts.values()) == [
        False,
        True,
    ]


def test_that_a_character_that_the_chinese_font_leaves_blank_can_be_seen(tmp_path):
    faces = find_faces()
    hollow = [char for char in sorted(blanks(faces.head)) if first_with(char, faces.rare)]
    typ = (
        '#import "paper.typ": families\n#set page(width: 40mm, height: 20mm)\n'
        "#set text(font: families(data.head_font), size: 20pt, fallback: false)\n#data.a"
    )
    (tmp_path / "paper.typ").write_bytes(PAPER.closure.with_name("paper.typ").read_bytes())
    for char in (*hollow[:3], "℃", "Ⅴ"):  # the last two by whichever font
        content, told = set_words(tmp_path, typ, {"a": char}, faces)
        assert not told
        page = pypdfium2.PdfDocument(content)[0].render(scale=2).to_pil()
        assert page.convert("L").getextrema()[0] < 100


def test_that_a_table_of_a_thousand_rows_repeats_its_header(dossier, tmp_path):
    moved = dossier.moves[0]
    moves = tuple(replace(moved, reason=f"第{n}行") for n in range(1000))
    out = tmp_path / "a.pdf"
    write_closure(small(dossier, moves=moves), out, stationery=PAPER)
    words = PAPER.closure_words["zh"]["template"]
    pages = [compact(page.extract_text()) for page in pypdf.PdfReader(out).pages]
    with_rows = [page for page in pages if "行" in page and compact(words["move_recorded"]) in page]
    for n in (0, 499, 999):
        (page,) = [p for p in pages if f"第{n}行" in p]
        assert page in with_rows
    assert len(with_rows) > 40


def test_that_a_text_longer_than_a_page_goes_on_with_the_next(dossier, tmp_path):
    long = "".join(f"第{n:04}句，山体裸露，植被破坏，弃渣压占林地。" for n in range(400))
    check = replace(dossier.checks[0], text=long)
    out = tmp_path / "a.pdf"
    write_closure(small(dossier, checks=(check,)), out, stationery=PAPER)
    pages = pypdf.PdfReader(out).pages
    text = compact(text_of(out))
    # One that a page ends in the middle of has that page's foot in it.
    cut = [n for n in range(400) if f"第{n:04}句" not in text]
    assert len(cut) < len(pages)
    assert all(f"{n:04}" in text for n in range(400) if n not in cut)


def test_that_no_words_run_over_the_foot_of_a_page(dossier, tmp_path):
    """In columns of every width, in one piece and in many lines."""
    long, lines = "山体裸露" * 60, "\n".join([*map(str, range(100, 200)), "末件"])
    objection = replace(dossier.objections[0], who=long, text=long, answer=lines)
    check = replace(dossier.checks[0], text=lines)
    overlay = replace(dossier.overlay[0], name=long)
    condition = replace(dossier.conditions[0], evidence=tuple(lines.splitlines()))
    opinion = replace(dossier.opinions[0], text=lines)
    fields = {**dossier.fields, "facility_name": long, "description": lines}
    made = small(
        dossier, objections=(objection,), checks=(check,), overlay=(overlay,), fields=fields,
        conditions=(condition,), opinions=(opinion,),
    )  # fmt: skip
    out = tmp_path / "a.pdf"
    write_closure(made, out, stationery=PAPER)
    assert min(feet_of_text(out)) > 25
    text = compact(text_of(out))
    assert text.count("末件") == 6  # the description twice


def feet_of_text(pdf):
    """How far above the lower edge of its page each run of text stands, points."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            words = page.get_textpage()
            for order in range(words.count_rects()):
                yield words.get_rect(order)[1]
            words.close()
            page.close()


def test_that_an_empty_dossier_is_a_report_all_the_same(dossier, tmp_path):
    kept = ("issue_id", "state", "label", "tell", "decode", "provenance", "as_of")
    bare = type(dossier)(**{name: getattr(dossier, name) for name in kept}, fields={})
    out = tmp_path / "a.pdf"
    write_closure(bare, out, stationery=PAPER)
    words = PAPER.closure_words["zh"]["template"]
    text = compact(text_of(out))
    assert all(compact(words[key]) in text for key in ("no_location", "no_photos", "no_annex"))


def test_that_a_photo_that_is_absent_has_its_sentence(dossier, tmp_path):
    photo = replace(dossier.photos[0], path=None)
    alone = replace(dossier, photos=(photo,), pairs=(), imagery=())
    out = tmp_path / "a.pdf"
    told = write_closure(alone, out, stationery=PAPER)
    (absent,) = [p for p in told if p.code == "report_photo_absent"]
    words = dossier.tell(absent.code, absent.params, "zh")
    assert compact(words) in compact(text_of(out))


def test_that_a_file_that_is_no_font_is_said(tmp_path):
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"no font")
    face = FontFile(broken, 0, "Broken")
    with pytest.raises(SurroundingsError) as refused:
        set_words(tmp_path, "#data.a", {"a": ""}, Faces(face, face))
    assert refused.value.code == "pdf_not_set"
    assert refused.value.params == {"reason": "broken.ttf"}


@pytest.mark.parametrize("kind", KINDS)
def test_that_what_is_no_language_is_refused(dossier, kind):
    with pytest.raises(UsageError) as caught:
        make_closure(small(dossier), stationery=PAPER, kinds=(kind,), lang="fr")
    assert caught.value.code == "report_language_unknown"


def test_that_every_name_of_the_context_is_used_by_both_makers(dossier):
    """A chapter added to one must not be forgotten in the other."""
    context, _ = full_context(dossier, PAPER, "zh", find_chinese_font())
    typ = "".join(file.read_text("utf-8") for file in PAPER.closure.parent.glob("*.typ"))
    assert [name for name in context if f"data.{name}" not in typ] == []


def test_that_a_hash_is_whole_where_it_breaks(dossier):
    context, _ = full_context(small(dossier), PAPER, "zh")
    content, _ = closure_pdf(context, stationery=PAPER, lang="zh", as_of=dossier.as_of)
    text = compact(text_of(content))
    assert all(entry.sha256 in text for entry in dossier.annex)


def test_that_a_word_is_parted_where_a_column_has_no_room_for_it_and_nowhere_else(tmp_path):
    (tmp_path / "paper.typ").write_bytes(PAPER.closure.with_name("paper.typ").read_bytes())
    typ = (
        '#import "paper.typ": in-column, paper\n#show: paper.with(data)\n'
        "#for part in (data.sentence, data.number, data.hash) { table(columns: (70mm,), part) }\n"
        "#table(columns: (22mm,), in-column(22, data.word))"
    )
    sentence = "implementation " * 20
    data = {"sentence": sentence, "number": "229901-2026-T-6184b170 " * 6, "hash": "ab12" * 16}
    content, _ = set_words(tmp_path, typ, {**data, "word": "implementation"})
    said = text_of(content)
    assert said.count("implementation") == 20
    assert said.split()[-3:-1] == ["implemen", "tation"]  # the last is the page's number
    assert compact(data["number"]) + data["hash"] in compact(said)
