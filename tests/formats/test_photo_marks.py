"""Marks that a file was changed, or its position made up, are told as they stand."""

import io
import struct
from pathlib import Path

import pytest
from helpers.tiff_blob import ASCII, GOOD_GPS, RATIO, SHORT, UNDEFINED, jpeg, tiff

from greenshield.formats.photos import read_photo
from greenshield.formats.photos_editors import known_editor

SOFTWARE, CHANGED, TAKEN, DIGITIZED = 0x0131, 0x0132, 0x9003, 0x9004
OFFSET, OFFSET_TAKEN, WIDTH, HEIGHT, COMMENT = 0x9010, 0x9011, 0xA002, 0xA003, 0x9286
ADOBE = b"Photoshop 3.0\0"
MARKS = frozenset({
    "photo_edited_by", "photo_developed", "photo_changed_later", "photo_changed_before_taken",
    "photo_digitized_apart", "photo_size_unlike_exif", "photo_position_entered",
    "photo_position_mock", "photo_gps_no_satellites", "photo_gps_error_zero",
})  # fmt: skip


def marks(image=None, exif=None, gps=None, *, xmp=b"", between=b"", size=(64, 48)):
    """The marks of a JPEG with these tags, and segments between its start and its EXIF."""
    whole = jpeg(tiff(image, exif, gps), xmp=xmp, size=size)
    facts = read_photo(io.BytesIO(whole[:2] + between + whole[2:]), "a.jpg")
    return {code: params for code, params in facts.warnings if code in MARKS}


def text(value):
    return (ASCII, value)


def segment(marker, data):
    return bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data


@pytest.mark.parametrize(
    "software",
    ["Adobe Photoshop CC 2019 (Macintosh)", "Adobe Photoshop Lightroom 6.2.1", "GIMP 2.10.34",
     "Snapseed 2.0", "美图秀秀 10.2", "醒图", "PicsArt", "VSCO", "paint.net 4.0.19",
     "IrfanView 4.6", "XnView MP", "ACDSee Pro 9",
     "Windows Photo Editor 10.0.10011.16384", "MEITU", "美颜相机",
     "Microsoft Windows Photo Gallery 6.0", "Polarr", "Picasa", "GeoSetter 3.5"],
)  # fmt: skip
def test_that_a_program_for_pictures_is_named(software):
    assert marks({SOFTWARE: text(software)}) == {"photo_edited_by": {"software": software}}


@pytest.mark.parametrize(
    "software",
    ["HUAWEI P40 11.0.0.187", "16.4.1", "MIUI", "Ver.1.0", "HDR+ 1.0.570503588zd", "G930FXXU1APB4",
     "HD6.01.01.51.00", "ELE-AL00 10.1.0.162(C00E160R2P11)", "DSC-RX1R v1.00", "OPPO R11", "vivo",
     "MediaTek Camera Application", "Digital Camera FinePix2400Zoom Ver1.70", "v01.23.4920", "",
     "clark_retus-user 5.1.1 LPH23.116-18 18 release-keys", "Nikon Transfer 1.1 W",
     "SpatialCapture"],
)  # fmt: skip
def test_that_the_firmware_of_cameras_and_phones_is_none(software):
    assert not known_editor(software)
    assert marks({SOFTWARE: text(software)}) == {}


