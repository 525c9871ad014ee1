"""A strict Slack on this machine: the Web API the bot calls, and people who type, press and submit."""

from sandbox.slack.forms import NotOnScreen
from sandbox.slack.local_slack import LocalSlack
from sandbox.slack.models import Channel, Message, View
from sandbox.slack.people import Outcome, Person
from sandbox.slack.render import thread_as_text

__all__ = ["Channel", "LocalSlack", "Message", "NotOnScreen", "Outcome", "Person", "View", "thread_as_text"]
