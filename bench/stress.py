"""Texts that give the reader of pasted bookings as much to do as 20,000 characters can, in lines that differ."""

from __future__ import annotations

from collections.abc import Callable

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
    }
    texts = {name: _filled(line, length) for name, line in _LINES.items()}
    texts |= {name: (sign * length)[:length] for name, sign in _SIGNS.items()}
    return {name: heads.get(name, str)(text)[:length] for name, text in texts.items()}