def packet(attributes, inside="", toolkit="XMP Core 5.4.0"):
    return (
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="{toolkit}">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
        'xmlns:crs="http://ns.adobe.com/camera-raw-settings/1.0/" '
        'xmlns:stEvt="http://ns.adobe.com/xap/1.0/sType/ResourceEvent#" '
        'xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" '
        f"{attributes}>{inside}</rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()


HISTORY = (
    "<xmpMM:History><rdf:Seq>"
    '<rdf:li stEvt:action="saved" stEvt:softwareAgent="Adobe Photoshop CS6 (Windows)"/>'
    '<rdf:li rdf:parseType="Resource"><stEvt:softwareAgent>Gimp &amp; 2.10</stEvt:softwareAgent>'
    "</rdf:li></rdf:Seq></xmpMM:History>"
)


def test_that_the_history_of_an_xmp_packet_names_programs():
    told = marks(xmp=packet('xmp:CreatorTool="16.4.1"', HISTORY))
    assert told == {"photo_edited_by": {"software": "Adobe Photoshop CS6 (Windows); Gimp & 2.10"}}
    assert marks(xmp=packet('xmp:CreatorTool="16.4.1"')) == {}
    written = marks(xmp=packet("", toolkit="Image::ExifTool 12.57"))
    assert written == {"photo_edited_by": {"software": "Image::ExifTool 12.57"}}


def test_that_adjustments_of_a_raw_developer_are_told_and_a_drones_empty_ones_are_not():
    for setting in ('crs:HasSettings="True"', 'crs:AlreadyApplied="True"'):
        assert marks(xmp=packet(setting)) == {"photo_developed": {}}
    assert marks(xmp=packet("", "<crs:HasSettings>True</crs:HasSettings>")) == {
        "photo_developed": {}
    }
    assert marks(xmp=packet('crs:HasSettings="False" crs:AlreadyApplied="False"')) == {}


@pytest.mark.parametrize(
    ("between", "software"),
    [
        (segment(0xEC, b"Ducky\0\1\0\4\0\0\0<\0\0"), "Adobe (Save for Web)"),
        (segment(0xED, ADOBE + b"8BIM\x04\x06\0\0\0\0\0\7\0\3\0\0\0\1\1\0"), "Adobe Photoshop"),
        (segment(0xED, ADOBE + b"8BIM\x04\x04\0\0\0\0\0\0"), ""),  # captions: press cameras too
        (segment(0xEC, b"PictureInfo"), ""),
        (segment(0xED, b""), ""),
    ],
)
def test_that_photoshop_leaves_segments_of_its_own(between, software):
    wanted = {"photo_edited_by": {"software": software}} if software else {}
    assert marks(between=between) == wanted


def times(taken, changed="", digitized="", *zones):
    exif = {TAKEN: text(taken), DIGITIZED: text(digitized or taken)}
    exif |= {tag: text(z) for tag, z in zip((OFFSET_TAKEN, OFFSET), zones, strict=False)}
    return marks({CHANGED: text(changed)} if changed else {}, exif)


@pytest.mark.parametrize(
    ("changed", "zones", "codes"),
    [
        ("2026:05:06 09:00:00", (), []),
        ("2026:05:06 09:00:55", (), []),  # a long exposure
        ("2026:05:06 09:07:00", (), ["photo_changed_later"]),
        ("2026:05:08 10:00:00", (), ["photo_changed_later"]),
        ("2026:05:06 01:00:02", (), []),  # the same moment in UTC
        ("2026:05:06 17:00:00", ("+08:00", "+16:00"), []),
        ("2026:05:06 09:00:00", ("+08:00", "+07:00"), []),  # quarters of an hour
        ("2026:05:06 08:07:00", ("+08:00", "+07:00"), ["photo_changed_later"]),
        ("2026:05:06 08:53:00", (), ["photo_changed_before_taken"]),
        ("2025:05:06 09:00:00", (), ["photo_changed_before_taken"]),
        ("    :  :     :  :  ", (), []),
        ("0000:00:00 00:00:00", (), []),
        ("yesterday", ("+08:00", "east"), []),
    ],
)
def test_that_a_time_of_change_is_held_against_the_time_taken(changed, zones, codes):
    assert list(times("2026:05:06 09:00:00", changed, "", *zones)) == codes


def test_that_a_time_of_digitising_apart_from_the_time_taken_is_told():
    found = times("2026:05:06 09:00:00", "", "2026:06:06 09:10:00")
    told = {"digitized": "2026:06:06 09:10:00", "taken": "2026:05:06 09:00:00"}
    assert found == {"photo_digitized_apart": told}


def test_that_a_picture_of_another_size_than_the_camera_noted_is_told():
    noted = {WIDTH: (SHORT, [4000]), HEIGHT: (SHORT, [3000])}
    assert marks(exif=noted, size=(1280, 960)) == {
        "photo_size_unlike_exif": {"noted": "4000×3000", "real": "1280×960"}
    }
    assert marks(exif=noted, size=(4000, 3000)) == marks(exif=noted, size=(3000, 4000)) == {}
    assert marks(exif={WIDTH: (SHORT, [0]), HEIGHT: (SHORT, [0])}) == {}


@pytest.mark.parametrize(
    ("gps", "comment", "wanted"),
    [
        ({27: (UNDEFINED, b"ASCII\0\0\0GPS")}, "", {}),
        ({27: (UNDEFINED, b"ASCII\0\0\0CELLID")}, "", {}),
        ({27: (UNDEFINED, b"ASCII\0\0\0fused")}, "", {}),
        ({27: (UNDEFINED, b"ASCII\0\0\0MANUAL")}, "",
         {"photo_position_entered": {"method": "MANUAL"}}),
        ({27: (UNDEFINED, b"ASCII\0\0\0mock")}, "", {"photo_position_mock": {"text": "mock"}}),
        ({}, '{"lon":126.2,"isMock":true}',
         {"photo_position_mock": {"text": '{"lon":126.2,"isMock":true}'}}),
        ({}, '{"lon":126.2,"isMock":false, "mock_provider": 0}', {}),
        ({}, "使用虚拟定位", {"photo_position_mock": {"text": "使用虚拟定位"}}),
        ({}, "a mockup of a sign", {}),
        ({}, '{"isFromMockProvider" : "false"}', {}),
        ({}, "mock" * 1000 + "!", {"photo_position_mock": {"text": "mock" * 20}}),
        ({8: (ASCII, "00")}, "", {"photo_gps_no_satellites": {}}),
        ({8: (ASCII, "04")}, "", {}),
        ({31: (RATIO, [(0, 1)])}, "", {"photo_gps_error_zero": {}}),
        ({31: (RATIO, [(5, 1)]), 11: (RATIO, [(0, 1)])}, "", {}),
    ],
)  # fmt: skip
def test_that_marks_of_a_made_up_position_are_told_as_they_stand(gps, comment, wanted):
    exif = {COMMENT: (UNDEFINED, b"\0" * 8 + comment.encode())} if comment else {}
    assert marks(exif=exif, gps={**GOOD_GPS, **gps}) == wanted
    assert marks(exif=exif, gps=gps) == {}  # without a position there is nothing to doubt


def test_that_real_photos_raise_a_mark_only_where_a_program_or_a_size_stands_in_them(real_file):
    """Files of which it is known what happened to them."""
    kept = {
        "exiftool_t_images/GPS.jpg": {
            "photo_edited_by", "photo_changed_later", "photo_size_unlike_exif"
        },
        "drone_brighton_beach/DJI_0018.JPG": set(),
        "ianare_exif-samples/jpg/gps/DSCN0010.jpg": {"photo_changed_later"},
        "piexif_tests/noexif.jpg": set(),
    }  # fmt: skip
    for name, wanted in kept.items():
        facts = read_photo(real_file(Path(f"photos/{name}")))
        assert {code for code, _ in facts.warnings} & MARKS == wanted, name
