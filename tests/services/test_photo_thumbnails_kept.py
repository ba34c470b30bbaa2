"""Thumbnails of photos: made of every real file or refused for its reason, kept, made again."""

import io
import shutil

import pytest
from helpers.make_photos import jpeg_with_exif
from helpers.open_sessions import session_of
from helpers.project_copies import copy_project
from helpers.real_files import RealFile
from PIL import Image

from greenshield.domain.errors import SurroundingsError, UnreadableError, UsageError
from greenshield.project.media import hash_file
from greenshield.services import new_project, photo_thumbnails
from greenshield.services.photo_import import import_photos
from greenshield.services.photo_picture import Pictures
from greenshield.services.progress import cancelled

pytestmark = pytest.mark.lengthy


@pytest.fixture
def project(tmp_path):
    return copy_project(tmp_path / "p")


def shoot(folder, count, **more):
    folder.mkdir(exist_ok=True)
    return [
        jpeg_with_exif(folder / f"{n}.jpg", lon=126.35, lat=43.25, seed=n + 1, **more)
        for n in range(count)
    ]


def size_of(data):
    with Image.open(io.BytesIO(data)) as image:
        assert image.format == "JPEG"
        assert not image.getexif()
        return image.size


def kept_files(session):
    return sorted(session.project.layout.derived.rglob("*.jpg"))


def test_that_every_real_photo_has_a_thumbnail_and_a_picture_or_a_reason(
    project, shared_data, real_file: RealFile
):
    folder = shared_data / "photos"
    files = [f for f in sorted(folder.rglob("*")) if f.is_file() and f.suffix != ".csv"]
    for file in files:
        real_file(file)
    refused: dict[str, str] = {}
    with session_of(project) as session:
        done = import_photos(session, [folder])
        hashes = list(dict.fromkeys(done.photos))
        made: dict[str, bytes] = {}

        def told(sha256, data, error):
            if error is None:
                made[sha256] = data
            else:
                refused[sha256] = error.code

        photo_thumbnails.thumbnails(session.project, hashes, told)
        assert set(made) | set(refused) == set(hashes)
        pictures = Pictures(session.project)
        for sha256, data in made.items():
            width, height = size_of(data)
            assert max(width, height) <= 160
            large = pictures.fitted(sha256, 900)
            assert len(large.pixels) == 4 * large.width * large.height
            assert not large.altered
            whole = large.full_size
            # The same photo, turned the same way: the sides' ratio agrees.
            assert width / height == pytest.approx(whole[0] / whole[1], rel=0.08, abs=0.02)
        for sha256 in refused:
            with pytest.raises(UnreadableError) as error:
                pictures.fitted(sha256, 900)
            assert error.value.code == refused[sha256]
    assert set(refused.values()) <= {"photo_not_decodable", "photo_too_large"}
    assert len(made) > 200


def test_that_a_kept_thumbnail_serves_again_and_any_damage_makes_it_anew(
    project, tmp_path, monkeypatch
):
    with session_of(project) as session:
        files = shoot(tmp_path / "card", 2, size=(1200, 900))
        import_photos(session, files)
        one, other = (hash_file(file) for file in files)

        def shown(sha256):
            return photo_thumbnails.thumbnail(session.project, sha256)

        first, second = shown(one), shown(other)
        kept, another = (next(f for f in kept_files(session) if f.stem == h) for h in (one, other))
        whole = kept.read_bytes()
        assert size_of(whole) == size_of(first)  # any viewer opens it
        with monkeypatch.context() as none_made:
            none_made.delattr(photo_thumbnails, "make_thumbnail")
            assert shown(one) == first
        flips = [
            whole[:at] + bytes((whole[at] ^ 1,)) + whole[at + 1 :]
            for at in range(0, len(whole), 97)
        ]
        for damaged in (*flips, b"", whole[:-1], whole[:-40], whole + b"x", another.read_bytes()):
            kept.write_bytes(damaged)
            assert shown(one) == first
            assert kept.read_bytes() == whole
        shutil.rmtree(session.project.layout.derived)
        assert (shown(one), shown(other)) == (first, second)


