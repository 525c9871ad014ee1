"""The guest site's own pages: what stands where there is no trip, and what is kept about guests."""

from collections.abc import Mapping, Sequence

from bot.domain.boat import Fleet
from bot.domain.outcomes import SiteFile
from bot.views.guest.drawing import HTML, drawn
from bot.views.guest.speech import LANGUAGES, Speech, speech, suffix

PAGES = {"index": "/", "privacy": "/privacy"}
"""Each with the address of its first language."""


def site_pages(fleet: Fleet) -> Sequence[SiteFile]:
    return [_page(name, speech(language), fleet) for name in PAGES for language in LANGUAGES]


def missing_pages(fleet: Fleet) -> Mapping[str, str]:
    """By language: what stands where there is no page."""
    return {language: _page("index", speech(language), fleet).text for language in LANGUAGES}


def _page(name: str, say: Speech, fleet: Fleet) -> SiteFile:
    boats = tuple(fleet.values())
    facts = {"boats": boats, "names": say.listed([boat.name for boat in boats])}
    html = drawn(f"{name}.html", say, {language: _address(name, language) for language in LANGUAGES}, facts)
    return SiteFile(path=f"site/{name}{suffix(say.language)}.html", content_type=HTML, text=html)


def _address(name: str, language: str) -> str:
    if name == "index":
        return f"/{suffix(language).removeprefix('.')}"
    return f"{PAGES[name]}{suffix(language)}"
