"""The whole story as people play it: paste, fix, follow the thread, answer in two ways, move, cancel."""

import re

from playwright.sync_api import Page, expect

from sandbox.world import Sandbox
from tests.browser.screen import Screen


def test_a_charter_from_the_paste_to_the_cancel(wide: Screen, sandbox: Sandbox) -> None:
    wide.open_review("A booking without the number of guests")
    wide.submit()
    guests = wide.field("party_size")
    expect(guests.locator(".error")).to_have_text("Please complete this required field.")
    expect(guests.locator("input")).to_be_focused()
    wide.picture("review")
    guests.locator("input").fill("6")
    wide.book()

    status = wide.messages.locator("[data-ts]")
    expect(status).to_contain_text("Captain Ana Reyes: asked")
    status.get_by_role("button", name=re.compile("repl")).click()
    expect(wide.thread).to_contain_text("Ana Reyes and Miguel Santos asked")

    _ana_says_yes(wide)
    crew_page = _miguel_opens_his_mail(wide)
    wide.picture("crew-page", crew_page)
    crew_page.get_by_role("button", name="Confirm availability").click()
    expect(crew_page.locator("body")).to_contain_text("You said yes")
    crew_page.close()

    wide.play("Rowan Ashby")
    expect(status).to_contain_text("Captain Ana Reyes: yes")
    expect(status).to_contain_text("Crew Miguel Santos: yes")
    status.get_by_role("button", name=re.compile("repl")).click()
    expect(wide.thread).to_contain_text("Miguel Santos said yes, by the mailed link.")
    wide.picture("thread")

    _move(wide)
    _cancel(wide)
    wide.play("Ana Reyes")
    expect(wide.messages).to_contain_text("CANCELLED: JADA")


def _ana_says_yes(screen: Screen) -> None:
    screen.play("Ana Reyes")
    call = screen.messages.locator("[data-ts]")
    expect(call).to_contain_text("Can you crew JADA?")
    call.get_by_role("button", name="Confirm availability").click()
    expect(call).to_contain_text("You said yes.")


def _miguel_opens_his_mail(screen: Screen) -> Page:
    screen.play("Miguel Santos")
    screen.page.locator(".mail-list button").filter(has_text="Can you crew JADA?").click()
    letter = screen.page.frame_locator(".reader iframe")
    with screen.page.context.expect_page() as opened:
        letter.get_by_role("link", name=re.compile("Confirm availability")).click()
    crew_page = opened.value
    crew_page.set_viewport_size({"width": 390, "height": 740})
    expect(crew_page.locator("body")).to_contain_text("Can you crew JADA?")
    return crew_page


def _move(screen: Screen) -> None:
    status = screen.messages.locator("[data-ts]")
    status.get_by_role("button", name="Move", exact=True).click()
    screen.expect_modal("Move this charter")
    screen.field("start_time").locator("input").fill("15:00")
    screen.field("end_time").locator("input").fill("13:00")
    screen.submit()
    expect(screen.modal.locator(".error")).to_have_count(1)
    screen.field("end_time").locator("input").fill("18:00")
    screen.submit()
    expect(screen.modal.get_by_text("This will change:")).to_be_visible()
    screen.submit()
    screen.expect_modal("Moved")
    screen.leave_modal()
    expect(status).to_contain_text("3:00–6:00 PM")
    expect(status).to_contain_text("Captain Ana Reyes: asked")


def _cancel(screen: Screen) -> None:
    status = screen.messages.locator("[data-ts]")
    status.get_by_role("button", name="Cancel charter", exact=True).click()
    screen.expect_modal("Cancel this charter?")
    screen.field("by").locator("select").select_option(label="Weather")
    screen.submit()
    screen.expect_modal("Cancelled")
    screen.leave_modal()
    expect(status).to_contain_text("CANCELLED")


def test_a_captain_declines_on_a_phone(phone: Screen) -> None:
    phone.open_review("A booking mail")
    phone.expect_no_sideways()
    phone.book()
    phone.messages.get_by_role("button", name=re.compile("repl")).click()
    expect(phone.thread).to_contain_text("Ana Reyes and Miguel Santos asked")
    phone.page.get_by_role("button", name="Close the thread").click()
    phone.play("Ana Reyes")
    call = phone.messages.locator("[data-ts]")
    phone.picture("phone")
    phone.expect_no_sideways()
    call.get_by_role("button", name="Can't make it").click()
    expect(call).to_contain_text("You said you can't make it.")
    phone.play("Rowan Ashby")
    expect(phone.messages).to_contain_text("Captain Ana Reyes: can't")
