from pathlib import Path

import pytest

from sandbox.distribution import EDGE
from tests.edge.engines import ENGINES, outcomes

LARGEST = 10_240
"""docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-function-restrictions.html"""

LEADS_TO = {
    "/g/KWBZPGD": "/g/KWBZPGD.html",
    "/g/kwbzpgd": "/g/KWBZPGD.html",
    "/g/KwbzPGD/": "/g/KWBZPGD.html",
    "/g/kwbzpgd.html": "/g/KWBZPGD.html",
    "/g/JD-bcdfgh": "/g/JD-BCDFGH.html",
    "/g/abcd": "/g/ABCD.html",
    "/g/" + "a" * 24: "/g/" + "A" * 24 + ".html",
    "/g/kwbzpgd.es": "/g/KWBZPGD.es.html",
    "/g/kwbzpgd.es/": "/g/KWBZPGD.es.html",
    "/g/kwbzpgd.es.html": "/g/KWBZPGD.es.html",
    "/g/kwbzpgd.ics": "/g/KWBZPGD.ics",
    "/g/kwbzpgd.es.ics": "/g/KWBZPGD.es.ics",
    "/": "/site/index.html",
    "/es": "/site/index.es.html",
    "/privacy": "/site/privacy.html",
    "/privacy/": "/site/privacy.html",
    "/privacy.es": "/site/privacy.es.html",
}
LEFT_ALONE = (
    "/g/abc",
    "/g/" + "a" * 25,
    "/g/kwbzpgd/photo",
    "/g/kwbzpgd.htm",
    "/g/kw_zpgd",
    "/g/",
    "/g",
    "/G/kwbzpgd",
    "/x/g/kwbzpgd",
    "/g/kwbzpgd//",
    "/g/kwbzpgd%0A",
    "/g/kwbz%2Fpgd",
    "/g/../kwbzpgd",
    "/crew/confirm",
    "/site/index.html",
    "//",
)


@pytest.mark.parametrize("engine", ENGINES)
def test_an_address_leads_to_its_page(engine: str, tmp_path: Path) -> None:
    asked = [("GET", path) for path in LEADS_TO]
    assert dict(zip(LEADS_TO, outcomes(engine, "guest_rewrite", asked, tmp_path), strict=True)) == LEADS_TO


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_no_page_s_address_is_left_alone(engine: str, tmp_path: Path) -> None:
    asked = [("GET", path) for path in LEFT_ALONE]
    assert outcomes(engine, "guest_rewrite", asked, tmp_path) == list(LEFT_ALONE)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("site", ["https://guests.example.com", "https://guests.example.com/"])
def test_an_old_link_leads_to_the_guest_site(engine: str, site: str, tmp_path: Path) -> None:
    paths = ["/g/KWBZPGD", "/g/kwbzpgd.html", "/g/KWBZPGD/photo", "/g/%0d%0aset-cookie:a=b"]
    asked = [(method, path) for path in paths for method in ("GET", "HEAD")]
    found = outcomes(engine, "legacy_redirect", asked, tmp_path, f"var GUEST_SITE = '{site}';\n")
    assert [status for status, _ in found] == [302] * len(asked)
    assert [headers["location"] for _, headers in found] == [f"https://guests.example.com{path}" for _, path in asked]
    assert {headers["referrer-policy"] for _, headers in found} == {"no-referrer"}


@pytest.mark.parametrize("engine", ENGINES)
def test_the_rest_of_the_old_site_is_left_alone(engine: str, tmp_path: Path) -> None:
    asked = [("GET", path) for path in ("/", "/g", "/g/", "/g//", "/gallery", "/about/g/KWBZPGD", "//g/KWBZPGD")]
    asked.append(("POST", "/g/KWBZPGD"))
    found = outcomes(engine, "legacy_redirect", asked, tmp_path, "var GUEST_SITE = 'https://guests.example.com';\n")
    assert found == [path for _, path in asked]


@pytest.mark.parametrize("file", sorted(EDGE.glob("*.js")), ids=lambda file: file.stem)
def test_a_function_is_small_enough(file: Path) -> None:
    assert len(file.read_bytes()) < LARGEST
