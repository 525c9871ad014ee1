"""Files that stand in Slack, and modals that wait for what is read from them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx
import stamina
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.domain.errors import Fatal, Retryable

SYSTEM = "Slack"
FILES_HOST = "files.slack.com"
"""Slack's own files; the bot's token goes to no other host (docs.slack.dev/reference/objects/file-object)."""
TIMEOUT_SECONDS = 10.0


@dataclass(frozen=True)
class SlackFilesAdapter:
    token: Callable[[], str]
    http: httpx.Client
    base_url: str = WebClient.BASE_URL

    def fetch(self, url: str, largest_bytes: int) -> bytes:
        if urlsplit(url).netloc not in (FILES_HOST, urlsplit(self.base_url).netloc):
            raise Fatal(SYSTEM, "the file is not Slack's own")
        return self._fetched(url, largest_bytes)

    @stamina.retry(on=Retryable, attempts=3, timeout=20.0)
    def _fetched(self, url: str, largest_bytes: int) -> bytes:
        headers = {"Authorization": f"Bearer {self.token()}"}
        try:
            with self.http.stream("GET", url, headers=headers, timeout=TIMEOUT_SECONDS) as answer:
                if answer.status_code != 200:
                    kind = Retryable if answer.status_code >= 500 or answer.status_code == 429 else Fatal
                    raise kind(SYSTEM, f"the file was answered with {answer.status_code}")
                content = bytearray()
                for part in answer.iter_bytes():
                    content += part
                    if len(content) > largest_bytes:
                        raise Fatal(SYSTEM, "the file is larger than Slack said")
        except httpx.HTTPError as error:
            raise Retryable(SYSTEM, "the file did not come") from error
        return bytes(content)

    def show(self, view_id: str, view: Mapping[str, object]) -> None:
        client = WebClient(token=self.token(), base_url=self.base_url, timeout=5, retry_handlers=[])
        try:
            client.views_update(view_id=view_id, view=dict(view))
        except SlackApiError as error:
            if error.response.get("error") not in ("not_found", "view_not_found"):
                raise
        except SlackClientError as error:
            raise Retryable(SYSTEM, "did not answer") from error
