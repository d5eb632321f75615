"""How does a message leave the house? Into a folder that a developer reads, or as mail; gateways stand in `gateways.py`."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.core.mail import send_mail
from django.utils.module_loading import import_string

from ruta.base.clock import now


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What leaves: its text is whole, with its link."""

    number: int
    channel: str
    address: str
    subject: str
    body: str


class Way(Protocol):
    """A way out."""

    def send(self, message: Outgoing) -> str:
        """Hand over, or raise; the name that a gateway gave to the message, for its receipt."""


class FolderWay:
    """Writes one text file per message; no network."""

    def send(self, message: Outgoing) -> str:
        """Write the file under the day on which it left."""
        moment = now()
        folder = Path(settings.MESSAGE_FOLDER) / f"{moment:%Y-%m-%d}"
        folder.mkdir(parents=True, exist_ok=True)
        head = [f"Para: {message.address}", f"Canal: {message.channel}", f"Hora: {moment:%H:%M:%S}"]
        head += [f"Asunto: {message.subject}"] if message.subject else []
        (folder / f"{message.number:08d}-{message.channel}.txt").write_text("\n".join([*head, "", message.body, ""]), encoding="utf8")
        return ""


class MailWay:
    """Django's mail: SMTP where the installation names a server."""

    def send(self, message: Outgoing) -> str:
        """Send one mail."""
        send_mail(message.subject, message.body, settings.DEFAULT_FROM_EMAIL, [message.address])
        return ""


def way_of(channel: str) -> Way:
    """The way that the installation chose for a channel."""
    way: Way = import_string(settings.MESSAGE_WAYS[channel])()
    return way
