"""Messengers' copies, watermark cameras and pictures of a screen are recognised, others are not."""

import pytest
from helpers.make_photos import jpeg_with_exif

from greenshield.formats.photos import read_photo


def told(path):
    names = {"photo_messenger_copy", "photo_screenshot", "photo_watermark_camera"}
    return [(c, p.get("app", "")) for c, p in read_photo(path).warnings if c in names]


@pytest.mark.parametrize(
    ("name", "app"),
    [
        ("mmexport1683079872123.jpg", "微信 WeChat"),
        ("wx_camera_1683079872123.jpg", "微信 WeChat"),
        ("微信图片_20260101101112_37.jpg", "微信 WeChat"),
        ("企业微信图片_1735700000.jpg", "企业微信 WeCom"),
        ("QQ图片20260101101112.jpg", "QQ"),
        ("lADPBGKodSMVDbXNC7jND6A_4000_3000.jpg", "钉钉 DingTalk"),
        ("lQDPJxf2Pn0XqV_NBQDNAtCw.jpg", "钉钉 DingTalk"),
        ("img_v3_02b5_4c1e.jpg", "飞书 Feishu"),
        ("IMG-20260101-WA0005.jpg", "WhatsApp"),
        ("WhatsApp Image 2026-01-01 at 10.11.12.jpeg", "WhatsApp"),
        ("photo_2026-01-01_10-11-12.jpg", "Telegram"),
    ],
)
def test_that_a_messengers_copy_is_recognised_where_nothing_of_a_camera_is_left(
    tmp_path, name, app
):
    copy = jpeg_with_exif(tmp_path / name, make="", model="", orientation=1)
    assert told(copy) == [("photo_messenger_copy", app)]
    whole = jpeg_with_exif(tmp_path / name, taken_at="2026:01:01 10:11:12")
    assert told(whole) == []


@pytest.mark.parametrize(
    ("name", "more", "app"),
    [
        ("今日水印_1.jpg", {}, "今日水印相机"),
        ("IMG_1.jpg", {"software": "com.xhey.xcamera"}, "今日水印相机"),
        ("马克水印相机_20260101101112.jpg", {}, "马克水印相机"),
        ("IMG_1.jpg", {"make": "Timestamp Camera"}, "时间相机"),
        ("IMG_1.jpg", {"software": "Camera360"}, "相机360"),
        ("水印相机2026-01-01.jpg", {}, "水印相机"),
    ],
)
def test_that_a_watermark_camera_is_recognised_by_what_names_it(tmp_path, name, more, app):
    assert told(jpeg_with_exif(tmp_path / name, **more)) == [("photo_watermark_camera", app)]


@pytest.mark.parametrize("name", ["Screenshot_20260101_101112.png", "屏幕截图 2026-01-01.png"])
def test_that_a_picture_of_a_screen_is_told_as_one(tmp_path, name):
    file = jpeg_with_exif(tmp_path / name, make="", model="", orientation=None)
    assert told(file) == [("photo_screenshot", "")]


@pytest.mark.parametrize(
    "name",
    ["IMG_20260101_101112.jpg", "DSC00012.jpg", "markings.jpg", "lake.jpg", "photo_1.jpg",
     "水印.jpg", "landscape.jpg", "P1010012.jpg", "screen.jpg"],
)  # fmt: skip
def test_that_plain_names_are_of_no_app(tmp_path, name):
    assert told(jpeg_with_exif(tmp_path / name, make="", model="", software="16.4.1")) == []
