"""The function behind the guest site's bucket: the site's front page, as a 404, where there is no such page.

CloudFront asks it with the address that the bucket did not know (docs/decisions/2026-11-25-missing-guest-page.md).
"""

import re
from collections.abc import Mapping
from typing import Any

from bot.adapters.toml_fleet import load_fleet
from bot.views.guest.drawing import HTML
from bot.views.guest.site import missing_pages
from bot.views.guest.speech import FIRST
from bot.wiring import Handler

_LANGUAGE = re.compile(r"\.([a-z]{2})\.(?:html|ics)$")


def missing_page_function() -> Handler:
    pages = missing_pages(load_fleet())

    def handle(event: Mapping[str, Any], context: object) -> Any:
        asked = _LANGUAGE.search(event["rawPath"])
        return {
            "statusCode": 404,
            # No longer than CloudFront keeps it anyway: the page may be there the next moment.
            "headers": {"content-type": HTML, "cache-control": "public, max-age=10"},
            "body": pages.get(asked[1] if asked else FIRST, pages[FIRST]),
        }

    return handle
