"""The picture of a card: what is kept, what is removed from it, and what is refused."""

import io
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from PIL import Image, ImageDraw

from brobygger.network import card


def picture(
    size: tuple[int, int] = (900, 560), mode: str = "RGB", kind: str = "JPEG", **options: Any
) -> bytes:
    """A card with a black corner at its upper left."""
    image = Image.new(mode, size, "white")
    black = (0, 0, 0, 255) if mode == "RGBA" else 0 if mode == "L" else (0, 0, 0)
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 4, size[1] // 4), fill=black)
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def noise(width: int, height: int) -> bytes:
    """A picture that compresses badly."""
    import os

    image = Image.frombytes("RGB", (width, height), os.urandom(width * height * 3))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=95)
    return out.getvalue()


def kept(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(card.read_photo(io.BytesIO(content), len(content))))


def refused(content: bytes, size: int | None = None) -> str:
    with pytest.raises(ValidationError) as wrong:
        card.read_photo(io.BytesIO(content), len(content) if size is None else size)
    return str(wrong.value.code)


def gps() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0110] = "Telefon af Prøvegaard"
    exif[0x8825] = {1: "N", 2: (55.0, 40.0, 12.0), 3: "E", 4: (12.0, 5.0, 1.0)}
    return exif


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_telephones_send_is_kept_as_a_small_jpeg(kind: str) -> None:
    image = kept(picture((4000, 2500), kind=kind))
    assert (image.format, image.mode, max(image.size)) == ("JPEG", "RGB", card.LONGEST)


def test_a_picture_with_a_preview_in_it_is_read() -> None:
    first, second = (Image.open(io.BytesIO(picture((800, 500)))) for _ in range(2))
    out = io.BytesIO()
    first.save(out, "MPO", save_all=True, append_images=[second])
    assert kept(out.getvalue()).size == (800, 500)


def test_a_picture_is_never_made_larger() -> None:
    assert kept(picture((300, 190))).size == (300, 190)


def test_place_device_and_comment_are_removed() -> None:
    content = picture(exif=gps(), comment=b"hjemme hos Oda")
    assert b"GPS" in content or Image.open(io.BytesIO(content)).getexif().get_ifd(0x8825)
    image = kept(content)
    assert not image.getexif()
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    stored = card.read_photo(io.BytesIO(content), len(content))
    assert b"Exif" not in stored
    assert b"Telefon" not in stored
    assert b"Oda" not in stored


@pytest.mark.parametrize("turn", range(1, 9))
def test_it_stands_upright_however_the_camera_was_held(turn: int) -> None:
    upright = Image.open(io.BytesIO(picture((800, 500))))
    back = {1: None, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}.get(
        turn, card.UPRIGHT.get(turn)
    )
    held = upright.transpose(back) if back is not None else upright
    exif = Image.Exif()
    exif[card.ORIENTATION] = turn
    out = io.BytesIO()
    held.save(out, "JPEG", exif=exif)
    image = kept(out.getvalue())
    assert image.size == (800, 500)
    assert image.getpixel((20, 20)) < (60, 60, 60)
    assert image.getpixel((780, 480)) > (200, 200, 200)


def test_nonsense_about_the_camera_is_no_error() -> None:
    exif = Image.Exif()
    exif[card.ORIENTATION] = 99
    assert kept(picture(exif=exif)).size == (900, 560)


def test_what_is_transparent_becomes_white() -> None:
    image = Image.new("RGBA", (200, 120), (0, 0, 0, 0))
    out = io.BytesIO()
    image.save(out, "PNG")
    assert kept(out.getvalue()).getpixel((100, 60)) == (255, 255, 255)


def test_it_is_at_most_150_kb() -> None:
    content = noise(2400, 1500)
    assert len(content) > 2_000_000
    assert len(card.read_photo(io.BytesIO(content), len(content))) <= card.KEPT_BYTES


def test_the_wall_gets_a_smaller_one() -> None:
    stored = card.read_photo(io.BytesIO(noise(2400, 1500)), 1)
    small = card.small(stored)
    assert max(Image.open(io.BytesIO(small)).size) <= card.SMALL
    assert len(small) <= card.KEPT_BYTES // 4


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"<html>no picture</html>", "not_a_picture"),
        (b"%PDF-1.7 something", "not_a_picture"),
        (b"GIF89a" + b"\0" * 40, "not_a_picture"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 60, "heic"),
        (picture()[:2000], "damaged"),
        (picture(kind="PNG")[:300], "damaged"),
        (picture(kind="WEBP")[:200], "not_a_picture"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 100, "not_a_picture"),
    ],
)
def test_what_is_no_picture_is_refused_with_what_to_do(content: bytes, code: str) -> None:
    assert refused(content) == code


def test_a_file_of_sixty_megabytes_is_not_even_read() -> None:
    assert refused(b"\xff\xd8", 60 * 1024**2) == "too_large"


def test_a_bomb_is_refused_before_it_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of a few kilobytes that would be hundreds of megabytes in memory."""
    content = picture((9000, 9000), mode="L", kind="PNG")
    assert len(content) < 200_000

    def never(self: Any, *args: Any) -> None:
        raise AssertionError("decoded")

    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", never)
    assert refused(content) == "too_many_pixels"


def test_a_huge_jpeg_is_decoded_small() -> None:
    """Fifty million pixels, as telephones make them, are fine: a JPEG is read at a fraction of its size."""
    image = kept(picture((8000, 6000)))
    assert max(image.size) == card.LONGEST
