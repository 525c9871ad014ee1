"""One booking played through everything, by the doors people use: paste, review, two answers, the day itself."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from bot.adapters.dynamo_charters import DynamoCharters
from bot.adapters.toml_fleet import load_fleet
from bot.domain.boat import Boat
from bot.domain.charter import Roster, current_answer
from bot.domain.docket import STEPS, Docket, NoticeKey, StepName, is_status
from bot.pipeline.intake import Reading, read
from language import times
from sandbox import cast
from sandbox.slack.models import View
from sandbox.slack.people import Outcome
from sandbox.world import Sandbox

OPERATOR = "U0OPROWAN"
BY_SLACK = "ana"
BY_LINK = "miguel"
SEED_BOOKING = Path(__file__).parent / "bookings" / "XHQGMDH.txt"
BEFORE = dt.timedelta(days=10)
REMINDERS = {
    "reminder_day_before": "a reminder, the day before,",
    "reminder_day_of": "a reminder, on the day,",
    "nag": "a second call",
    "open_place_48h": "an alarm about an open place",
    "open_place_12h": "a loud alarm about an open place",
}

Say = Callable[[str], None]


class Refused(Exception):
    """Nothing can come of this text; the message is what the operator reads."""


@dataclass(frozen=True)
class Told:
    """What happened, in the end."""

    docket: Docket
    boat: Boat
    roster: Roster
    channel: list[tuple[str, list[str]]]
    """The charter's status messages, the newest last, each with its thread."""
    direct_messages: list[dict[str, str]]
    mails: list[dict[str, str | None]]
    guest_page: dict[str, Any]


def play(sandbox: Sandbox, text: str, today: dt.date | None, say: Say) -> Told:
    """The whole story. Raises `Refused` with the operator's message where no charter may come of the text."""
    boat = next(iter(load_fleet().values()))
    sandbox.clock.move_to(_opening(text, today, boat))
    booking_id = _book(sandbox, text, say)
    sandbox.settle()
    _answer_in_slack(sandbox, say)
    _answer_by_link(sandbox, say)
    charters = DynamoCharters(sandbox.aws.dynamodb, sandbox.aws.known("ChartersTable", "Ref"))
    _live_through(sandbox, charters, booking_id, boat, say)
    return _told(sandbox, charters, booking_id, boat)


def _opening(text: str, today: dt.date | None, boat: Boat) -> dt.datetime:
    """Ten in the morning, ten days before the booking; a text that needs today's date to be read is pasted today."""
    peek = read(text, today=today or dt.datetime.now(boat.zone).date(), zone=boat.zone)
    start = peek.start_local or next((part.start_local for part in peek.bookings if part.start_local), None)
    ten = dt.time(10)
    if start is None or (today is not None and not _says_its_date(peek) and today < start.date()):
        return dt.datetime.combine(today or dt.datetime.now(boat.zone).date(), ten, boat.zone)
    return dt.datetime.combine(start.date() - BEFORE, ten, boat.zone)


def _says_its_date(reading: Reading) -> bool:
    return not {problem.code.value for problem in reading.problems} & {"year_inferred", "ambiguous_date"}


def _book(sandbox: Sandbox, text: str, say: Say) -> str:
    rowan = sandbox.slack.person(OPERATOR)
    say("Rowan types /charter new, pastes the booking and presses Read it.")
    opened = rowan.command("/charter new", cast.CHANNEL)
    review = rowan.submit(_shown(opened), {"text": text}).view
    if review is None or review.callback_id != "charter:review":
        raise Refused(_words_without_buttons(review))
    say(_indented(_words_without_buttons(review)))
    values = _filled_in(review)
    for block_id, value in values.items():
        say(f"Rowan sets {_label(review, block_id)}: {value if isinstance(value, str) else ', '.join(value)}")
    saved = rowan.submit(review, values)
    if skipped := [name for name in ("start_time", "end_time") if name in saved.errors]:
        for name in skipped:
            say(f"At {_label(review, name)}: {saved.errors[name]}")
            values[name] = _an_hour_later(review, name)
            say(f"Rowan sets {_label(review, name)}: {values[name]}")
        saved = rowan.submit(review, values)
    if saved.errors or saved.view is None:
        raise Refused("\n".join(saved.errors.values()) or saved.message or "The review could not be saved.")
    words = saved.view.plain_text()
    say("Rowan presses Save charter: " + words.splitlines()[1])
    found = re.search(r"Saved as ([A-Z0-9-]+)", words)
    if found is None:
        raise Refused(words)
    return found[1]


def _filled_in(review: View) -> dict[str, Any]:
    """What the operator adds: the crew, a tick at every doubt, and whatever the text did not say."""
    values: dict[str, Any] = {"captain": BY_SLACK, "crew": [BY_LINK]}
    for block in review.blocks:
        if block.get("type") != "input":
            continue
        name, element = block["block_id"], block["element"]
        if element["type"] == "checkboxes":
            values[name] = [choice["value"] for choice in element["options"]]
        elif name == "boat" and "initial_option" not in element:
            values[name] = element["options"][0]["value"]
        elif name == "status" and (element.get("initial_option") or {}).get("value") == "not_confirmed":
            values[name] = "confirmed"
        elif name == "party_size" and "initial_value" not in element:
            values[name] = "4"
        elif name in ("end_date", "end_time") and not {"initial_date", "initial_time"} & set(element):
            values[name] = _three_hours_later(review, name)
    return values


def _an_hour_later(review: View, name: str) -> str:
    hour, _, minute = str(review.element(name).get("initial_time") or "12:00").partition(":")
    return f"{(int(hour) + 1) % 24:02}:{minute}"


