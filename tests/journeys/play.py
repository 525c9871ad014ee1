"""What people do, by the doors they use, and what can be seen afterwards: the words of the tests.

Everything here is plain HTTP on this machine; with `verify=False` no call loads certificates it does not need.
"""

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import httpx

from bot.adapters.dynamo_charters import DynamoCharters
from bot.adapters.dynamo_drafts import DynamoDrafts
from bot.domain.boat import Role
from bot.domain.docket import Docket
from sandbox import cast
from sandbox.mail import Mail
from sandbox.slack.models import Message, View
from sandbox.slack.people import Outcome, Person
from sandbox.world import Sandbox

ROWAN, LEE = "U0OPROWAN", "U0OPLEE"
SLACK_USERS = {member.crew_id: member.slack_user for member in cast.roster().members if member.slack_user}
SAN_DIEGO = ZoneInfo("America/Los_Angeles")


def booking_text(
    booking_id: str = "kwbzpgd",
    day: str = "May 30, 2026",
    start: str = "1:00 PM",
    end: str = "4:00 PM",
    end_day: str | None = None,
    guest: str = "Marisol Vega",
    party: int = 6,
    extra: str = "",
) -> str:
    """A booking mail with every label."""
    return (
        f"You received an Instant Booking for {day} • {start}.\n\nBooking ID: {booking_id}\n\n"
        f"JADA CLASSIC 1938 SAILING YACHT\n\nRenter: {guest}\n\nLocation\nSan Diego, CA\n\n"
        f"Start\n{day} • {start}\n\nEnd\n{end_day or day} • {end}\n\nPassengers\n{party}\n\nCaptain\nCaptained\n{extra}"
    )


def anew(world: Sandbox) -> "Play":
    """The world as on a Wednesday morning in May, with nothing booked."""
    world.reset()
    world.clock.move_to(dt.datetime(2026, 5, 20, 17, 0, tzinfo=dt.UTC))
    return Play(world)


