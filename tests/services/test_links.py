"""Magic links: only what was signed here, for this person and this question, opens anything."""

import base64
import datetime as dt
import json
from typing import Any

import jwt
import pytest

from tests.services.conftest import CHARTER, LINK_KEYS, SITE, START, World, claims_of, person, token_in

PATH = "/events/bk-kwbzpgd"
OTHER_KEY = "x" * 40


@pytest.fixture
def asked(crewed: World) -> World:
    crewed.scc("POST", "/events", CHARTER)
    crewed.pump()
    return crewed


@pytest.fixture
def token(asked: World) -> str:
    return asked.links("ana@crew.example")[-1]


def genuine() -> str:
    """A link as the crew notifier makes them."""
    issued = int(START.timestamp())
    claims = {"iss": "shipcaptaincrew", "aud": "crew-confirm", "sub": "ana", "event": "bk-kwbzpgd", "asked_version": 1}
    times = {"iat": issued, "nbf": issued, "exp": issued + 48 * 3600}
    return forged(jwt.encode({**claims, **times, "epoch": 1, "jti": "j"}, OTHER_KEY, algorithm="HS256"))


def forged(token: str, key: str = LINK_KEYS["2026-05"], kid: str | None = "2026-05", **changes: Any) -> str:
    claims = {name: value for name, value in {**claims_of(token), **changes}.items() if value is not None}
    return jwt.encode(claims, key, algorithm="HS256", headers={"kid": kid} if kid else {})


def unsigned(token: str) -> str:
    header = base64.urlsafe_b64encode(json.dumps({"alg": "none", "kid": "2026-05"}).encode()).rstrip(b"=").decode()
    return f"{header}.{token.split('.')[1]}."


def test_a_link_says_who_is_asked_what_and_until_when(asked: World, token: str) -> None:
    claims = claims_of(token)
    assert (claims["sub"], claims["event"], claims["asked_version"]) == ("ana", "bk-kwbzpgd", 1)
    assert claims["exp"] - claims["iat"] == dt.timedelta(hours=48).total_seconds()
    assert jwt.get_unverified_header(token) == {"alg": "HS256", "kid": "2026-05", "typ": "JWT"}
    mail = next(mail for mail in asked.mails() if token_in(mail) == token)
    assert f"{SITE}/crew/confirm?token={token}" in mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert asked.page(token).status == 200


def test_every_mail_carries_a_link_of_its_own(asked: World) -> None:
    asked.scc("POST", f"{PATH}/notices", {"crew_id": "ana", "kind": "nag", "asked_version": 1})
    asked.pump()
    first, second = asked.links("ana@crew.example")
    assert claims_of(first)["jti"] != claims_of(second)["jti"]


def test_a_key_that_no_longer_signs_still_opens(asked: World, token: str) -> None:
    assert asked.page(forged(token, LINK_KEYS["2026-04"], "2026-04")).status == 200


TAMPERED = {
    "alg none": unsigned,
    "other key": lambda token: forged(token, OTHER_KEY),
    "unknown kid": lambda token: forged(token, OTHER_KEY, "2020-01"),
    "another kid's key": lambda token: forged(token, LINK_KEYS["2026-04"], "2026-05"),
    "no kid": lambda token: forged(token, kid=None),
    "other audience": lambda token: forged(token, aud="guest-photos"),
    "other issuer": lambda token: forged(token, iss="somebody"),
    "other claims, same signature": lambda token: ".".join(
        [token.split(".")[0], forged(token, sub="miguel").split(".")[1], token.split(".")[2]]
    ),
    "not valid yet": lambda token: forged(token, nbf=claims_of(token)["exp"]),
    "from the future": lambda token: forged(token, iat=claims_of(token)["exp"]),
    "person as a list": lambda token: forged(token, sub=None, crew_id="ana"),
    "an event's path": lambda token: forged(token, event="../roster"),
    "cut short": lambda token: token[:-1],
    "none": lambda _: "",
    "two dots": lambda _: "..",
    "not ascii": lambda _: "é.é.é",
    "nested": lambda _: base64.urlsafe_b64encode(b"[" * 1200).decode() + ".e30.x",
    "endless": lambda token: token + "A" * 10_000,
    **{
        f"without {claim}": lambda token, claim=claim: forged(token, **{claim: None})
        for claim in ("iss", "aud", "sub", "event", "asked_version", "epoch", "jti", "iat", "nbf", "exp")
    },
}


@pytest.mark.parametrize("tamper", TAMPERED.values(), ids=TAMPERED.keys())
def test_a_token_that_was_not_made_here_opens_nothing(aws: World, tamper: Any) -> None:
    aws.at(START)
    tampered = tamper(genuine())
    for page in (aws.page(tampered), aws.page(tampered, "POST", answer="confirmed")):
        assert page.status == 401
        assert "This link does not work" in page.text


def test_the_same_token_untampered_opens_the_page(asked: World) -> None:
    assert asked.page(genuine()).status == 200
    assert asked.page(genuine(), "POST", answer="confirmed").status == 200


def test_a_link_speaks_only_for_its_person(asked: World) -> None:
    asked.page(asked.links("miguel@crew.example")[0], "POST", answer="confirmed", crew_id="ana")
    assert [answer["crew_id"] for answer in asked.event()["answers"]] == ["miguel"]


def test_expired_is_told_apart_and_takes_no_answer(asked: World, token: str) -> None:
    asked.later(hours=47, minutes=59)
    assert "Confirm availability" in asked.page(token).text
    asked.later(minutes=1)
    page = asked.page(token)
    assert "This link has expired" in page.text
    assert "Confirm availability" not in page.text
    assert asked.page(token, "POST", answer="confirmed").status == 409
    assert asked.event()["answers"] == []


@pytest.mark.parametrize("change", [{"email": "ana@new.example"}, {"active": False}])
def test_a_changed_address_or_a_deactivation_ends_earlier_links(
    asked: World, token: str, change: dict[str, Any]
) -> None:
    asked.roster(person("ana", roles=["captain"], **change))
    assert asked.page(token).status == 401
    assert asked.page(token, "POST", answer="confirmed").status == 401


def test_another_change_of_the_person_ends_no_link(asked: World, token: str) -> None:
    asked.roster(person("ana", roles=["captain"], rank=2, phone="+16195550100"))
    assert asked.page(token).status == 200