def test_that_thumbnails_of_an_earlier_way_are_taken_away(project, tmp_path):
    with session_of(project) as session:
        (file,) = shoot(tmp_path / "card", 1)
        import_photos(session, [file])
        older, notes = (
            session.project.layout.derived / "thumbnails" / n for n in ("1-160", "me-160")
        )
        for folder in (older, notes):
            (folder / "ab").mkdir(parents=True)
        photo_thumbnails.thumbnail(session.project, hash_file(file))
        assert not older.exists()
        assert notes.exists()


def test_that_nothing_of_an_encrypted_project_is_kept(tmp_path):
    path = tmp_path / "secret"
    (photo,) = shoot(tmp_path / "card", 1)
    with new_project.create(
        path, name="青禾县", division_code="229901", me="张三", passphrase="长白山"
    ):
        pass
    from greenshield.services.session import writing

    with writing(path, passphrase="长白山") as session:
        import_photos(session, [photo])
        assert size_of(photo_thumbnails.thumbnail(session.project, hash_file(photo)))
        assert kept_files(session) == []


def test_that_a_folder_that_cannot_be_written_still_shows_thumbnails(project, tmp_path):
    (photo,) = shoot(tmp_path / "card", 1)
    with session_of(project) as session:
        import_photos(session, [photo])
        session.project.layout.derived.write_text("a file in the folder's place", "utf-8")
        assert size_of(photo_thumbnails.thumbnail(session.project, hash_file(photo)))


def test_that_a_missing_original_and_an_unknown_size_are_told(project):
    with session_of(project) as session:
        with pytest.raises(UnreadableError, match="media_missing"):
            photo_thumbnails.thumbnail(session.project, "0" * 64)
        with pytest.raises(UsageError, match="thumbnail_size_unknown"):
            photo_thumbnails.thumbnail(session.project, "0" * 64, 161)


def test_that_a_stop_is_heard_between_two_thumbnails(project, tmp_path):
    files = shoot(tmp_path / "card", 5)
    seen = []

    class Stopping:
        def step(self, what, done, total):
            assert (what, total) == ("making_thumbnails", 5)
            if done == 2:
                raise cancelled()

    with session_of(project) as session:
        import_photos(session, files)
        hashes = photo_thumbnails.all_photos(session.project)
        with pytest.raises(SurroundingsError, match="cancelled"):
            photo_thumbnails.thumbnails(
                session.project, hashes, lambda *t: seen.append(t), progress=Stopping()
            )
    assert len(seen) == 2


def test_that_an_embedded_thumbnail_of_another_shape_is_not_taken(project, tmp_path):
    """An editor that cropped the picture may leave the old small one in the file."""
    file = tmp_path / "cropped.jpg"
    small = io.BytesIO()
    Image.new("RGB", (200, 150), (255, 0, 0)).save(small, "JPEG")
    for shape, colour in (((800, 600), (255, 0, 0)), ((800, 300), (0, 0, 255))):
        exif = exif_with_thumbnail(small.getvalue())
        Image.new("RGB", shape, (0, 0, 255)).save(file, "JPEG", exif=exif)
        with session_of(project) as session:
            import_photos(session, [file])
            made = photo_thumbnails.thumbnail(session.project, hash_file(file))
        with Image.open(io.BytesIO(made)) as image:
            assert image.getpixel((5, 5)) == pytest.approx(colour, abs=6)


def exif_with_thumbnail(jpeg):
    """An EXIF block whose second directory holds a JPEG, little-endian, by hand."""
    import struct

    ifd0 = struct.pack("<H", 1) + struct.pack("<HHI", 0x0112, 3, 1) + struct.pack("<HH", 1, 0)
    after = 8 + len(ifd0) + 4
    ifd1 = struct.pack("<H", 3)
    data_at = after + 2 + 3 * 12 + 4
    ifd1 += struct.pack("<HHIHH", 0x0103, 3, 1, 6, 0)
    ifd1 += struct.pack("<HHII", 0x0201, 4, 1, data_at)
    ifd1 += struct.pack("<HHII", 0x0202, 4, 1, len(jpeg))
    tiff = b"II*\0" + struct.pack("<I", 8) + ifd0 + struct.pack("<I", after) + ifd1 + b"\0\0\0\0"
    return b"Exif\0\0" + tiff + jpeg
