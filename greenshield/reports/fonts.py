"""Finds the Chinese fonts of the machine, for map pictures and PDFs."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont

from greenshield.domain.errors import SurroundingsError

# File stem (lower case) -> family that must stand in the file, best first. A collection such as
# NotoSansCJK-Regular.ttc holds Japanese, Korean and both Chinese forms: the family decides.
_WANTED: tuple[tuple[str, str], ...] = (
    ("notosanscjksc-regular", "Noto Sans CJK SC"),
    ("notosanscjk-regular", "Noto Sans CJK SC"),
    ("notosanssc-regular", "Noto Sans SC"),
    ("sourcehansanssc-regular", "Source Han Sans SC"),
    ("sourcehansanscn-regular", "Source Han Sans CN"),
    ("sourcehansans-regular", "Source Han Sans SC"),
    ("msyh", "Microsoft YaHei"),
    ("pingfang", "PingFang SC"),
    ("wqy-microhei", "WenQuanYi Micro Hei"),
    ("wqy-zenhei", "WenQuanYi Zen Hei"),
    ("simhei", "SimHei"),
    ("simsun", "SimSun"),
    ("hiragino sans gb", "Hiragino Sans GB"),
    ("stheiti light", "Heiti SC"),
    ("stheiti medium", "Heiti SC"),
    ("droidsansfallbackfull", "Droid Sans Fallback"),
    ("droidsansfallback", "Droid Sans Fallback"),
)
# What a report's text is set in, as its Word file asks for FangSong; else in the face of the heads.
_TEXT: tuple[tuple[str, str], ...] = (
    ("simfang", "FangSong"),
    ("simsun", "SimSun"),
    ("notoserifcjksc-regular", "Noto Serif CJK SC"),
    ("notoserifcjk-regular", "Noto Serif CJK SC"),
    ("notoserifsc-regular", "Noto Serif SC"),
    ("sourcehanserifsc-regular", "Source Han Serif SC"),
    ("sourcehanserifcn-regular", "Source Han Serif CN"),
    ("songti", "Songti SC"),
)
# For characters that the others lack: CJK extensions, signs.
_RARE: tuple[tuple[str, str], ...] = (
    ("simsunb", "SimSun-ExtB"),
    ("hanamina", "HanaMinA"),
    ("hanaminb", "HanaMinB"),
    ("seguisym", "Segoe UI Symbol"),
    ("dejavusans", "DejaVu Sans"),
)
_ENDINGS = frozenset({".ttf", ".ttc", ".otf", ".otc"})
_PROBE = "销号报告图斑"
INSTALL = "fonts-wqy-microhei"
INSTALL_RARE = "fonts-noto-cjk, fonts-hanazono"


@dataclass(frozen=True, slots=True)
class FontFile:
    """A font file and the index of the face in it."""

    path: Path
    index: int
    family: str


@dataclass(frozen=True, slots=True)
class Faces:
    """What a PDF is set in.

    Attributes:
        text: of the text.
        head: of headings and the names in tables.
        rare: further faces of the machine, for characters that these lack.
    """

    text: FontFile
    head: FontFile
    rare: tuple[FontFile, ...] = ()


def font_folders() -> tuple[Path, ...]:
    """Where this machine keeps fonts: of the system first, then of the user."""
    home = Path.home()
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
        windows = Path(os.environ.get("WINDIR", r"C:\Windows"))
        return (windows / "Fonts", local / "Microsoft" / "Windows" / "Fonts")
    if sys.platform == "darwin":
        system = Path("/System/Library")
        return (
            system / "Fonts",
            system / "AssetsV2",
            Path("/Library/Fonts"),
            home / "Library" / "Fonts",
        )
    data = Path(os.environ.get("XDG_DATA_HOME", home / ".local" / "share"))
    return (
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        data / "fonts",
        home / ".fonts",
    )


def find_chinese_font(folders: Sequence[Path] | None = None) -> FontFile:
    """The best Chinese font in ``folders`` (default: the machine's own).

    Raises:
        SurroundingsError: ``font_missing``; names the package to install.
    """
    return _find(tuple(folders) if folders is not None else font_folders())


def find_faces(folders: Sequence[Path] | None = None) -> Faces:
    """What to set a PDF in, from ``folders`` (default: the machine's own).

    Raises:
        SurroundingsError: ``font_missing``; names the package to install.
    """
    return _faces(tuple(folders) if folders is not None else font_folders())


@lru_cache(maxsize=64)
def load(font: FontFile, size: int) -> ImageFont.FreeTypeFont:
    """The face at a size in pixels. Basic layout, so that every machine sets it alike."""
    return ImageFont.truetype(
        str(font.path), size, index=font.index, layout_engine=ImageFont.Layout.BASIC
    )


@cache
def _find(folders: tuple[Path, ...]) -> FontFile:
    for stem, family in _WANTED:
        if (face := _face(_files(folders).get(stem), family, _PROBE)) is not None:
            return face
    raise SurroundingsError(
        "font_missing", package=INSTALL, folders=", ".join(str(f) for f in folders)
    )


@cache
def _faces(folders: tuple[Path, ...]) -> Faces:
    head = _find(folders)
    files = _files(folders)
    texts = (_face(files.get(stem), family, _PROBE) for stem, family in _TEXT)
    text = next((face for face in texts if face is not None), head)
    others = (_face(files.get(stem), family, "") for stem, family in (*_TEXT, *_WANTED, *_RARE))
    rare = dict.fromkeys(face for face in others if face not in (None, text, head))
    return Faces(text, head, tuple(face for face in rare if face is not None))


@cache
def _files(folders: tuple[Path, ...]) -> dict[str, Path]:
    """Every font file of the folders by its stem in lower case; of two, the first."""
    files: dict[str, Path] = {}
    for file in _font_files(folders):
        files.setdefault(file.stem.lower(), file)
    return files


def _font_files(folders: tuple[Path, ...]) -> Iterator[Path]:
    for folder in folders:
        for root, names, files in os.walk(folder):
            names.sort()
            for name in sorted(files):
                if Path(name).suffix.lower() in _ENDINGS:
                    yield Path(root, name)


def _face(file: Path | None, family: str, probe: str) -> FontFile | None:
    """The face of that family in the file, if it can draw the characters of ``probe``."""
    if file is None:
        return None
    for index in range(16):
        try:
            font = ImageFont.truetype(str(file), 24, index=index)
        except (OSError, ValueError):
            return None
        name = font.getname()[0] or ""
        if name == family and all(font.getmask(char).getbbox() for char in probe):
            return FontFile(file, index, name)
    return None
