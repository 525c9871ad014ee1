"""Pictures as phones and strangers send them, drawn when a test asks for one."""

import io
import struct
import zlib
from typing import Any

import pillow_heif
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

RED, BLUE = (200, 30, 30), (30, 60, 200)
MAKER = "Salty Phone 9"
GPS = {1: "N", 2: (32.0, 43.0, 32.0), 3: "W", 4: (117.0, 12.0, 0.0)}
"""The dock, in degrees, minutes and seconds."""
ORIENTATION, MAKE, GPS_BLOCK = 0x0112, 0x010F, 0x8825


def drawn(size: tuple[int, int] = (1200, 800)) -> Image.Image:
    """The left half red, the right half blue."""
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (size[0] // 2, 0, *size))
    return image


def exif(orientation: int = 1) -> Image.Exif:
    told = Image.Exif()
    told[ORIENTATION] = orientation
    told[MAKE] = MAKER
    told.get_ifd(GPS_BLOCK).update(GPS)
    return told


def jpeg(size: tuple[int, int] = (1200, 800), orientation: int = 1, **more: Any) -> bytes:
    return _saved(drawn(size), "JPEG", exif=exif(orientation).tobytes(), comment=b"slip 14, gate 4711", **more)


def png(size: tuple[int, int] = (900, 600)) -> bytes:
    """Half of it is see-through, and it holds notes."""
    image = drawn(size).convert("RGBA")
    image.paste((0, 0, 0, 0), (size[0] // 2, 0, *size))
    notes = PngInfo()
    notes.add_text("Comment", "slip 14, gate 4711")
    return _saved(image, "PNG", pnginfo=notes, exif=exif().tobytes())


def heic(size: tuple[int, int] = (1200, 800), orientation: int = 1) -> bytes:
    pillow_heif.register_heif_opener()
    return _saved(drawn(size), "HEIF", quality=80, exif=exif(orientation).tobytes())


def in_another_space() -> bytes:
    """Pure green, with a profile in which that is another colour than in sRGB."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    return _saved(Image.new("RGB", (40, 40), (0, 255, 0)), "JPEG", icc_profile=profile.tobytes())


def gif() -> bytes:
    return _saved(drawn((40, 40)), "GIF")


def bomb(side: int = 40_000) -> bytes:
    """A PNG of a few bytes which says that it is that large."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(b"")) + _chunk(b"IEND", b"")


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def _saved(image: Image.Image, kind: str, **more: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **more)
    return file.getvalue()
