"""The picture of a business card, from a telephone to what is kept: small, upright, and without what the camera added.

Nothing is believed but what decodes. The size in pixels is read before anything is decoded, so that memory is bounded
whatever is sent; what is stored is drawn anew, so that place, time and device cannot come along.
"""

import io
import warnings
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP")
# MPO is how some telephones write a JPEG with a preview in it; it is opened as a JPEG.
IN_PARTS = ("JPEG", "MPO")
MAX_BYTES = 30 * 1024**2
LONGEST = 1200
SMALL = 480
KEPT_BYTES = 150 * 1024
# A JPEG is decoded at a fraction of its size; the others, and a JPEG of several passes, are held whole.
MAX_PIXELS, MAX_PIXELS_WHOLE = 80_000_000, 25_000_000
QUALITIES = (84, 74, 64, 54, 44)
HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis")
ORIENTATION = 0x0112
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# What Pillow raises for content that is broken in one way or another; it never means a fault of ours.
BROKEN = (OSError, SyntaxError, ValueError, EOFError, KeyError, IndexError, TypeError, OverflowError)


def too_large(megabytes: int) -> ValidationError:
    """What is said of a file over the limit."""
    text = _(
        "The picture is %(size)d MB. At most %(limit)d MB can be taken: take it again with a smaller size."
    )
    return ValidationError(text % {"size": megabytes, "limit": MAX_BYTES // 1024**2}, code="too_large")


def read_photo(file: IO[bytes], size: int) -> bytes:
    """The picture as it is kept: a JPEG. ValidationError, with what to do, for anything that is not a picture."""
    if size > MAX_BYTES:
        raise too_large(-(-size // 1024**2))
    file.seek(0)
    if not size:
        raise ValidationError(_("The file is empty. Take the picture again."), code="empty")
    start = file.read(32)
    file.seek(0)
    if start[4:8] == b"ftyp" and start[8:12] in HEIC:
        raise ValidationError(
            _(
                "This picture is in the HEIC format, which not every screen can show. Choose JPEG in the camera's"
                " settings (iPhone: Settings, Camera, Formats, Most compatible), or send a screenshot of it."
            ),
            code="heic",
        )
    return _jpeg(_decoded(file), LONGEST, KEPT_BYTES)


def small(content: bytes) -> bytes:
    """The kept picture as the wall shows it."""
    with Image.open(io.BytesIO(content), formats=["JPEG"]) as image:
        image.draft("RGB", (SMALL, SMALL))
        return _jpeg(image.convert("RGB"), SMALL, KEPT_BYTES // 4)


def _decoded(file: IO[bytes]) -> Image.Image:
    """Upright, in plain colours, at most twice as large as what is kept."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of sizes that are refused below.
            image: Any = Image.open(file, formats=FORMATS)
    except Image.DecompressionBombError:
        raise _too_many_pixels() from None
    except (UnidentifiedImageError, *BROKEN):
        raise ValidationError(
            _("This is not a picture that can be read. Send a JPEG, a PNG or a WebP."), code="not_a_picture"
        ) from None
    try:
        whole = image.format not in IN_PARTS or image.info.get("progressive")
        if image.width * image.height > (MAX_PIXELS_WHOLE if whole else MAX_PIXELS):
            raise _too_many_pixels()
        turn = _orientation(image)
        image.draft("RGB", (2 * LONGEST, 2 * LONGEST))
        image.load()
        image.thumbnail((2 * LONGEST, 2 * LONGEST), Image.Resampling.BOX)
        plain = _on_white(image)
        return plain.transpose(UPRIGHT[turn]) if turn in UPRIGHT else plain
    except Image.DecompressionBombError:
        raise _too_many_pixels() from None
    except ValidationError:
        raise
    except (*BROKEN, MemoryError):
        raise ValidationError(
            _("The picture is damaged or cut off. Take it again, or send it once more."), code="damaged"
        ) from None
    finally:
        image.close()


def _too_many_pixels() -> ValidationError:
    text = _("The picture has too many pixels. Take it again with a smaller size.")
    return ValidationError(text, code="too_many_pixels")


def _orientation(image: Image.Image) -> int:
    """How the camera was held; 1 where it does not say or says nonsense."""
    try:
        return int(image.getexif().get(ORIENTATION, 1))
    except BROKEN:
        return 1


def _on_white(image: Image.Image) -> Image.Image:
    """Without transparency, palette or press colours."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        paper = Image.new("RGB", image.size, "white")
        paper.paste(image, mask=image.getchannel("A"))
        return paper
    return image.convert("RGB")


def _jpeg(image: Image.Image, longest: int, most: int) -> bytes:
    """At most `longest` pixels and about `most` bytes, drawn on a fresh sheet that has no metadata."""
    image.thumbnail((longest, longest), Image.Resampling.LANCZOS, reducing_gap=2.0)
    sheet = Image.new("RGB", image.size)
    sheet.paste(image)
    while True:
        for quality in QUALITIES:
            out = io.BytesIO()
            sheet.save(out, "JPEG", quality=quality, optimize=True)
            if out.tell() <= most:
                return out.getvalue()
        sheet = sheet.resize((max(1, sheet.width * 4 // 5), max(1, sheet.height * 4 // 5)))
