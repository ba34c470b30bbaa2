"""The pages as a reader sees them, drawn by Poppler: of our own PDF, and of the Word file.

The Word file becomes a PDF by LibreOffice, as it would at a county without Word.
"""

from __future__ import annotations

import io

import numpy as np
import pypdf
import pytest
from closure_file import write_closure
from dossier_factory import full_dossier, stationery
from helpers.foreign import office_convert, pdf_pages
from PIL import Image

from greenshield.reports import map_style
from greenshield.reports.closure import full_context
from greenshield.reports.closure_maps import closure_maps
from greenshield.reports.fonts import find_chinese_font

pytestmark = pytest.mark.lengthy

PAPER = stationery()
DPI = 150


@pytest.fixture(scope="module")
def dossier(tmp_path_factory):
    return full_dossier(tmp_path_factory.mktemp("photos"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """One folder for both languages, in which LibreOffice sets itself up once."""
    return tmp_path_factory.mktemp("pages")


@pytest.fixture(scope="module", params=["zh pdf", "en pdf", "zh docx", "en docx"])
def printed(request, dossier, folder):
    """Language, the PDF, and its pages as arrays of RGB."""
    lang, kind = request.param.split()
    pdf = folder / f"{lang}-{kind}.pdf"
    if kind == "pdf":
        write_closure(dossier, pdf, stationery=PAPER, lang=lang)
    else:
        report = folder / f"{lang}.docx"
        write_closure(dossier, report, stationery=PAPER, lang=lang)
        pdf = office_convert(report, "pdf", folder)
    pages = [
        np.asarray(Image.open(p).convert("RGB")).astype(int)
        for p in pdf_pages(pdf, folder / f"{lang}-{kind}", DPI)
    ]
    return lang, pypdf.PdfReader(pdf), pages


def compact(text):
    return "".join(text.split())


def test_that_no_section_is_lost_on_the_way_to_paper(printed):
    lang, pdf, _ = printed
    text = compact("".join(page.extract_text() for page in pdf.pages))
    for key, title in PAPER.closure_words[lang]["template"].items():
        if key.startswith("h_"):
            assert compact(title) in text


def test_that_every_page_has_its_number_and_the_fingerprint(printed):
    lang, pdf, _ = printed
    count = len(pdf.pages)
    for number, page in enumerate(pdf.pages, 1):
        text = compact(page.extract_text())
        told = f"第{number}页共{count}页" if lang == "zh" else f"Page{number}of{count}"
        assert told in text
        assert "3f9a11c07be254d8" in text
        assert number == 1 or "220581-2024-0017" in text


def test_that_no_page_is_nearly_empty_but_the_last(printed):
    _, _, pages = printed
    for page in pages[:-1]:
        rows = np.nonzero((page.min(axis=-1) < 128).any(axis=1))[0]
        body = rows[(rows > 0.1 * len(page)) & (rows < 0.9 * len(page))]
        assert body.size
        assert body.max() - body.min() > 0.25 * len(page)


def test_that_nothing_runs_over_the_edge_of_the_paper(printed):
    _, _, pages = printed
    edge = round(12 / 25.4 * DPI)
    for page in pages:
        assert page[:, :edge].min() > 250
        assert page[:, -edge:].min() > 250


def test_that_every_glyph_of_the_text_is_in_a_font_of_the_document(printed):
    """A glyph that no font has is set in no font that knows Chinese."""
    _, pdf, _ = printed
    fonts = set()
    for page in pdf.pages:
        for font in (page["/Resources"].get("/Font") or {}).values():
            fonts.add(str(font.get_object()["/BaseFont"]))
            text = page.extract_text()
            assert "�" not in text
    assert fonts


def map_on_page(page, picture):
    """Left, top and scale of a map on its page, from its neat line."""
    dark = page.max(axis=-1) < 150
    frame = [round(v) for v in picture.boxes["frame"]]
    width = (frame[2] - frame[0]) / picture.width * 160 / 25.4 * DPI
    long_rows = [y for y in range(len(page)) if abs(longest_run(dark[y]) - width) < 6]
    groups = grouped(long_rows)
    return dark, width, groups


def longest_run(line):
    padded = np.concatenate([[0], line.astype(int), [0]])
    change = np.diff(padded)
    starts, stops = np.nonzero(change == 1)[0], np.nonzero(change == -1)[0]
    return (stops - starts).max() if starts.size else 0


def grouped(rows):
    groups = []
    for y in rows:
        if groups and y - groups[-1][-1] <= 2:
            groups[-1].append(y)
        else:
            groups.append([y])
    return [sum(g) / len(g) for g in groups]


def found_map(pages, picture):
    """The page, and the function from a map's px to the page's px."""
    frame = picture.boxes["frame"]
    height = (frame[3] - frame[1]) / picture.width * 160 / 25.4 * DPI
    for page in pages:
        dark, width, groups = map_on_page(page, picture)
        for top in groups:
            if any(abs(bottom - top - height) < 4 for bottom in groups):
                columns = np.nonzero(dark[round(top) : round(top + height)].mean(axis=0) > 0.9)[0]
                if not columns.size:
                    continue
                left, scale = columns.min(), width / (frame[2] - frame[0])
                yield page, (left + 1, top + 1, scale, frame)


def shown(page, place, mark, colour, reach=4, tolerance=70):
    left, top, scale, frame = place
    x, y = round(left + (mark[0] - frame[0]) * scale), round(top + (mark[1] - frame[1]) * scale)
    part = page[y - reach : y + reach + 1, x - reach : x + reach + 1]
    return bool((np.abs(part - np.array(colour)).max(axis=-1) <= tolerance).any())


def test_that_boundary_patch_and_photos_are_on_the_page_where_computed(printed, dossier):
    lang, _, pages = printed
    maps = closure_maps(dossier, PAPER.closure_words[lang]["map"], find_chinese_font(), lang)
    places = list(found_map(pages, maps.detail))
    assert len(places) == 2  # two maps of one frame size
    (page, location), (other, detail) = places
    assert shown(page, location, maps.location.marks["patch"], map_style.PATCH)
    left, top, right, bottom = maps.location.boxes["boundary"]
    edge = extreme_points(dossier.area.geometry, maps.location.boxes["boundary"])
    assert all(shown(page, location, point, map_style.BOUNDARY) for point in edge)
    assert left < maps.location.marks["patch"][0] < right
    assert top < maps.location.marks["patch"][1] < bottom
    for number in range(1, len(dossier.photos) + 1):
        mark = maps.detail.marks[f"photo:{number}"]
        assert shown(other, detail, mark, map_style.PHOTO, reach=3), number
    assert shown(other, detail, maps.detail.marks["patch"], (236, 134, 172))
    middle = maps.detail.marks["patch"]
    assert not shown(other, detail, (middle[0], 40), map_style.PATCH)


def extreme_points(geometry, box):
    """Where the boundary touches its box, px."""
    coords = np.asarray(geometry.exterior.coords)
    west, south, east, north = geometry.bounds
    left, top, right, bottom = box
    x = left + (coords[:, 0] - west) / (east - west) * (right - left)
    y = bottom - (coords[:, 1] - south) / (north - south) * (bottom - top)
    picks = [coords[:, 0].argmin(), coords[:, 0].argmax(), coords[:, 1].argmin()]
    return [(x[i], y[i]) for i in picks]


def test_that_photos_stand_on_the_pages(printed, dossier):
    lang, pdf, _ = printed
    context, _ = full_context(dossier, PAPER, lang)
    photos = [context["pairs"][0]["a"], context["pairs"][1]["b"], context["photos"][0]["a"]]
    # LibreOffice names all pictures on every page: an object is one picture.
    found = {i.indirect_reference.idnum: i for page in pdf.pages for i in page.images}
    images = [item.image for item in found.values()]
    shapes = {round(image.width / image.height, 2) for image in images}
    for entry in photos:
        # LibreOffice scales pictures to 300 dots an inch; upright they stay.
        width, height = Image.open(io.BytesIO(entry["image"].content)).size
        assert round(width / height, 2) in shapes
    assert len(images) == 9