def _three_hours_later(review: View, name: str) -> str:
    day = review.element("start_date").get("initial_date")
    clock = review.element("start_time").get("initial_time")
    if day is None or clock is None:
        raise Refused("The text does not say when the trip starts, so Rowan would have to ask the guest.")
    end = dt.datetime.fromisoformat(f"{day}T{clock}") + dt.timedelta(hours=3)
    return f"{end:%Y-%m-%d}" if name == "end_date" else f"{end:%H:%M}"


def _answer_in_slack(sandbox: Sandbox, say: Say) -> None:
    member = next(person for person in cast.roster().members if person.crew_id == BY_SLACK)
    user = str(member.slack_user)
    call = sandbox.slack.dm(user)[-1]
    say(f"{member.name} reads in Slack:\n{_indented(call.plain_text())}")
    sandbox.slack.person(user).click(call, "crew:confirmed")
    sandbox.settle()
    say(f"{member.name} presses Confirm availability.")


def _answer_by_link(sandbox: Sandbox, say: Say) -> None:
    mail = [mail for mail in sandbox.mails if mail.to.startswith(f"{BY_LINK}@")][-1]
    say(f"{mail.to} gets the mail “{mail.subject}”.")
    with httpx.Client(trust_env=False) as browser:
        page = browser.get(str(mail.link))
        answered = browser.post(str(mail.link), data={"answer": "confirmed"})
    sandbox.settle()
    say(f"The link opens ({page.status_code}); Confirm availability is pressed there ({answered.status_code}).")


def _live_through(sandbox: Sandbox, charters: DynamoCharters, booking_id: str, boat: Boat, say: Say) -> None:
    """Moves the clock from one moment that wants attention to the next, until the guests are ashore."""
    told: set[Any] = set()
    while True:
        docket = _docket(charters, booking_id)
        for key, claim in sorted(docket.claims.items(), key=lambda pair: pair[1].at):
            if key.rule in REMINDERS and key not in told:
                told.add(key)
                say(f"{_when(claim.at, boat)}: {REMINDERS[key.rule]} to {_whom(key)}.")
        if docket.attention_at is None or docket.attention_at > docket.charter.trip.end_at:
            sandbox.move_to(docket.charter.trip.end_at + dt.timedelta(minutes=1))
            return
        sandbox.move_to(docket.attention_at + dt.timedelta(seconds=1))


def _told(sandbox: Sandbox, charters: DynamoCharters, booking_id: str, boat: Boat) -> Told:
    docket = _docket(charters, booking_id)
    statuses = {claim.ts for key, claim in docket.claims.items() if is_status(key)}
    shown = [message for message in sandbox.slack.messages(cast.CHANNEL) if message.ts in statuses]
    url = docket.step("guest_page").result.get("url", "")
    with httpx.Client(trust_env=False) as browser:
        page = browser.get(url)
    return Told(
        docket=docket,
        boat=boat,
        roster=charters.roster(),
        channel=[
            (message.plain_text(), [line.plain_text() for line in sandbox.slack.messages(cast.CHANNEL, message.ts)])
            for message in shown
        ],
        direct_messages=[
            {"to": person.name, "text": message.plain_text()}
            for person in cast.roster().members
            if person.slack_user
            for message in sandbox.slack.dm(person.slack_user)
        ],
        mails=[{"to": mail.to, "subject": mail.subject, "link": mail.link} for mail in sandbox.mails],
        guest_page={"url": url, "status": page.status_code},
    )


def summary(told: Told) -> dict[str, Any]:
    """The story as one object."""
    docket = told.docket
    charter = docket.charter
    reminders = [(key, claim.at) for key, claim in docket.claims.items() if key.rule in REMINDERS]
    answers = [(seat, current_answer(seat, docket.answers)) for seat in charter.seats]
    return {
        "booking_id": charter.booking_id,
        "version": charter.version,
        "steps": {name: {"state": _state(docket, name), "version": docket.step(name).version} for name in STEPS},
        "status_message": told.channel[-1][0],
        "thread": [line for _, thread in told.channel for line in thread],
        "direct_messages": told.direct_messages,
        "mails": told.mails,
        "guest_page": told.guest_page,
        "crew": [
            {
                "crew_id": seat.crew_id,
                "role": seat.role,
                "answer": answer.answer if answer else None,
                "via": answer.via if answer else None,
            }
            for seat, answer in answers
        ],
        "reminders": [
            {"rule": key.rule, "recipient": _whom(key), "at": at.astimezone(told.boat.zone).isoformat()}
            for key, at in sorted(reminders, key=lambda pair: pair[1])
        ],
    }


def _state(docket: Docket, name: StepName) -> str:
    state = docket.step(name)
    return state.trouble.kind if state.trouble else "done" if state.reached else "pending"


def _docket(charters: DynamoCharters, booking_id: str) -> Docket:
    docket = charters.docket(booking_id)
    if docket is None:
        raise Refused(f"{booking_id} was not saved.")
    return docket


def _shown(opened: Outcome) -> View:
    if opened.view is None:
        raise Refused(opened.message or "No modal opened.")
    return opened.view


def _label(view: View, block_id: str) -> str:
    return next(str(block["label"]["text"]) for block in view.blocks if block.get("block_id") == block_id)


def _words_without_buttons(view: View | None) -> str:
    """The words of a modal that only says something: without its title and its button."""
    lines = view.plain_text().splitlines() if view else []
    return "\n".join(lines[1:-1])


def _indented(words: str) -> str:
    return "\n".join(f"    {line}" for line in words.splitlines())


def _when(at: dt.datetime, boat: Boat) -> str:
    local = at.astimezone(boat.zone)
    return times.moment(local, local.date())


def _whom(key: NoticeKey) -> str:
    return key.recipient.strip("#")
