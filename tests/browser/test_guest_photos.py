"""Photos on the guest page, in a real browser on a phone's screen, against the whole system."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, Route, expect

from sandbox.world import Sandbox
from tests.journeys.play import Play
from tests.services import pictures as made

PHONE = (375, 740)
DURING = (2026, 5, 30, 14, 0)
Opened = Callable[..., Page]


@pytest.fixture
def play(sandbox: Sandbox) -> Play:
    """A charter under way."""
    play = Play(sandbox)
    with sandbox.by_hand():
        play.book()
        play.at(*DURING)
    return play


@pytest.fixture
def opened(chromium: Browser, play: Play) -> Iterator[Opened]:
    """Opens the page by the guest's link. What it complains of, or asks of a third party, fails the test."""
    complaints: list[str] = []
    context = chromium.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, reduced_motion="reduce")
    known = (play.sandbox.url, play.sandbox.aws.s3.meta.endpoint_url, "data:")
    token = str(play.docket().guest_link()).partition("#")[2]

    def watch(page: Page) -> None:
        page.on("pageerror", lambda error: complaints.append(f"page: {error}"))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("request", lambda asked: complaints.append(asked.url) if not asked.url.startswith(known) else None)
        page.on("request", lambda asked: complaints.append(asked.url) if token in asked.url else None)

    context.on("page", watch)

    def opening(link: str | None = None) -> Page:
        page = context.new_page()
        page.goto(link or str(play.docket().guest_link()))
        return page

    yield opening
    context.close()
    assert [said for said in complaints if "Failed to load resource" not in said] == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What lies on the phone."""
    for name, content in {
        "sunset.jpg": made.jpeg(),
        "dolphins.heic": made.heic(orientation=6),
        "crew.png": made.png(),
        "clip.mp4": b"\x00\x00\x00\x18ftypisom" + b"\x00" * 100,
        "list.pdf": b"%PDF-1.7",
        "empty.jpg": b"",
        "fake.jpg": b"no picture at all",
    }.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def choose(page: Page, folder: Path, *names: str) -> None:
    page.get_by_label("Choose photos").set_input_files([folder / name for name in names])


def agree(page: Page) -> None:
    page.get_by_label(re.compile("^I may share these photos")).check()


def row(page: Page, name: str) -> Locator:
    return page.locator(".uploads li").filter(has_text=name)


def tiles(page: Page) -> Locator:
    return page.locator(".gallery li")


def test_photos_go_up_are_seen_and_taken_down(opened: Opened, folder: Path) -> None:
    page = opened()
    expect(page.get_by_text("No photos yet.")).to_be_visible()
    publish = page.get_by_label(re.compile("^The crew of JADA may also"))
    expect(publish).not_to_be_checked()
    page.get_by_label("Your first name").fill("Lucía")
    choose(page, folder, "sunset.jpg", "dolphins.heic")
    expect(page.get_by_text("Please tick the first box.")).to_be_visible()
    expect(page.locator(".uploads progress")).to_have_count(2)
    agree(page)
    expect(page.get_by_text("Please tick the first box.")).to_be_hidden()
    for name in ("sunset.jpg", "dolphins.heic"):
        expect(row(page, name)).to_contain_text("Added")
    expect(page.get_by_alt_text("Photo 1, from Lucía")).to_be_visible()
    expect(tiles(page)).to_have_count(2)
    loaded = "[...document.querySelectorAll('.gallery img')].every(each => each.complete && each.naturalWidth > 0)"
    page.locator(".gallery").scroll_into_view_if_needed()
    page.wait_for_function(loaded)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()

    other = opened()
    expect(tiles(other)).to_have_count(2)
    other.get_by_role("button", name="Take this down: Photo 1, from Lucía").click()
    other.get_by_role("button", name="Keep it").click()
    other.get_by_role("button", name="Take this down: Photo 1, from Lucía").click()
    other.get_by_role("button", name="Yes, take it down for good").click()
    expect(tiles(other)).to_have_count(1)
    page.reload()
    expect(tiles(page)).to_have_count(1)
    expect(page.get_by_alt_text("Photo 2, from Lucía")).to_be_visible()


def test_a_full_photo_opens(opened: Opened, folder: Path) -> None:
    page = opened()
    agree(page)
    choose(page, folder, "crew.png")
    expect(tiles(page)).to_have_count(1)
    with page.expect_popup() as popup:
        page.locator(".gallery a").click()
    image = popup.value.locator("img")
    expect(image).to_be_visible()
    assert image.evaluate("each => each.naturalWidth") == 900


def test_each_file_that_cannot_be_taken_is_declined_in_words(opened: Opened, folder: Path) -> None:
    page = opened()
    agree(page)
    choose(page, folder, "clip.mp4", "list.pdf", "empty.jpg", "fake.jpg", "sunset.jpg")
    expect(row(page, "clip.mp4")).to_contain_text("Videos cannot be added here, only photos.")
    expect(row(page, "list.pdf")).to_contain_text("JPEG, PNG and HEIC work.")
    expect(row(page, "empty.jpg")).to_contain_text("This file is damaged")
    expect(row(page, "fake.jpg")).to_contain_text("We could not find a photo in this file.")
    expect(row(page, "sunset.jpg")).to_contain_text("Added")
    expect(tiles(page)).to_have_count(1)
    expect(page.locator(".uploads button:visible")).to_have_count(0)


def test_one_that_is_too_large_is_told_before_it_is_sent(opened: Opened, folder: Path) -> None:
    (folder / "huge.jpg").write_bytes(b"\xff" * (25 * 1024 * 1024 + 1))
    page = opened()
    agree(page)
    choose(page, folder, "huge.jpg")
    expect(row(page, "huge.jpg")).to_contain_text("larger than 25 MB")


def test_a_photo_whose_connection_broke_is_tried_again_by_itself(opened: Opened, play: Play, folder: Path) -> None:
    page = opened()
    tries: list[str] = []

    def breaks(route: Route) -> None:
        tries.append(route.request.method)
        if len(tries) == 1:
            route.abort()
        else:
            route.continue_()

    page.route(f"{play.sandbox.aws.s3.meta.endpoint_url}/**", breaks)
    agree(page)
    choose(page, folder, "sunset.jpg")
    expect(row(page, "sunset.jpg")).to_contain_text("Added")
    assert len(tries) >= 2


def test_what_never_got_through_can_be_tried_again_alone(opened: Opened, play: Play, folder: Path) -> None:
    page = opened()
    page.clock.install()
    page.reload()
    broken = f"{play.sandbox.aws.s3.meta.endpoint_url}/**"
    page.route(broken, lambda route: route.abort())
    agree(page)
    choose(page, folder, "sunset.jpg")
    for _ in range(3):
        expect(row(page, "sunset.jpg")).to_contain_text("Trying again")
        page.clock.run_for(9_000)
    again = row(page, "sunset.jpg").get_by_role("button", name="Try again")
    expect(again).to_be_visible()
    expect(row(page, "sunset.jpg")).to_contain_text("did not get through")
    page.unroute(broken)
    again.click()
    page.clock.resume()
    expect(row(page, "sunset.jpg")).to_contain_text("Added")


def test_without_the_links_ending_the_page_says_how_to_get_it(opened: Opened, play: Play) -> None:
    address = f"{play.sandbox.url}/g/KWBZPGD"
    for ending in ("", "#main", "#short"):
        page = opened(address + ending)
        expect(page.locator("#album")).to_contain_text("Ask them to send it to you as it is.")
        expect(page.locator("#album input")).to_have_count(0)
    page = opened(f"{address}#{'x' * 22}")
    expect(page.locator("#album")).to_contain_text("Ask whoever booked the trip for the link")


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ((2026, 5, 30, 11, 0), "Photos can be added from Sat, May 30, 12:00 PM until"),
        ((2026, 6, 6, 16, 1), "Photos could be added until Sat, Jun 6, 4:00 PM."),
    ],
)
def test_outside_the_window_nothing_is_asked_and_the_page_says_when(
    opened: Opened, play: Play, at: tuple[int, ...], words: str
) -> None:
    with play.sandbox.by_hand():
        play.at(*at)
    page = opened()
    expect(page.get_by_text("No photos yet.")).to_be_visible()
    expect(page.get_by_text(words)).to_be_visible()
    expect(page.get_by_label("Choose photos")).to_be_hidden()


def test_a_page_that_was_left_open_too_long_says_that_it_is_too_late(opened: Opened, play: Play, folder: Path) -> None:
    page = opened()
    agree(page)
    with play.sandbox.by_hand():
        play.at(2026, 6, 6, 16, 1)
    choose(page, folder, "sunset.jpg")
    expect(row(page, "sunset.jpg")).to_contain_text("It is too late.")
    expect(page.get_by_label("Choose photos")).to_be_hidden()


def test_the_ending_stays_in_the_other_language_and_after_a_jump(opened: Opened, play: Play) -> None:
    page = opened()
    expect(page.get_by_text("No photos yet.")).to_be_visible()
    page.evaluate("location.hash = 'main'")
    page.wait_for_function("location.hash.length > 20")
    page.get_by_role("link", name="Español").click()
    expect(page.get_by_text("Todavía no hay fotos.")).to_be_visible()
    expect(page.get_by_label(re.compile("^Puedo compartir estas fotos"))).to_be_visible()


def test_a_name_is_never_markup(opened: Opened, folder: Path) -> None:
    page = opened()
    page.get_by_label("Your first name").fill("<img src=x onerror=alert(1)>")
    agree(page)
    choose(page, folder, "sunset.jpg")
    expect(page.get_by_alt_text("Photo 1, from <img src=x onerror=alert(1)>")).to_be_visible()


@pytest.mark.parametrize("percent", [100, 200])
def test_it_fits_a_small_screen_in_large_type(opened: Opened, folder: Path, percent: int) -> None:
    page = opened()
    page.set_viewport_size({"width": 320, "height": 640})
    agree(page)
    choose(page, folder, "sunset.jpg", "clip.mp4")
    expect(tiles(page)).to_have_count(1)
    page.evaluate("percent => { document.documentElement.style.fontSize = percent + '%' }", percent)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
