"""A photo by its content: drawn anew, upright, in sRGB, without anything it told besides (place, camera, comments)."""

import io
from functools import cache
from typing import NamedTuple

from PIL import Image, ImageCms, ImageOps

from contracts.photos import Unfit

LONG_SIDE = 2560
SMALL_SIDE = 480
QUALITY = 85
MOST_PIXELS = 100_000_000
"""Decoded, that is 300 MB, and three times as much while it is turned. Most phones take 12 to 50 million."""
MOST_ALONG_A_SIDE = 30_000
FORMATS = ("JPEG", "PNG", "HEIF")
WHITE = (255, 255, 255)


class NotFit(Exception):
    """What was uploaded is not shown to anybody."""

    def __init__(self, why: Unfit) -> None:
        super().__init__(why)
        self.why = why


class Pictures(NamedTuple):
    """JPEG files, and the size of the first in pixels."""

    full: bytes
    small: bytes
    size: tuple[int, int]


def pictures_of(content: bytes) -> Pictures:
    """Raises `NotFit`. What the file calls itself, and what its sender said it is, counts for nothing."""
    full = _shrunk(_upright(_opened(content)), LONG_SIDE)
    small = _shrunk(full, SMALL_SIDE)
    return Pictures(_jpeg(full), _jpeg(small), full.size)


def _opened(content: bytes) -> Image.Image:
    _learn_heif()
    try:
        image = Image.open(io.BytesIO(content), formats=FORMATS)
    except Exception as error:  # a decoder may raise anything at a stranger's file
        raise NotFit("not_a_photo") from error
    width, height = image.size
    if width * height > MOST_PIXELS or max(width, height) > MOST_ALONG_A_SIDE:
        raise NotFit("too_many_pixels")
    return image


def _upright(image: Image.Image) -> Image.Image:
    """Fully decoded, so that a file which breaks off is found out."""
    try:
        image.draft("RGB", (LONG_SIDE, LONG_SIDE))  # a large JPEG is decoded at half its size or less
        image.load()
        return _in_srgb(ImageOps.exif_transpose(image))
    except Exception as error:  # as above
        raise NotFit("broken") from error


def _in_srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, WHITE)
        image = Image.alpha_composite(paper, image)
    image = image.convert("RGB")
    if profile:
        try:
            return ImageCms.profileToProfile(image, ImageCms.ImageCmsProfile(io.BytesIO(profile)), _srgb()) or image
        except (ImageCms.PyCMSError, OSError):
            return image  # a profile that nobody can read, or one of another kind of picture
    return image


def _shrunk(image: Image.Image, side: int) -> Image.Image:
    if max(image.size) <= side:
        return image
    smaller = image.copy()
    smaller.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return smaller


def _jpeg(image: Image.Image) -> bytes:
    bare = Image.new("RGB", image.size)
    bare.paste(image)  # the pixels and nothing else: a picture's notes would be written along
    file = io.BytesIO()
    bare.save(file, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return file.getvalue()


@cache
def _srgb() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


@cache
def _learn_heif() -> None:
    import pi_heif

    pi_heif.register_heif_opener(thumbnails=False)
    Image.MAX_IMAGE_PIXELS = None  # `MOST_PIXELS` refuses before anything is decoded; Pillow's own limit only warns