class Play:
    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox

    # What people do

    def review(self, text: str, by: str = ROWAN) -> Outcome:
        person = self.person(by)
        opened = person.command("/charter new", cast.CHANNEL)
        assert opened.view is not None, opened
        return person.submit(opened.view, {"text": text})

    def save(self, review: View, by: str = ROWAN, **values: object) -> Outcome:
        return self.person(by).submit(review, {"captain": "ana", "crew": ["miguel"], **values})

    def book(self, text: str | None = None, *, settle: bool = True, **values: object) -> str:
        """Books as Rowan: Ana as captain, Miguel as crew, unless told otherwise. Returns the booking id."""
        outcome = self.review(text or booking_text())
        assert outcome.view is not None, outcome
        saved = self.save(outcome.view, **values)
        assert not saved.errors, saved.errors
        assert saved.view is not None
        assert saved.view.callback_id == "charter:answer", saved.view.plain_text()
        if settle:
            self.settle()
        return saved.view.plain_text().split("Saved as ")[1].split(".")[0]

    def wish(
        self,
        name: str,
        values: Mapping[str, object],
        booking_id: str = "KWBZPGD",
        *,
        user: str = ROWAN,
        settle: bool = True,
    ) -> Outcome:
        """Opens the modal of a wish, types, and submits until it is done or refused."""
        opened = self.person(user).command(f"/charter {name} {booking_id}", cast.CHANNEL)
        assert opened.view is not None, opened
        outcome = self.person(user).submit(opened.view, values)
        if outcome.view is not None and "This will change" in outcome.view.plain_text():
            outcome = self.person(user).submit(outcome.view)
        if settle:
            self.settle()
        return outcome

    def move(self, booking_id: str = "KWBZPGD", *, settle: bool = True, **values: str) -> Outcome:
        return self.wish("move", values, booking_id, settle=settle)

    def cancel(self, booking_id: str = "KWBZPGD", by: str = "renter", *, settle: bool = True) -> Outcome:
        return self.wish("cancel", {"by": by}, booking_id, settle=settle)

    def reopen(self, booking_id: str = "KWBZPGD") -> Outcome:
        return self.wish("reopen", {}, booking_id)

    def tap(
        self, crew_id: str, answer: str = "confirmed", message: Message | None = None, *, settle: bool = True
    ) -> Outcome:
        """Presses a button in the newest message that has it, or in an old one that is still on the screen."""
        action = f"crew:{answer}"
        user = str(SLACK_USERS[crew_id])
        if message is not None:
            outcome = self.person(user).click(message, action, stale=True)
        else:
            newest = [shown for shown in self.dm(crew_id) if any(button[0] == action for button in shown.buttons())][-1]
            outcome = self.person(user).click(newest, action)
        if settle:
            self.settle()
        return outcome

    def got_it(self, crew_id: str, message: Message | None = None, *, settle: bool = True) -> Outcome:
        """Taps *Got it* in the newest message that has it, or in an old one that is still on the screen."""
        shown = message or [each for each in self.dm(crew_id) if each.buttons()][-1]
        outcome = self.person(str(SLACK_USERS[crew_id])).click(shown, "crew:got_it", stale=message is not None)
        if settle:
            self.settle()
        return outcome

    def got_it_by_link(self, crew_id: str, mail: Mail | None = None, *, settle: bool = True) -> httpx.Response:
        """Opens the newest mailed link and taps *Got it* on the page."""
        link = str((mail or self.mails_to(crew_id)[-1]).link)
        with httpx.Client(trust_env=False, verify=False) as browser:
            told = re.search(r'name="told" value="([^"]*)"', browser.get(link).text)
            answered = browser.post(link, data={"answer": "got_it", "told": told[1] if told else ""})
        if settle:
            self.settle()
        return answered

    def answer_by_link(
        self, crew_id: str, answer: str = "confirmed", mail: Mail | None = None, *, settle: bool = True, **fields: str
    ) -> httpx.Response:
        """Opens the newest mailed link and presses a button on the page, with what was typed beside it."""
        link = str((mail or self.mails_to(crew_id)[-1]).link)
        with httpx.Client(trust_env=False, verify=False) as browser:
            browser.get(link)
            answered = browser.post(link, data={"answer": answer, **fields})
        if settle:
            self.settle()
        return answered

    def reassign(self, *places: tuple[str, Role], settle: bool = True) -> Outcome:
        captain = next((crew_id for crew_id, role in places if role == "captain"), None)
        crew = [crew_id for crew_id, role in places if role == "crew"]
        return self.wish("reassign", {"captain": captain, "crew": crew}, settle=settle)

    def settle(self) -> None:
        self.sandbox.settle()

    def at(self, *moment: int) -> None:
        """Moves the clock to a moment given in San Diego's wall time, ticks and settles."""
        year, month, day, hour, minute = moment
        self.sandbox.move_to(dt.datetime(year, month, day, hour, minute, tzinfo=SAN_DIEGO))

    def wait(self, **length: float) -> None:
        self.sandbox.move_to(self.sandbox.clock.now() + dt.timedelta(**length))

    # What can be seen

    def person(self, user: str) -> Person:
        return self.sandbox.slack.person(user)

    def charters(self) -> DynamoCharters:
        return DynamoCharters(self.sandbox.aws.dynamodb, self.sandbox.aws.known("ChartersTable", "Ref"))

    def drafts(self) -> DynamoDrafts:
        return DynamoDrafts(self.sandbox.aws.dynamodb, self.sandbox.aws.known("ChartersTable", "Ref"))

    def docket(self, booking_id: str = "KWBZPGD") -> Docket:
        docket = self.charters().docket(booking_id)
        assert docket is not None
        return docket

    @property
    def first_call(self) -> Message:
        """Ana's first call as it looked when it came, with its buttons."""
        shown = self.dm("ana")[0]
        value = f"{self.docket().charter.booking_id}|1"
        button = {
            "type": "button",
            "action_id": "crew:confirmed",
            "value": value,
            "text": {"type": "plain_text", "text": "Yes"},
        }
        return replace(shown, blocks=[{"type": "actions", "block_id": "old", "elements": [button]}])

    def dm(self, crew_id: str) -> list[Message]:
        return self.sandbox.slack.dm(str(SLACK_USERS[crew_id]))

    def channel(self) -> list[Message]:
        return [
            message for message in self.sandbox.slack.messages(cast.CHANNEL) if message.thread_ts in (None, message.ts)
        ]

    def replies(self, booking_id: str = "KWBZPGD") -> list[Message]:
        """What stands in the threads of a charter, under each of its status messages."""
        statuses = [message for message in self.channel() if booking_id in message.text]
        return [reply for status in statuses for reply in self.sandbox.slack.messages(cast.CHANNEL, status.ts)]

    def thread(self, booking_id: str = "KWBZPGD") -> list[str]:
        return [reply.plain_text() for reply in self.replies(booking_id)]

    def rests(self, booking_id: str = "KWBZPGD") -> bool:
        """Whether nothing is to come but the look once a day, until the guest is erased."""
        attention_at = self.docket(booking_id).attention_at
        ahead = attention_at - self.sandbox.clock.now() if attention_at else dt.timedelta(0)
        return dt.timedelta(hours=23, minutes=59) < ahead <= dt.timedelta(days=1)

    def mails_to(self, crew_id: str) -> list[Mail]:
        return [mail for mail in self.sandbox.mails if mail.to.startswith(f"{crew_id}@")]

    def calendar(self, day_from: str = "2026-01-01", day_to: str = "2026-12-31") -> list[dict[str, Any]]:
        answer = self.api("GET", f"/calendar?from={day_from}&to={day_to}")
        return list(answer.json()["entries"])

    def event(self, booking_id: str = "KWBZPGD") -> dict[str, Any]:
        event: dict[str, Any] = self.api("GET", f"/events/{self.docket(booking_id).event_id()}").json()
        return event

    def guest_page(self, booking_id: str = "KWBZPGD") -> httpx.Response:
        return httpx.get(f"{self.sandbox.url}/g/{booking_id}", trust_env=False, verify=False)

    def api(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> httpx.Response:
        """Calls the calendar or the crew system as a script would, with both keys."""
        secrets = self.sandbox.secrets
        headers = {"X-Dashboard-Token": secrets.dashboard_token, "X-Service-Key": secrets.service_key}
        content = None if body is None else json.dumps(body)
        return httpx.request(
            method, f"{self.sandbox.url}{path}", content=content, headers=headers, trust_env=False, verify=False
        )
