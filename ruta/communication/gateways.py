"""How does a message leave through somebody else's gateway? One HTTPS request each; what it answers names the message for its receipt."""

import json
from typing import Any, Protocol
from urllib.error import HTTPError
from urllib.request import Request

from django.conf import settings

from ruta.base.outgoing import straight
from ruta.communication.channels import Outgoing

SECONDS, MOST_BYTES = 15, 65_536
COUNTRY, LOCAL_DIGITS = "504", 8


class GatewayError(Exception):
    """The gateway did not take the message; it says no more, for what it answers may repeat a number."""


class Transport(Protocol):
    """How a request leaves; tests put another in its place."""

    def __call__(self, address: str, token: str, said: dict[str, Any]) -> dict[str, Any]:
        """Post what is said, give what is answered."""


def posted(address: str, token: str, said: dict[str, Any]) -> dict[str, Any]:
    """Send JSON over HTTPS and read JSON; anything else is an error without words of the message."""
    if not address.startswith("https://"):
        raise GatewayError("no https")
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    request = Request(address, json.dumps(said).encode(), headers, method="POST")  # noqa: S310 (https, demanded above)
    try:
        with straight().open(request, timeout=SECONDS) as answer:
            found = json.loads(answer.read(MOST_BYTES))
    except HTTPError as error:
        raise GatewayError(str(error.code)) from None
    except ValueError:
        raise GatewayError("no json") from None
    return found if isinstance(found, dict) else {}


class SmsGateway:
    """Any gateway that takes `to`, `text` and `reference`, and answers with an `id`."""

    post: Transport = staticmethod(posted)

    def send(self, message: Outgoing) -> str:
        """Hand one over."""
        said = {"to": international(message.address), "text": message.body, "reference": str(message.number)}
        return str(self.post(settings.SMS_URL, settings.SMS_TOKEN, said).get("id", ""))


class WhatsAppGateway:
    """The Cloud API of WhatsApp. Outside the day after somebody wrote to us it takes registered templates alone: see docs/howto."""

    post: Transport = staticmethod(posted)

    def send(self, message: Outgoing) -> str:
        """Hand one over."""
        said = {
            "messaging_product": "whatsapp",
            "to": international(message.address).lstrip("+"),
            "type": "text",
            "text": {"body": message.body},
        }
        rows = self.post(settings.WHATSAPP_URL, settings.WHATSAPP_TOKEN, said).get("messages") or [{}]
        return str(rows[0].get("id", ""))


def international(address: str) -> str:
    """A number with its country: eight digits are of Honduras."""
    digits = "".join(letter for letter in address if letter.isdigit())
    return f"+{COUNTRY}{digits}" if len(digits) == LOCAL_DIGITS else f"+{digits}"
