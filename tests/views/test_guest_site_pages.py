"""The guest site's own pages."""

from bot.adapters.toml_fleet import load_fleet
from bot.domain.boat import BoatKey
from bot.views.guest.site import site_pages
from tests.pages import shown
from tests.views.guest_scenes import BOAT

FLEET = {
    BoatKey("jada"): BOAT,
    BoatKey("wren"): BOAT.model_copy(update={"key": "wren", "name": "WREN", "keep_days": 30}),
}


def test_whoever_is_lost_finds_the_number_of_each_boat() -> None:
    front = next(file for file in site_pages(FLEET) if file.path == "site/index.html")
    assert "JADA: call +1 619 555 0188" in shown(front.text)
    assert "WREN: call" in shown(front.text)
    assert "tel:+16195550188" in front.text


def test_it_says_for_how_long_each_boat_keeps_what_it_knows() -> None:
    privacy = next(file for file in site_pages(FLEET) if file.path == "site/privacy.html")
    words = shown(privacy.text)
    assert "JADA: your name, how to reach you, notes and photos are erased 90 days after your trip." in words
    assert "WREN: your name, how to reach you, notes and photos are erased 30 days after your trip." in words
    assert "Whom to ask" in words


def test_without_a_number_there_is_still_a_way() -> None:
    front = next(file for file in site_pages(load_fleet()) if file.path == "site/index.html")
    assert "JADA: write to us where you booked." in shown(front.text)
