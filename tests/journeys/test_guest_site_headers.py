"""What a browser is told with every page that strangers, guests and crew can open."""

import re
from html import unescape

import httpx
import pytest

from tests.journeys.play import Play

ALWAYS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "x-robots-tag": "noindex, nofollow",
    "strict-transport-security": "max-age=63072000",
}
HASHED_STYLE = re.compile(r"style-src 'sha256-[\w+/]{43}='")


def pages(play: Play) -> dict[str, httpx.Response]:
    play.book()
    link = next(mail.link for mail in play.sandbox.mails if mail.link)
    addresses = {
        "trip": "/g/KWBZPGD",
        "calendar": "/g/KWBZPGD.ics",
        "front": "/es",
        "privacy": "/privacy",
        "missing": "/g/LNFCQTX",
        "crew": link.removeprefix(play.sandbox.url),
        "no crew page": "/crew/confirm?token=nonsense",
    }
    return {name: httpx.get(f"{play.sandbox.url}{path}", trust_env=False) for name, path in addresses.items()}


@pytest.fixture
def answers(play: Play) -> dict[str, httpx.Response]:
    return pages(play)


def test_every_page_carries_them(answers: dict[str, httpx.Response]) -> None:
    for name, answer in answers.items():
        for header, value in ALWAYS.items():
            assert answer.headers.get_list(header) == [value], name
        assert "camera=()" in answer.headers["permissions-policy"], name


def test_nobody_frames_a_page_and_no_page_allows_what_stands_inline(answers: dict[str, httpx.Response]) -> None:
    for name, answer in answers.items():
        policies = [*answer.headers.get_list("content-security-policy"), *meta_policies(answer.text)]
        assert any("frame-ancestors 'none'" in each for each in policies), name
        assert not any("unsafe-" in each for each in policies), name
        if answer.headers["content-type"].startswith("text/html"):
            assert any("default-src 'none'" in each and HASHED_STYLE.search(each) for each in policies), name


def test_the_crew_page_keeps_its_own_policy(answers: dict[str, httpx.Response]) -> None:
    [policy] = answers["crew"].headers.get_list("content-security-policy")
    assert "form-action 'self'" in policy
    assert answers["crew"].headers["cache-control"] == "no-store"


def test_a_page_may_be_kept_for_a_minute_and_a_missing_one_for_less(answers: dict[str, httpx.Response]) -> None:
    assert answers["trip"].headers["cache-control"] == "public, max-age=60"
    assert answers["missing"].headers["cache-control"] == "public, max-age=10"


def meta_policies(html: str) -> list[str]:
    found = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    return [unescape(policy) for policy in found]
