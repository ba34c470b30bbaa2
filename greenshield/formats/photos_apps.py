"""Copies that messengers passed on, pictures of watermark cameras, pictures of a screen.

A messenger names the file itself, and mostly takes EXIF out and makes the picture smaller. A
watermark camera draws time and place into the picture, as its user may have set them; none of what
is drawn is read here. In both cases there is an original somewhere, and that is what is asked for.
Recognised are the names that these programs give to files, and those by which they name themselves
in a file; a renamed copy without EXIF is not, and is told to have none all the same.
"""

from __future__ import annotations

import re
from typing import Final

from greenshield.formats import photos_exif as exif
from greenshield.formats.photos_exif import Tags, coded_text, text
from greenshield.formats.photos_source import Remark

_DESCRIPTION: Final = 270
_ARTIST: Final = 315
# What is called so, by file name. The times in these names are of saving or sending, but for
# ``wx_camera``, which is WeChat's own camera.
_MESSENGERS: Final = (
    (
        "微信 WeChat",
        r"^(?:mmexport|wx_camera_|microMsg\.)\d{13}|^微信(?:图片|截图)|^we_?chat[ _-]?im",
    ),
    ("企业微信 WeCom", r"^企业微信|^WXWork|^wecom[_ -]"),
    ("QQ", r"^QQ图片|^qq_pic_|^QQ[_ -]?image"),
    ("钉钉 DingTalk", r"^l[A-Z]{2}P[A-Z][\w-]{16,}|^钉钉|^dingtalk[_ -]"),
    ("飞书 Feishu", r"^img_v[23]_\w{2,}|^飞书|^(?:lark|feishu)[_ -]"),
    ("WhatsApp", r"^IMG-\d{8}-WA\d{4}|^WhatsApp Image "),
    ("Telegram", r"^photo_\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d|^photo_\d+@|^telegram[_ -]"),
)
_BY_NAME: Final = tuple((app, re.compile(rule, re.IGNORECASE)) for app, rule in _MESSENGERS)
_SCREEN: Final = re.compile(
    r"^screen[ _-]?shots?(?:\b|[_\d])|^snipaste|^屏幕(?:截图|快照|捕获)|^截[屏图]|"
    r"^(?:微信|QQ|企业微信|钉钉)截图",
    re.IGNORECASE,
)
_WATERMARKS: Final = (
    ("今日水印相机", r"今日水印|\bxhey\b|\bxcamera\b"),
    ("马克水印相机", r"马克(?:水印|相机)|\bmarki(?:[ _-]?camera)?\b"),
    ("元道经纬相机", r"元道|经纬相机"),
    ("相机360", r"相机\s?360|\bcamera\s?360\b"),
    ("时间相机", r"时间相机|\btime[ _-]?stamp[ _-]?cam(?:era)?\b|\btime[ _-]?mark(?:[ _-]|\b)"),
    ("GPS Map Camera", r"\bgps[ _-]?map[ _-]?cam(?:era)?\b|\bsolocator\b"),
    (
        "水印相机",
        r"水印相机|工程相机|工作相机|打卡相机|定位相机|\bwater[ _-]?mark[ _-]?cam(?:era)?\b",
    ),
)
_BY_SELF: Final = tuple((app, re.compile(rule, re.IGNORECASE)) for app, rule in _WATERMARKS)
_OF_A_CAMERA: Final = (
    ("Image", exif.MAKE), ("Image", exif.MODEL), ("EXIF", exif.TAKEN),
)  # fmt: skip


def messenger(name: str) -> str:
    """The messenger that gives such names to files, in Chinese and Latin letters, or ""."""
    return next((app for app, rule in _BY_NAME if rule.search(name)), "")


def is_screenshot(name: str) -> bool:
    """Whether a phone or computer names pictures of its screen so."""
    return _SCREEN.search(name) is not None


def watermark_camera(*texts: str) -> str:
    """The watermark camera that one of these texts names, or ""."""
    told = "\n".join(texts)
    return next((app for app, rule in _BY_SELF if rule.search(told)), "")


def read_apps(tags: Tags, xmp: dict[str, str], name: str) -> list[Remark]:
    """What a file's name and texts tell of the program that made or passed it on.

    Args:
        tags: as read.
        xmp: XMP properties.
        name: of the file.

    Returns:
        ``photo_screenshot``; ``photo_messenger_copy`` where nothing of a camera is left beside
        a messenger's name; ``photo_watermark_camera``.
    """
    out: list[Remark] = []
    bare = not any(text(tags, *where) for where in _OF_A_CAMERA) and not any(
        directory == "GPS" for directory, _ in tags
    )
    app = messenger(name)
    if is_screenshot(name):
        out.append(("photo_screenshot", {"name": name}))
    elif app and bare:
        out.append(("photo_messenger_copy", {"name": name, "app": app}))
    texts = (
        text(tags, "Image", exif.SOFTWARE), text(tags, "Image", exif.MAKE),
        text(tags, "Image", exif.MODEL), text(tags, "Image", exif.HOST),
        text(tags, "Image", _DESCRIPTION), text(tags, "Image", _ARTIST),
        coded_text(tags, "EXIF", exif.USER_COMMENT), xmp.get("CreatorTool", ""), name,
    )  # fmt: skip
    if camera := watermark_camera(*texts):
        out.append(("photo_watermark_camera", {"app": camera}))
    return out
