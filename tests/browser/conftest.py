import datetime as dt
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from sandbox.play.page import open_page
from sandbox.world import Sandbox
from tests.browser.screen import Screen

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
TODAY = dt.datetime(2026, 5, 20, 17, 0, tzinfo=dt.UTC)
WIDE, PHONE = (1280, 800), (375, 740)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        missing = pytest.fail if os.environ.get("BROWSER_TESTS") == "required" else pytest.skip
        missing("No Chromium here. Install it (Debian: apt-get install chromium) or name one in CHROMIUM.")
    with sync_playwright() as playwright:
        expect.set_options(timeout=15_000)
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def running(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    """The system as `charter sandbox` runs it: everything is delivered by itself."""
    with pytest.MonkeyPatch.context() as environment:
        environment.delenv("AWS_ENDPOINT_URL", raising=False)
        sandbox = Sandbox.start(automatic=True, folder=tmp_path_factory.mktemp("sandbox"))
    with sandbox:
        open_page(sandbox)
        yield sandbox


@pytest.fixture
def sandbox(running: Sandbox) -> Sandbox:
    """As new. Reset by the page's own door, which lets nobody look meanwhile."""
    httpx.post(f"{running.url}/play/reset", json={}, headers={"Origin": running.url}).raise_for_status()
    running.clock.move_to(TODAY)
    return running


@pytest.fixture
def wide(chromium: Browser, sandbox: Sandbox) -> Iterator[Screen]:
    yield from _screen(chromium, sandbox, WIDE)


@pytest.fixture
def phone(chromium: Browser, sandbox: Sandbox) -> Iterator[Screen]:
    yield from _screen(chromium, sandbox, PHONE)


def _screen(chromium: Browser, sandbox: Sandbox, size: tuple[int, int]) -> Iterator[Screen]:
    """A fresh browser on the page. Whatever the page complains of, or asks of another host, fails the test."""
    width, height = size
    complaints: list[str] = []
    context = chromium.new_context(
        viewport={"width": width, "height": height}, has_touch=size == PHONE, reduced_motion="reduce"
    )
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=sandbox.url)
    context.set_default_timeout(10_000)

    def watch(page: Page) -> None:
        page.on("pageerror", lambda error: complaints.append(f"page: {error}"))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on(
            "request", lambda asked: complaints.append(asked.url) if not asked.url.startswith(sandbox.url) else None
        )

    context.on("page", watch)
    page = context.new_page()
    page.goto(sandbox.url)
    yield Screen(page, is_narrow=size == PHONE, pictures=pictures())
    context.close()
    assert not complaints


def pictures() -> Path | None:
    """Where the README's pictures go; they are taken only where ``PICTURES`` asks for it."""
    return PICTURES if os.environ.get("PICTURES") else None
