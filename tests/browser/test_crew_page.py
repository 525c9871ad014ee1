"""The crew page in a real browser: with and without script, with and without signal, on small screens and by keys."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from sandbox.world import Sandbox
from tests.journeys.play import Play, booking_text

SMALL = {"width": 320, "height": 640}


@pytest.fixture
def play(sandbox: Sandbox) -> Iterator[Play]:
    with sandbox.by_hand():
        yield Play(sandbox)


@pytest.fixture
def phone(chromium: Browser) -> Iterator[BrowserContext]:
    """What the page complains of fails the test, but for answers that refuse, or that miss for want of signal."""
    complaints: list[str] = []
    context = chromium.new_context(viewport=SMALL, reduced_motion="reduce")
    context.set_default_timeout(10_000)

    def watch(page: Page) -> None:
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)

    context.on("page", watch)
    yield context
    context.close()
    assert not [each for each in complaints if not each.startswith("Failed to load resource")]


def link(play: Play, crew_id: str) -> str:
    return str(play.mails_to(crew_id)[-1].link)


def fresh(play: Play, crew_id: str) -> str:
    play.answer_by_link(crew_id, "new_link")
    return link(play, crew_id)


def on_the_day(play: Play) -> str:
    play.book(booking_text(extra="Phone: (619) 555-0142\nSpecial requests: proposal at sunset\n"))
    play.answer_by_link("ana")
    play.answer_by_link("miguel")
    play.at(2026, 5, 30, 12, 30)
    return fresh(play, "ana")


def opened(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    return page


def test_the_links_secret_leaves_the_address_and_the_page_can_be_loaded_again(
    play: Play, phone: BrowserContext
) -> None:
    play.book()
    page = opened(phone, link(play, "ana"))
    assert page.url == f"{play.sandbox.url}/crew/confirm"
    for _ in range(2):
        page.reload()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Can you crew JADA?")
        assert page.url == f"{play.sandbox.url}/crew/confirm"
    page.get_by_role("button", name="Confirm availability").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are on JADA")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are on JADA")
    page.get_by_role("button", name="Can’t make it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You can’t make it")
    play.settle()
    assert [answer["answer"] for answer in play.event()["answers"]] == ["declined"]
    other = opened(phone, f"{play.sandbox.url}/crew/confirm")
    expect(other.get_by_role("heading", level=1)).to_have_text("This page opens from your mail")


def test_a_link_that_is_none_is_not_tried_for_ever(play: Play, phone: BrowserContext) -> None:
    page = opened(phone, f"{play.sandbox.url}/crew/confirm?token=nonsense")
    expect(page.get_by_role("heading", level=1)).to_have_text("This link does not work")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("This page opens from your mail")


def test_without_script_everything_can_be_answered_and_written_down(play: Play, chromium: Browser) -> None:
    address = on_the_day(play)
    context = chromium.new_context(viewport=SMALL, java_script_enabled=False)
    page = opened(context, address)
    first = page.get_by_label("Bilges dry, pumps tried.")
    first.check()
    page.locator("#phase-2").get_by_role("button", name="Save these ticks").click()
    expect(page.locator("#phase-2").get_by_role("status")).to_have_text("Saved.")
    expect(first).to_be_checked()
    page.get_by_role("button", name="Held just now").click()
    expect(page.get_by_text("Held at 12:30 PM by Ana Reyes.")).to_be_visible()
    page.get_by_label("Guests aboard").fill("5")
    page.get_by_role("button", name="Write down the count").click()
    expect(page.get_by_text("The booking says 6.")).to_be_visible()
    page.get_by_text("Emergency:").click()
    expect(page.get_by_role("heading", name="Man overboard")).to_be_visible()
    context.close()


def test_a_tick_survives_a_reload_and_a_time_without_signal(play: Play, phone: BrowserContext) -> None:
    page = opened(phone, on_the_day(play))
    fuel, horn = page.get_by_label("Fuel, fresh water"), page.get_by_label("Navigation lights and horn")
    with page.expect_response("**/crew/confirm"):
        fuel.check()
    page.reload()
    expect(fuel).to_be_checked()
    expect(page.locator("#phase-1 [data-done]")).to_have_text("1 of 4")

    phone.set_offline(True)
    horn.check()
    expect(page.locator("#sync")).to_contain_text("1 entry is kept on this phone")
    page.get_by_label("Guests aboard").fill("6")
    page.get_by_role("button", name="Write down the count").click()
    expect(page.locator("#sync")).to_contain_text("2 entries are kept")
    page.get_by_text("Emergency:").click()
    expect(page.get_by_role("heading", name="Fire")).to_be_visible()
    expect(page.get_by_text("Before the lines are off")).to_be_visible()
    assert play.event()["head_count"] is None

    phone.set_offline(False)
    expect(page.locator("#sync")).to_be_hidden()
    expect(page.locator("[data-told=head_count]")).to_contain_text("6 aboard, counted at 12:3")
    page.reload()
    expect(horn).to_be_checked()
    assert play.event()["head_count"]["people"] == 6


def test_what_was_ticked_without_signal_is_sent_by_the_page_of_a_newer_link(play: Play, phone: BrowserContext) -> None:
    first = opened(phone, on_the_day(play))
    phone.set_offline(True)
    first.get_by_label("Bilges dry").check()
    expect(first.locator("#sync")).to_contain_text("kept on this phone")
    first.close()
    phone.set_offline(False)
    second = opened(phone, fresh(play, "ana"))
    expect(second.get_by_label("Bilges dry")).to_be_checked()
    expect(second.locator("#sync")).to_be_hidden()
    second.reload()
    expect(second.get_by_label("Bilges dry")).to_be_checked()


def test_a_page_that_is_out_of_date_says_so_and_keeps_nothing(play: Play, phone: BrowserContext) -> None:
    page = opened(phone, on_the_day(play))
    play.cancel()
    page.get_by_label("Bilges dry").check()
    expect(page.locator("#sync")).to_contain_text("This trip has changed. Reload the page")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text("CANCELLED")
    page.get_by_role("button", name="Got it").click()
    expect(page.get_by_text("Got it, thanks.")).to_be_visible()


def test_the_head_count_reaches_the_thread(play: Play, phone: BrowserContext) -> None:
    page = opened(phone, on_the_day(play))
    page.get_by_label("Guests aboard").fill("5")
    page.get_by_role("button", name="Write down the count").click()
    expect(page.locator("[data-told=differs]")).to_contain_text("The booking says 6.")
    play.settle()
    assert any("Ana Reyes counted 5 aboard at 12:3" in line for line in play.thread())


def test_the_captain_can_call_the_guest_and_show_the_code_and_nobody_else_can(
    play: Play, phone: BrowserContext
) -> None:
    address = on_the_day(play)
    page = opened(phone, address)
    expect(page.get_by_role("link", name="Call Marisol")).to_have_attribute("href", "tel:+16195550142")
    page.get_by_text("QR code of their page").click()
    code = page.get_by_role("link", name="The guest page of Marisol’s party")
    expect(code.locator("svg")).to_be_visible()
    expect(code).to_have_attribute("href", f"{play.docket().guest_link()}")
    other = opened(phone, fresh(play, "miguel"))
    expect(other.get_by_role("heading", name="Checklist")).to_be_visible()
    for words in ("Call Marisol", "QR code"):
        expect(other.get_by_text(words)).to_have_count(0)


def asked(play: Play) -> str:
    play.book()
    play.at(2026, 5, 20, 11, 0)
    return link(play, "ana")


def moved(play: Play) -> str:
    asked(play)
    play.answer_by_link("ana")
    play.move(start_date="2026-05-31", end_date="2026-05-31")
    return link(play, "ana")


def stale(play: Play) -> str:
    before = asked(play)
    play.move(start_date="2026-05-31", end_date="2026-05-31")
    return before


def expired(play: Play) -> str:
    before = asked(play)
    play.wait(hours=49)
    return before


def declined(play: Play) -> str:
    asked(play)
    play.answer_by_link("ana", "declined")
    return link(play, "ana")


def cancelled(play: Play) -> str:
    asked(play)
    play.cancel()
    return link(play, "ana")


def off(play: Play) -> str:
    asked(play)
    play.reassign(("tomas", "captain"), ("miguel", "crew"))
    return link(play, "ana")


def nowhere(play: Play) -> str:
    return f"{play.sandbox.url}/crew/confirm?token=nonsense"


STATES = (asked, moved, stale, expired, declined, cancelled, off, nowhere, on_the_day)


@pytest.mark.parametrize("state", STATES)
def test_anybody_can_use_it_on_a_small_screen_in_the_dark_and_in_large_type(
    play: Play, phone: BrowserContext, state: Callable[[Play], str]
) -> None:
    page = phone.new_page()
    page.goto(state(play))
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
    for percent in (100, 200):
        page.evaluate("percent => { document.documentElement.style.fontSize = percent + '%' }", percent)
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider == 0, f"{wider} px too wide at {percent} %"


def test_keys_lead_through_it_in_the_order_in_which_it_is_read(play: Play, phone: BrowserContext) -> None:
    page = opened(phone, on_the_day(play))
    reached = []
    for _ in range(11):
        page.keyboard.press("Tab")
        reached.append(str(page.evaluate("document.activeElement.textContent")).strip().split(":")[0])
    assert reached == [
        "Can’t make it",
        "Emergency",
        "Guest",
        "Weather",
        "Announcement",
        "Head count",
        "Checklist",
        "Call Marisol",
        "QR code of their page, for the whole party to scan",
        "Coastal waters forecast",
        "What to say",
    ]
