"""Sets a paper as PDF by typst, in fonts of the machine and with nothing else of it.

typst is given one folder: the templates, the words as JSON, the pictures. It reads no file beyond
that folder, and what stands in the JSON is shown and never run.
"""

from __future__ import annotations

import atexit
import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import typst

from greenshield.domain.errors import Problem, SurroundingsError
from greenshield.reports.font_coverage import blanks
from greenshield.reports.fonts import Faces, FontFile
from greenshield.reports.glyphs import Glyphs, missing_characters
from greenshield.reports.phrasing import printable
from greenshield.reports.word_file import Picture
from greenshield.reports.writing import file_day

STANDARD: Final = "a-2b"
"""PDF/A-2b (ISO 19005-2): it holds its fonts and asks for nothing from outside, for archives."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands on every page, and in the file's own description.

    Attributes:
        title: of the file.
        called: what the paper is about, at the right of the head of each page but the first.
        running: at the left of it.
        foot: above the page number.
        page, page_of, page_end: words around the page's number and the count of pages.
        lang: ``zh`` or ``en``.
        as_of: ISO day that stands as the file's date.
    """

    title: str
    called: str
    running: str
    foot: str
    page: str
    page_of: str
    page_end: str
    lang: str
    as_of: str


def set_pdf(
    template: Path, data: Mapping[str, Any], setting: Setting, faces: Faces
) -> tuple[bytes, tuple[Problem, ...]]:
    """The PDF of a paper; equal input and fonts give equal bytes.

    Args:
        template: a .typ of ours that reads ``data.json``; it may import others of its folder.
        data: its words: texts, numbers, truth values, lists, mappings, pictures.
        setting: of its pages.
        faces: what it is set in.

    Returns:
        The file; ``report_character_missing`` where a character stands as its number, since no
        font of the machine has it.

    Raises:
        SurroundingsError: ``pdf_not_set``: typst refuses (a font that it can't read), no room.
    """
    fonts = tuple(dict.fromkeys((faces.text, faces.head)))
    glyphs = Glyphs(fonts, faces.rare)
    try:
        with tempfile.TemporaryDirectory(prefix="greenshield-pdf-") as name:
            folder = Path(name)
            for part in template.parent.glob("*.typ"):
                shutil.copyfile(part, folder / part.name)
            plain = _plain({**data, **_setting(setting)}, glyphs, folder)
            known = _font_set((*fonts, *glyphs.taken))
            for name, face in (("body_font", faces.text), ("head_font", faces.head)):
                plain[name] = known.named(face, frozenset(glyphs.borrowed))
            (folder / "data.json").write_text(json.dumps(plain, ensure_ascii=False), "utf-8")
            content = _compiled(folder / template.name, known, setting.as_of)
    except (typst.TypstError, OSError) as error:
        raise SurroundingsError("pdf_not_set", reason=_reason(error)) from error
    return content, missing_characters(glyphs.missing)


def _compiled(template: Path, known: _FontSet, as_of: str) -> bytes:
    compiler = typst.Compiler(
        template, root=template.parent, font_paths=known.fonts, ignore_system_fonts=True
    )
    content = compiler.compile(
        format="pdf", pdf_standards=STANDARD, timestamp=file_day(as_of), pdf_tags=True
    )
    if not isinstance(content, bytes):
        raise OSError(type(content).__name__)
    return content


def _setting(setting: Setting) -> dict[str, Any]:
    day = file_day(setting.as_of)
    return {
        "title": setting.title,
        "called": setting.called,
        "running": setting.running,
        "foot": setting.foot,
        "page": setting.page,
        "page_of": setting.page_of,
        "page_end": setting.page_end,
        "lang": setting.lang,
        "as_of": _Exact((day.year, day.month, day.day)),
    }


class _Exact(tuple[int, ...]):
    """Numbers that typst counts with; every other one is shown, so it goes as words."""

    __slots__ = ()


def _plain(value: Any, glyphs: Glyphs, folder: Path) -> Any:
    """A value as JSON holds it: pictures by file, texts as the fonts can draw them."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, _Exact):
        return list(value)
    if isinstance(value, Picture):
        return _picture(value, glyphs, folder)
    if isinstance(value, Mapping):
        return {str(key): _plain(item, glyphs, folder) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item, glyphs, folder) for item in value]
    return glyphs.drawn(printable(value))


def _picture(picture: Picture, glyphs: Glyphs, folder: Path) -> dict[str, Any]:
    ending = ".png" if picture.content.startswith(b"\x89PNG") else ".jpg"
    file = folder / (hashlib.sha256(picture.content).hexdigest() + ending)
    if not file.exists():
        file.write_bytes(picture.content)
    alt = glyphs.drawn(printable(picture.alt))
    return {"file": file.name, "width_mm": picture.width_mm, "alt": alt}


@dataclass(frozen=True, slots=True)
class _FontSet:
    """Fonts that typst has read, with the names that it knows their families by."""

    fonts: typst.Fonts
    names: Mapping[FontFile, str]

    def named(self, first: FontFile, borrowed: frozenset[str]) -> list[str | dict[str, str]]:
        """The families in the order in which they are asked for a character.

        One that leaves some of the ``borrowed`` characters blank says which it ``covers``, as a
        regular expression: typst would take it for these too.
        """
        order = dict.fromkeys((first, *self.names))
        hollow: dict[str, frozenset[str]] = {}
        for face in order:
            hollow.setdefault(self.names[face], blanks(face) & borrowed)
        return [
            {"name": name, "covers": f"[^{''.join(sorted(chars))}]"} if chars else name
            for name, chars in hollow.items()
        ]


@lru_cache(maxsize=8)
def _font_set(faces: tuple[FontFile, ...]) -> _FontSet:
    """The faces as typst takes them: files of one folder, for as long as the process runs."""
    # typst takes folders, and the machine's own may hold hundreds of fonts. It opens a font when
    # a paper first asks for it, so the folder stays.
    folder = Path(tempfile.mkdtemp(prefix="greenshield-fonts-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    places: dict[Path, Path] = {}
    for face in faces:
        if face.path not in places:
            places[face.path] = folder / f"{len(places)}{face.path.suffix.lower()}"
            _lend(face.path, places[face.path])
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
    )
    names = {face: _family(fonts, places[face.path], face.index) for face in faces}
    return _FontSet(fonts, names)


def _family(fonts: typst.Fonts, place: Path, index: int) -> str:
    """The name that typst knows a face by. It follows links, so paths alone don't tell."""
    for known in fonts.fonts():
        if known.index == index and known.path is not None and place.samefile(known.path):
            return known.family
    raise SurroundingsError("pdf_not_set", reason=place.resolve().name)


def _lend(font: Path, place: Path) -> None:
    """A link to the font, or a copy where links are not to be had (Windows asks for a right)."""
    try:
        place.symlink_to(font)
    except OSError:
        shutil.copyfile(font, place)


def _reason(error: typst.TypstError | OSError) -> str:
    if isinstance(error, OSError):  # its words would name a folder of this machine
        return error.strerror or type(error).__name__
    return str(error.message)
