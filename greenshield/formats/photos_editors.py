"""Programs that change pictures or their metadata, by the names that they leave in files.

Firmware of cameras and phones is in none of the patterns: ``HUAWEI P40 …``, ``16.4.1``, ``MIUI``,
``Ver.1.00``, ``HDR+ 1.0.5``, ``HD6.01.01.51.00``. Neither are programs that only copy a card.
"""

from __future__ import annotations

import re
from typing import Final

_NAMES: Final = (
    # Adobe and other large editors
    r"photoshop", r"\blightroom", r"camera raw", r"\bfireworks\b", r"\bgimp\b", r"paint\.?net\b",
    r"paint ?shop", r"\bcorel\b", r"photo-?paint", r"photoimpact", r"affinity photo",
    r"pixelmator", r"photomator", r"\bluminar\b", r"skylum", r"\bpolarr\b", r"\bpixlr\b",
    r"\bfotor\b", r"\bcanva\b", r"photoscape", r"\bphotodirector", r"\binkscape\b", r"\bkrita\b",
    # developers of raw files
    r"capture one", r"\bdxo\b", r"rawtherapee", r"darktable", r"\bcapture nx", r"\bnx studio",
    r"digital photo professional", r"sigma photo ?pro", r"image data converter", r"silkypix",
    r"raw file converter", r"\baperture \d", r"\biphoto\b",
    # viewers and albums that save
    r"irfanview", r"xnview", r"acdsee", r"acd systems", r"faststone", r"\bpicasa\b", r"digikam",
    r"shotwell", r"gthumb", r"graphicconverter", r"windows photo", r"windows live photo",
    r"microsoft photo editor", r"photo gallery", r"mac os x", r"photo ?mechanic", r"honeyview",
    r"imagemagick", r"\bpil\b", r"\bpillow\b", r"\bffmpeg\b",
    # of phones
    r"snapseed", r"picsart", r"\bvsco\b", r"afterlight", r"facetune", r"airbrush", r"beautyplus",
    r"meitu", r"\bmtxx\b", r"xingtu", r"\bhypic\b", r"capcut", r"\bulike\b", r"\bfaceu\b",
    r"\bb612\b", r"\bremini\b", r"nEO ?iMAGING",
    "美图", "美颜", "醒图", "剪映", "轻颜", "激萌", "天天P图", "黄油相机", "光影魔术手", "泼辣修图",
    "可牛", "修图",
    # what writes positions and other metadata alone
    r"exiftool", r"exiv2", r"geosetter", r"exif ?pilot", r"exif ?editor", r"gpicsync", r"houdahgeo",
    r"geotag", r"attributechanger", r"magicexif",
)  # fmt: skip
_EDITORS = re.compile("|".join(_NAMES), re.IGNORECASE)


def known_editor(name: str) -> bool:
    """Whether a text that stands in a file as its software names a program of these."""
    return bool(name) and _EDITORS.search(name) is not None
