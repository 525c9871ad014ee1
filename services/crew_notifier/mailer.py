"""SES as the way out for mails, as raw MIME so that our own headers, both parts and the calendar file arrive.

The file is an attachment: as a third alternative some readers would show it in place of the words. It asks for no reply
(``METHOD:PUBLISH``); what is off takes the entry out again (``METHOD:CANCEL``, RFC 5546 §3.2.5).
"""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr
from typing import TYPE_CHECKING

from services.agenda.ics import Method, calendar_file
from services.crew_notifier.mail import Mail
from services.crewing.rows import NoticeRow

if TYPE_CHECKING:
    from mypy_boto3_sesv2 import SESV2Client

_ASCII_SMTP = SMTP.clone(cte_type="7bit", max_line_length=998)
"""Lines as long as RFC 5322 allows, so that neither a link nor a header of ours is broken in two."""


class Undeliverable(Exception):
    """SES will not take this mail for this address, now or later."""


class SesMailer:
    """Refusals that concern the mail itself are `Undeliverable`; everything else may pass, so it is raised as it is.

    docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html
    """

    def __init__(self, client: "SESV2Client", sender: str, reply_to: str, configuration_set: str) -> None:
        self._client = client
        self._sender = sender
        self._reply_to = reply_to
        self._configuration_set = configuration_set

    def send(self, recipient: str, mail: Mail, claim: NoticeRow) -> str:
        """What SES calls the mail, in everything it tells of it later."""
        message = self._message(recipient, mail, claim)
        errors = self._client.exceptions
        try:
            answer = self._client.send_email(
                FromEmailAddress=self._sender,
                Content={"Raw": {"Data": message.as_bytes(policy=_ASCII_SMTP)}},
                ConfigurationSetName=self._configuration_set,
            )
        except (errors.MessageRejected, errors.BadRequestException) as error:
            raise Undeliverable from error
        return answer["MessageId"]

    def _message(self, recipient: str, mail: Mail, claim: NoticeRow) -> EmailMessage:
        message = EmailMessage(policy=_ASCII_SMTP)
        message["From"] = self._sender
        message["To"] = Address(addr_spec=recipient)
        message["Reply-To"] = self._reply_to
        message["Subject"] = mail.subject
        message["Auto-Submitted"] = "auto-generated"
        # SES gives it back when the mail bounces: `bot.adapters.ses_events`.
        message["X-Charter-Notice"] = f"{claim.event_id}/{claim.crew_id}/{claim.notice}/{claim.asked_version}"
        message.set_content(mail.text)
        message.add_alternative(mail.html, subtype="html")
        method: Method = "CANCEL" if mail.calendar.status == "CANCELLED" else "PUBLISH"
        file = calendar_file([mail.calendar], method=method, organizer=parseaddr(self._reply_to)[1])
        message.add_attachment(file, subtype="calendar", filename="charter.ics", params={"method": method})
        return message
