"""The crew's mails in a real browser: on a narrow screen, by day and by night, with nothing that shuts anybody out."""

import datetime as dt
from dataclasses import replace
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from contracts.scc import EventBody
from services.crew_notifier.letter import Letter
from services.crew_notifier.mail import compose
from services.crewing.facts import facts_for
from services.crewing.rows import MemberRow, Told
from tests.services.conftest import CHARTER, person

IN_A_MAIL_READER = {"rules": {name: {"enabled": False} for name in ("region", "landmark-one-main")}}
"""Landmarks are of the page around the mail."""
NOW = dt.datetime(2026, 5, 20, 17, tzinfo=dt.UTC)
BODY = EventBody.model_validate(CHARTER)
ROSTER = {name: MemberRow.model_validate(person(name)) for name in ("ana", "miguel")}
CALL = Letter(
    kind="call",
    reader="Ana Reyes",
    facts=facts_for("ana", BODY, ROSTER, NOW),
    event_id="bk-kwbzpgd",
    version=1,
    body=BODY,
    told=Told.of(BODY),
    was=None,
    agreed=False,
    declined=False,
    yes_is_void=False,
    told_to=None,
    link="https://guests.example/crew/confirm?token=" + "eyJhbGciOi.JIUzI1NiIs" * 12,
    feed_url="https://calendar.example/calendar/feed/crew-ana-" + "0f" * 20 + ".ics",
    now=NOW,
)
EARLIER = Told.of(BODY.model_copy(update={"start_at": BODY.start_at and BODY.start_at - dt.timedelta(days=1)}))
LETTERS = {
    "call": CALL,
    "moved": replace(CALL, kind="moved", was=EARLIER, yes_is_void=True),
    "reminder": replace(CALL, kind="reminder_day_before", agreed=True),
    "cancelled": replace(CALL, kind="cancelled"),
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", LETTERS)
def test_anybody_can_use_it_on_a_narrow_screen_by_day_and_night(
    chromium: Browser, name: str, scheme: Literal["light", "dark"]
) -> None:
    asked: list[str] = []
    page = chromium.new_page(viewport={"width": 320, "height": 640}, color_scheme=scheme)
    page.on("request", lambda request: asked.append(request.url))
    page.set_content(compose(LETTERS[name]).html)
    found = Axe().run(page, options=IN_A_MAIL_READER)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    button = page.locator("a.door").bounding_box()
    assert button is not None
    assert button["height"] >= 44
    assert not asked
    page.close()


def test_it_is_never_wider_than_a_mail_may_be(chromium: Browser) -> None:
    page = chromium.new_page(viewport={"width": 1200, "height": 640})
    page.set_content(compose(CALL).html)
    card = page.locator(".card").bounding_box()
    assert card is not None
    assert card["width"] <= 600
    page.close()


def test_its_own_colours_hold_where_the_style_sheet_is_taken_away(chromium: Browser) -> None:
    """Some mail readers strip it."""
    html = compose(CALL).html
    bare = html[: html.index("<style>")] + html[html.index("</style>") :]
    page = chromium.new_page(viewport={"width": 320, "height": 640}, color_scheme="dark")
    page.set_content(bare)
    found = Axe().run(page, options=IN_A_MAIL_READER)
    assert found.violations_count == 0, found.generate_report()
    page.close()
