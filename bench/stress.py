"""Texts that give the reader of pasted bookings as much to do as 20,000 characters can, in lines that differ."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import _lru_cache_wrapper, cache

from bot.pipeline.intake.vocabulary import REMEMBERED

LENGTH = 20_000

_MAIL = (
    "You have a new Instant Booking for May {d}, 2027 • 1:00 PM.\nGet ready to earn $8{d}.60.\n\nBooking ID: {id}\n\n"
    "JADA YACHT {n}\n\nRenter: Marisol Nr{n}\n\nStart\nMay {d}, 2027 • 1:00 PM\n\nEnd\nMay {d}, 2027 • 4:00 PM\n\n"
    "Duration\n3 hours\n\nPassengers\n{d}\n\n\n"
)
_LINES: dict[str, str] = {
    "jottings": "jada sat 6/{d} 6-9p, {d} ppl, kim oduya {n}, bs id {id}, payout {n}.50, wants food {n}\n",
    "jottings with slashes": "bs {id} / pia {n} / 3-{d}-2027 9:30a to 1 / {d}pax / JADA / we get {n}.40 net\n",
    "mails": _MAIL,
    "days and times": "6/{d} 6-9p {n}\n",
    "sentences": "Your booking {n} was confirmed and the renter will pay $4{d} for June {d}, 2027 at 3 PM.\n",
    "one long line": "Start May {d}, 2027 1:00 PM {n} ",
    "chat": "[5/{d}/26, 8:12 AM] Ann {n}: is 12:{d} PM ok?\n",
    "calendar": "DTSTART:202705{d}T2000{d}Z\nSUMMARY:trip {n}\n",
    "bars": "| Jun {d} | Ann B{n} | {d} guests | ${n} |\n",
    "labels and values": "Guests: {d}\nStart: May {d}, 2027 1 PM {n}\n",
    "labels alone": "Start {n}\nStart\n",
    "ids": "{id} {n}\n",
    "pictures": "📅 Sat {d} {n}\n",
    "closings": "Thanks,\nAnn {n}\n",
    "mail headers": "From: a{n}@example.com\nSubject: trip {n}\n",
    "comma-separated": '"a{n}","b, c",{d},"May {d}, 2027","1:00 PM"\n',
    "tabs": "6:{d} PM\tMay {d}\t${n}\n",
    "phones": "+1 619 555 0{n} call\n",
    "quoted": "> > Guests: {d} of {n}\n",
    "JSON": '{{"guest": "Ann {n}", "start": "2027-05-{d}T13:00", "guests": {d}}},\n',
    "questions": "Q: Guest name {n}?\nA: Ann B{n}\n",
    "HTML": "<tr><td>Guests</td><td>{d} {n}</td></tr>\n",
    "amounts": "Total {n} paid ${n}.00\n",
    "notes from the guest": "the guest Ann B{n} is coming with a party of {d} from Pier {n} for 3 hours\n",
    "many cells": "Sat 6/{d} 3-5p, {d} ppl, Ann B{n}, bs id {id}, we get {n} net, wants food, jada, captain inc\n",
    "chat of jottings": "[5/{d}/26, 8:12 AM] Ann: jada sat 6/20 6-9p, {d} ppl, kim oduya, wants food {n}\n",
    "people": "Naveen {id} · {d} passengers\n",
    "spaced letters": "a b c {n}, d, e, f; g · h. I am. J is. K\n",
    "table of bookings": "{id}\tAnn B{n}\tMay {d}, 2027 3 PM\tMay {d}, 2027 5 PM\t{d}\t${n}.00\n",
    "list of bookings": '{id},Ann B{n},"May {d}, 2027 3 PM","May {d}, 2027 5 PM",{d},${n}.00\n',
    "objects": '{{"bookingId":"{id}","guest":"Ann B{n}","start":"2027-05-{d}T15:00","guests":{d}}},',
    "mail parts": "content-x: {n}\n z{n}\n",
    "quoted headers": "On May {d}, 2027 Ann B{n} <ann@\n",
    "cues": "your booking trip for with by guest renter is was has will can could you we i price {n}\n",
}
_SIGNS: dict[str, str] = {
    "blanks": " ",
    "line ends": "\n",
    "digits": "1",
    "digits apart": "1 ",
    "dots": ".",
    "tabs alone": "a\t",
    "colons": "a: ",
    "opening tags": "<",
    "cells": "<td>",
    "entities": "&amp;",
    "no-break spaces": "\xa0",
    "combining marks": "e\u0301",
    "quoted-printable": "=C3=A9",
    "quote marks": "> ",
    "capitals": "BCDFGHJ ",
    "mail addresses": "a@b.c ",
    "Base64": "Q29udGVudC1UeXBlOiB0ZXh0L3BsYWlu\n",
    "hours": "3 hours ",
    "slashed days": "6/20 ",
    "quotes that do not end": '\\"',
    "comments that do not end": "<!--",
    "titles that do not end": "<title>x",
    "zones that do not end": "BEGIN:VTIMEZONE\n",
    "alarms that do not end": "BEGIN:VALARM\n",
    "questions of blanks": "q: " + " " * 200 + "\n",
    "blank lines": "Content-Transfer-Encoding: base64\n" + "\n" * 500,
    "sentence ends": "Ab. ",
    "commas": "jada, ",
    "letters joined": "a\u200b",
    "returns": "\r",
    "months": "may 3 ",
    "weekdays": "sat, ",
    "ranges": "3 pm - 5 pm ",
    "clocks and marks": "3 @@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@ ",
    "phone signs": "1 (",
    "mail signs": "a@b.",
    "arrows": "→ confirmed ",
    "titles": "Jada Yacht Classic Sloop ",
    "guests": "the guest is ",
}
_CONSONANTS = "bcdfghjklmnpqrstvwxz"


def _filled(line: str, length: int) -> str:
    text: list[str] = []
    done = number = 0
    while done < length:
        number += 1
        letters = "".join(_CONSONANTS[number // 20**place % 20] for place in range(7))
        text.append(line.format(n=100 + number, d=10 + number % 18, id=letters))
        done += len(text[-1])
    return "".join(text)[:length]


def stress(length: int = LENGTH) -> dict[str, str]:
    """The texts by name, each of so many characters."""
    heads: dict[str, Callable[[str], str]] = {
        "calendar": lambda text: "BEGIN:VEVENT\n" + text,
        "JSON": lambda text: "[" + text,
        "Base64": lambda text: "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n" + text,
        "quoted-printable": lambda text: "Content-Transfer-Encoding: quoted-printable\n\n" + text,
        "mail parts": lambda text: "Content-Transfer-Encoding: base64\n\nQUJD\n" + text,
        "table of bookings": lambda text: "Booking ID\tGuest\tStart\tEnd\tGuests\tTotal\n" + text,
        "list of bookings": lambda text: "Booking ID,Guest,Start,End,Guests,Total\n" + text,
        "objects": lambda text: "[" + text,
        "quotes that do not end": lambda text: '[{"a":1,"b":1,"c":1,"d":1,"' + text,
        "comments that do not end": lambda text: "<br><br><br>" + text,
        "titles that do not end": lambda text: "<br><br><br>" + text,
        "zones that do not end": lambda text: "BEGIN:VEVENT\n" + text,
        "alarms that do not end": lambda text: "BEGIN:VEVENT\n" + text,
    }
    texts = {name: _filled(line, length) for name, line in _LINES.items()}
    texts |= {name: (sign * length)[:length] for name, sign in _SIGNS.items()}
    return {name: heads.get(name, str)(text)[:length] for name, text in texts.items()}


def forget() -> None:
    """Empties what the reader remembers of the texts it has read, so that the next one costs what a new one does."""
    for cached in _remembering():
        cached.cache_clear()


@cache
def _remembering() -> list[_lru_cache_wrapper[object]]:
    known = (item for item in gc.get_objects() if isinstance(item, _lru_cache_wrapper))
    return [item for item in known if item.cache_parameters()["maxsize"] == REMEMBERED]
