from __future__ import annotations

import io

import pytest
from helpers.tiff_blob import ASCII, GOOD_GPS, jpeg, tiff

from greenshield.formats.photos import PhotoFacts, read_photo

EXIF_NS = 'xmlns:exif="http://ns.adobe.com/exif/1.0/"'
DJI_NS = 'xmlns:drone-dji="http://www.dji.com/drone-dji/1.0/"'


def packet(attributes: str, inside: str = "", lead: str = "") -> bytes:
    return (
        f'{lead}<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" {EXIF_NS} {DJI_NS} {attributes}>{inside}'
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()


def facts_of(xmp: bytes, blob: bytes = b"") -> PhotoFacts:
    return read_photo(io.BytesIO(jpeg(blob, xmp=xmp)))


@pytest.mark.parametrize(
    ("lat", "lon", "place"),
    [
        ("43,30.3N", "126,15.6E", (126.26, 43.505)),
        ("43,30,18N", "126,15,36E", (126.26, 43.505)),
        ("43,30.3S", "126,15.6W", (-126.26, -43.505)),
        ("43,30.3", "126,15.6E", None),
        ("91,0.0N", "126,15.6E", None),
        ("0,0.0N", "0,0.0E", None),
        ("43,30.3E", "126,15.6N", None),
        ("north", "east", None),
    ],
)
def test_that_a_position_in_xmp_is_read(
    lat: str, lon: str, place: tuple[float, float] | None
) -> None:
    facts = facts_of(packet(f'exif:GPSLatitude="{lat}" exif:GPSLongitude="{lon}"'))
    if place is None:
        assert (facts.lon, facts.lat, facts.position_source) == (None, None, None)
    else:
        assert (facts.lon, facts.lat) == (pytest.approx(place[0]), pytest.approx(place[1]))
        assert facts.position_source == "xmp"


def test_that_a_drone_writes_its_view_as_attributes_or_elements() -> None:
    for xmp in (
        packet(
            'drone-dji:GimbalYawDegree="+45.00" drone-dji:GimbalPitchDegree="-89.9" '
            'drone-dji:RelativeAltitude="+39.80"'
        ),
        packet(
            "",
            "<drone-dji:GimbalYawDegree>+45.00</drone-dji:GimbalYawDegree>"
            "<drone-dji:GimbalPitchDegree>-89.9</drone-dji:GimbalPitchDegree>"
            "<drone-dji:RelativeAltitude>+39.80</drone-dji:RelativeAltitude>",
        ),
    ):
        facts = facts_of(xmp)
        assert (facts.gimbal_yaw, facts.gimbal_pitch, facts.relative_altitude_m) == (
            45.0,
            -89.9,
            39.8,
        )


def test_that_a_drone_that_says_it_had_no_fix_is_told() -> None:
    facts = facts_of(
        packet(
            'drone-dji:GpsStatus="Invalid" drone-dji:GpsLatitude="43.505" '
            'drone-dji:GpsLongitude="126.26"'
        )
    )
    assert facts.lon == 126.26
    assert "photo_gps_void" in {code for code, _ in facts.warnings}


def test_that_a_drone_position_with_its_known_misspelling_is_read() -> None:
    facts = facts_of(packet('drone-dji:GpsLatitude="43.505" drone-dji:GpsLongtitude="126.26"'))
    assert (facts.lon, facts.lat, facts.position_source) == (126.26, 43.505, "xmp")


def test_that_exif_comes_before_xmp() -> None:
    xmp = packet('exif:GPSLatitude="10,0.0N" exif:GPSLongitude="20,0.0E" exif:GPSAltitude="77/10"')
    facts = facts_of(xmp, tiff(gps=GOOD_GPS))
    assert facts.lon == pytest.approx(126.26)
    assert facts.position_source == "exif"
    assert facts.altitude_m == 7.7


def test_that_values_inside_nested_structures_are_not_the_photos_own() -> None:
    inside = (
        '<exif:Other rdf:parseType="Resource"><exif:GPSLatitude>1,0N</exif:GPSLatitude>'
        "<exif:GPSLongitude>1,0E</exif:GPSLongitude></exif:Other>"
    )
    assert facts_of(packet("", inside)).lon is None


@pytest.mark.parametrize(
    "lead",
    [
        '<!DOCTYPE x [<!ENTITY a "b">]>',
        '<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd">',
    ],
)
def test_that_a_document_type_is_refused(lead: str) -> None:
    facts = facts_of(packet('drone-dji:GimbalYawDegree="1"', lead=lead), tiff({271: (ASCII, "m")}))
    assert facts.gimbal_yaw is None
    assert facts.make == "m"
    assert facts.warnings == (("photo_xmp_doctype", {}),)


def test_that_broken_xml_is_told_and_what_came_before_is_kept() -> None:
    assert ("photo_xmp_damaged", {}) in facts_of(b"<x:xmpmeta><unclosed").warnings
    cut = packet('drone-dji:GimbalYawDegree="5"')[:-30]
    assert facts_of(cut).gimbal_yaw == 5.0


def test_that_a_prefix_nobody_declared_does_not_hide_the_rest() -> None:
    assert facts_of(packet('nobody:x="1" drone-dji:GimbalYawDegree="5"')).gimbal_yaw == 5.0


def test_that_xmp_in_utf16_is_read_and_its_document_type_refused() -> None:
    good = packet('drone-dji:GimbalYawDegree="5"').decode()
    assert facts_of(('<?xml version="1.0" encoding="utf-16"?>' + good).encode("utf-16")).gimbal_yaw
    bad = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY a "b">]>' + good
    assert ("photo_xmp_doctype", {}) in facts_of(bad.encode("utf-16")).warnings
