"""Photos as they arrive: checked before they are decoded, and stripped of where they were taken."""

from __future__ import annotations

import warnings
from io import BytesIO
from pathlib import PurePath
from struct import error as StructError  # noqa: N812

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from showcase.domain.uploads import tidy_name

#: The settings say it, for Wagtail too.
MAX_IMAGE_SIZE: int = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
MAX_PIXELS: int = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
MAX_SIDE = 10_000
JPEG_QUALITY = 90
#: Formats that are taken, with the extension a file gets.
EXTENSIONS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
#: What telephones call a JPEG with a second picture behind it; the first is the photo.
SEVERAL_IN_ONE = "MPO"
#: What a picture keeps of what came along with it: its colours, not its story.
KEPT = ("icc_profile", "transparency")
HEIC_BRANDS = (b"hei", b"hev", b"mif1", b"msf1", b"avi")
#: What Pillow raises on a picture that is broken, by accident or on purpose.
BROKEN = (OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, StructError)


def check_image(file: File[bytes]) -> str:
    """Say which format ``file`` has (``JPEG``, ``PNG`` or ``WEBP``), without decoding it.

    Raises:
        ValidationError: too big in bytes or in pixels, or no photo, in words that say what to do.
    """
    if not file.size:
        raise ValidationError(_("Dit bestand is leeg. Kies een ander."))
    if file.size > MAX_IMAGE_SIZE:
        raise ValidationError(
            _("Deze foto is {size}. Een foto mag hoogstens {most} zijn.").format(
                size=filesizeformat(file.size), most=filesizeformat(MAX_IMAGE_SIZE)
            )
        )
    opened = _open(file)
    width, height = opened.size
    if max(width, height) > MAX_SIDE or width * height > MAX_PIXELS:
        raise _too_many_pixels()
    file.seek(0)
    return "JPEG" if opened.format == SEVERAL_IN_ONE else str(opened.format)


def clean_image(file: File[bytes]) -> File[bytes]:
    """``file`` as it may be kept: upright, without place, date, device or thumbnail.

    Raises:
        ValidationError: as `check_image`, or the picture is damaged.
    """
    kind = check_image(file)
    kept = BytesIO()
    try:
        with Image.open(file, formats=tuple(EXTENSIONS)) as opened:
            opened.load()
            clean = _in_plain_colours(_without_story(ImageOps.exif_transpose(opened)), kind)
        clean.save(kept, format=kind, icc_profile=clean.info.get("icc_profile"), **_quality(kind))
    except BROKEN as error:
        raise _unreadable() from error
    stem = PurePath(tidy_name(file.name or "foto.jpg")).stem
    return ContentFile(kept.getvalue(), name=f"{stem}.{EXTENSIONS[kind]}")


def _without_story(image: Image.Image) -> Image.Image:
    image.info = {name: image.info[name] for name in KEPT if name in image.info}
    return image


def _in_plain_colours(image: Image.Image, kind: str) -> Image.Image:
    """Colours that every browser and every resized copy can show.

    A profile says what the numbers of one way of writing colours mean: it goes with them.
    """
    if image.mode.startswith("I"):
        plain = image.convert("I").point(lambda depth: depth * (1 / 256)).convert("L")
    elif kind == "JPEG" and image.mode not in {"RGB", "L"}:
        plain = image.convert("RGB")
    else:
        return image
    plain.info = {}
    return plain


def _quality(kind: str) -> dict[str, int]:
    return {} if kind == "PNG" else {"quality": JPEG_QUALITY}


def _open(file: File[bytes]) -> Image.Image:
    file.seek(0)
    head = file.read(16)
    file.seek(0)
    if head[4:8] == b"ftyp" and head[8:12].startswith(HEIC_BRANDS):
        raise ValidationError(
            _(
                "Dit is een foto in HEIC of AVIF, zoals een iPhone ze maakt. Bewaar ze als JPEG en"
                " kies ze opnieuw. Met een iPhone: mail ze naar jezelf, dan wordt ze een JPEG."
            )
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return Image.open(file, formats=tuple(EXTENSIONS))
    except Image.DecompressionBombError as error:
        raise _too_many_pixels() from error
    except BROKEN as error:  # also what is no picture at all
        raise _unreadable() from error


def _too_many_pixels() -> ValidationError:
    return ValidationError(
        _("Deze foto telt te veel beeldpunten. Maak ze kleiner: 4000 breed volstaat.")
    )


def _unreadable() -> ValidationError:
    return ValidationError(_("We nemen foto’s in JPEG, PNG of WebP aan. Kies een ander bestand."))
