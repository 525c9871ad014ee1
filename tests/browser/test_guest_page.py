"""The guest page in a real browser: small screens, large type, no script, and nothing that shuts anybody out."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from bot.domain.boat import BoatKey
from bot.views.guest.site import site_pages
from sandbox.world import Sandbox
from tests.browser.conftest import PICTURES, pictures
from tests.views.guest_scenes import BOAT, drawn, every_state

STATES = every_state()
SITE = {file.path: file.text for file in site_pages({BoatKey("jada"): BOAT})}
SMALL = (320, 640)


@pytest.fixture(scope="module")
def small(chromium: Browser) -> Iterator[Page]:
    """What the page complains of, or asks of anybody, fails the test."""
    complaints: list[str] = []
    page = chromium.new_page(viewport={"width": SMALL[0], "height": SMALL[1]})
    page.on("console", lambda said: complaints.append(said.text))
    page.on("request", lambda asked: complaints.append(asked.url) if not asked.url.startswith("data:") else None)
    yield page
    page.close()
    assert not complaints


@pytest.mark.parametrize("state", [*STATES, *SITE])
def test_anybody_can_use_it_on_a_small_screen_and_in_large_type(small: Page, state: str) -> None:
    pages = [SITE[state]] if state in SITE else [drawn(STATES[state], language) for language in ("en", "es")]
    for html in pages:
        small.goto("about:blank")  # or the policy of the page before would hold, too
        small.set_content(html)
        found = Axe().run(small)
        assert found.violations_count == 0, found.generate_report()
        for percent in (100, 200):
            small.evaluate("percent => { document.documentElement.style.fontSize = percent + '%' }", percent)
            wider = small.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wider == 0, f"{wider} px too wide at {percent} %"


def test_keys_lead_through_it_in_the_order_in_which_it_is_read(small: Page) -> None:
    small.goto("about:blank")
    small.set_content(drawn(STATES["coming"]))
    reached = []
    for _ in range(8):
        small.keyboard.press("Tab")
        reached.append(str(small.evaluate("document.activeElement.textContent")).strip())
    assert reached == [
        "Skip to your trip",
        "Español",
        "Map",
        "Call us",
        "Add to calendar",
        "Open this address on a map",
        "+1 619 555 0188",
        "What we keep about you",
    ]


def test_a_guest_without_script_changes_the_language_and_opens_the_calendar(
    chromium: Browser, sandbox: Sandbox
) -> None:
    bucket = sandbox.aws.known("GuestBucket", "Ref")
    for path, language in (("g/KWBZPGD.html", "en"), ("g/KWBZPGD.es.html", "es")):
        body = drawn(STATES["coming"], language).encode()
        sandbox.aws.s3.put_object(Bucket=bucket, Key=path, Body=body, ContentType="text/html; charset=utf-8")
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{sandbox.url}/g/kwbzpgd")
    expect(page.get_by_role("heading", level=1)).to_have_text("Welcome aboard JADA, Marisol")
    if pictures():
        page.screenshot(path=PICTURES / "guest-page.png")
    page.get_by_role("link", name="Español").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Te damos la bienvenida")
    calendar = page.get_by_role("link", name="Google Calendar")
    expect(calendar).to_be_hidden()
    page.get_by_text("Añadir al calendario").click()
    expect(calendar).to_be_visible()
    context.close()
