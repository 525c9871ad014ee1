"""What becomes of a file a stranger sent: a picture that tells nothing but what is to be seen on it, or a refusal."""

import pytest

from services.photos.picture import LONG_SIDE, SMALL_SIDE, NotFit, pictures_of
from tests.services import pictures
from tests.services.pictures import BLUE, MAKER, RED


def near(pixel: object, colour: tuple[int, int, int]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(seen - wanted) < 12 for seen, wanted in zip(pixel, colour, strict=True))


@pytest.mark.parametrize("content", [pictures.jpeg(), pictures.heic()], ids=["jpeg", "heic"])
def test_a_photo_is_drawn_anew_and_tells_nothing_else(content: bytes) -> None:
    assert MAKER.encode() in content
    found = pictures_of(content)
    assert found.size == (1200, 800)
    for file in (found.full, found.small):
        image = pictures.opened(file)
        assert image.format == "JPEG"
        assert not image.getexif()
        assert not {"exif", "comment", "xmp", "icc_profile"} & set(image.info)
        assert MAKER.encode() not in file
        assert b"4711" not in file
    assert pictures.opened(found.small).size == (SMALL_SIDE, 320)
    image = pictures.opened(found.full)
    assert near(image.getpixel((100, 400)), RED)
    assert near(image.getpixel((1100, 400)), BLUE)


def test_what_is_see_through_becomes_white() -> None:
    found = pictures_of(pictures.png())
    image = pictures.opened(found.full)
    assert near(image.getpixel((100, 300)), RED)
    assert near(image.getpixel((800, 300)), (255, 255, 255))
    assert b"4711" not in found.full


@pytest.mark.parametrize("make", [pictures.jpeg, pictures.heic])
@pytest.mark.parametrize(("orientation", "left_is_now"), [(1, "left"), (3, "right"), (6, "top"), (8, "bottom")])
def test_it_stands_upright(make: object, orientation: int, left_is_now: str) -> None:
    """1, 3, 6 and 8 are how phones are held (EXIF 2.3, tag 0x0112)."""
    assert callable(make)
    found = pictures_of(make(orientation=orientation))
    image = pictures.opened(found.full)
    width, height = image.size
    assert (width, height) == ((1200, 800) if left_is_now in ("left", "right") else (800, 1200)) == found.size
    spots = {
        "left": (50, height // 2),
        "right": (width - 50, height // 2),
        "top": (width // 2, 50),
        "bottom": (width // 2, height - 50),
    }
    assert near(image.getpixel(spots[left_is_now]), RED)


def test_a_large_one_is_made_smaller_and_a_small_one_stays() -> None:
    large = pictures_of(pictures.jpeg((6000, 3000)))
    assert large.size == (LONG_SIDE, LONG_SIDE // 2)
    small = pictures_of(pictures.jpeg((300, 200)))
    assert (small.size, pictures.opened(small.small).size) == ((300, 200), (300, 200))


def test_a_colour_profile_nobody_can_use_is_left_out() -> None:
    image = pictures.opened(pictures_of(pictures.in_another_space()).full)
    assert near(image.getpixel((20, 20)), (0, 255, 0))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "not_a_photo"),
        (b"<html><script>alert(1)</script></html>", "not_a_photo"),
        (b"%PDF-1.7", "not_a_photo"),
        (pictures.gif(), "not_a_photo"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 200, "not_a_photo"),
        (b"\x00\x00\x00\x18ftypheic" + b"\x00" * 40, "not_a_photo"),
        (b"\x00\x00\x00\x20ftypisom" + b"\x00" * 400, "not_a_photo"),
        (pictures.bomb(), "too_many_pixels"),
        (pictures.jpeg()[:-4000], "broken"),
        (pictures.heic()[:-900], "not_a_photo"),
        (pictures.png()[:-900], "broken"),
    ],
    ids=[
        "empty",
        "html",
        "pdf",
        "gif",
        "jpeg's head",
        "heic's head",
        "video",
        "bomb",
        "cut jpeg",
        "cut heic",
        "cut png",
    ],
)
def test_what_is_no_photo_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(NotFit) as found:
        pictures_of(content)
    assert found.value.why == why
