"""A language more is words in the two tables: no line of code knows which languages there are."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from bot.pipeline.intake import Reading, cues, read, vocabulary
from tests.intake.cards import TODAY
from tests.intake.cue_entries import forget, remade

PORTUGUESE: dict[str, Any] = tomllib.loads(Path(__file__).with_name("portuguese.toml").read_text("utf-8"))
BOOKING = """Código da reserva: KWBZPGD
Situação: reservado
Embarcação: JADA
Hóspede: Beatriz Fonseca
Data: sábado, 12 de setembro de 2026
Horário: das 14h às 17h30
Passageiros: 8
Capitão: com capitão
Valor pago: $1,540.00
Você recebe: $1,225.50
"""


def _with(table: Any, more: Any) -> Any:
    """The table with the words of another; what it does not hold yet, as the language itself, is new in it."""
    if table is None:
        return more
    if isinstance(table, list) and isinstance(more, dict):
        return [_with(words, more[str(number)]) if str(number) in more else words for number, words in enumerate(table)]
    return (
        table + more if isinstance(table, list) else table | {name: _with(table.get(name), more[name]) for name in more}
    )


@pytest.fixture
def in_portuguese() -> Iterator[None]:
    def words() -> vocabulary.Vocabulary:
        return vocabulary.from_data(_with(vocabulary.data(), PORTUGUESE["vocabulary"]))

    small = _with(cues.languages(), PORTUGUESE["cues"])
    with patch.dict(vars(vocabulary.vocabulary()), vars(words())), patch.object(cues, "languages", lambda: small):
        forget()
        with remade(set(PORTUGUESE["cues"])):
            yield
    forget()


def paste(text: str) -> Reading:
    return read(text, today=TODAY)


def test_a_booking_is_not_read_in_a_language_without_a_table() -> None:
    assert paste(BOOKING).expect == "refuse"


@pytest.mark.usefixtures("in_portuguese")
def test_a_booking_is_read_in_a_language_that_is_but_a_table() -> None:
    reading = paste(BOOKING)
    assert reading.expect == "accept", reading.problems
    found = reading.to_json()
    assert {name: value for name, value in found.items() if name in EXPECTED} == EXPECTED


EXPECTED = {
    "booking_id": "KWBZPGD",
    "guest_name": "Beatriz Fonseca",
    "boat": "JADA",
    "start_local": "2026-09-12T14:00",
    "end_local": "2026-09-12T17:30",
    "party_size": 8,
    "captain_included": True,
    "total_usd": 1540.0,
    "payout_usd": 1225.5,
    "status": "confirmed",
}


@pytest.mark.usefixtures("in_portuguese")
@pytest.mark.parametrize(
    "text",
    [BOOKING.replace("Passageiros: 8", "Passageiros: 8, talvez 10"), f"Oi, agora eles são 10 pessoas.\n\n{BOOKING}"],
    ids=["a second count", "a colleague's remark"],
)
def test_its_small_words_take_a_value_back(text: str) -> None:
    assert paste(text).to_json()["party_size"] is None
