"""What a token must be allowed for each method, and for a file: the table behind `missing_scope`.

Each method's page lists its scopes: docs.slack.dev/reference/methods. A method with a choice of scopes asks for the
one of the conversation it is about.
"""

from collections.abc import Mapping

from sandbox.slack.models import Channel

NONE: frozenset[str] = frozenset()
WRITE = frozenset({"chat:write"})
HISTORY = frozenset({"channels:history", "groups:history", "im:history"})
READ = frozenset({"channels:read", "groups:read", "im:read"})

METHOD_SCOPES: Mapping[str, frozenset[str]] = {
    "auth.test": NONE,
    "chat.delete": WRITE,
    "chat.getPermalink": NONE,
    "chat.postEphemeral": WRITE,
    "chat.postMessage": WRITE,
    "chat.update": WRITE,
    "conversations.history": HISTORY,
    "conversations.info": READ,
    "conversations.open": frozenset({"im:write"}),
    "conversations.replies": HISTORY,
    "files.info": frozenset({"files:read"}),
    "users.info": frozenset({"users:read"}),
    # The second is asked for together with the first: docs.slack.dev/reference/scopes/users.read.email
    "users.lookupByEmail": frozenset({"users:read.email", "users:read"}),
    "views.open": NONE,
    "views.publish": NONE,
    "views.push": NONE,
    "views.update": NONE,
}

FILE_SCOPES = frozenset({"files:read"})
"""For the content behind `url_private` (docs.slack.dev/reference/objects/file-object)."""
FEATURE_SCOPES = frozenset({"commands"})
"""For slash commands and shortcuts."""


def needed(method: str, conversation: Channel | None) -> frozenset[str]:
    """The scopes without which Slack refuses the call; of a choice the one for that kind of conversation."""
    scopes = METHOD_SCOPES.get(method, NONE)
    if scopes not in (HISTORY, READ) or conversation is None:
        return scopes
    kind = "im" if conversation.is_im else "groups" if conversation.is_private else "channels"
    return frozenset(each for each in scopes if each.startswith(f"{kind}:"))
