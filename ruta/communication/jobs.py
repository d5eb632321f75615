"""What does the machine do with messages? Hand each one over after commit, alone and again if it must, and write those of a campaign."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from ruta.base.context import system
from ruta.communication.actions import send_campaign, send_message

# Eight tries: 30 s, 60 s, 90 s …
RETRY = RetryStrategy(max_attempts=8, linear_wait=30)


@app.task(name="communication.deliver_message", queue="messages", retry=RETRY, pass_context=False)
def deliver_message(message_id: int, institution_id: int) -> None:
    """Send one message as the machine of the institution that wrote it."""
    send_message(system(institution_id, f"message {message_id}"), message_id)


@app.task(name="communication.send_campaign", queue="messages", retry=RETRY, pass_context=False)
def write_campaign(campaign_id: int, institution_id: int) -> None:
    """Write the next portion of an approved campaign as the machine of its institution."""
    send_campaign(actor=system(institution_id, f"campaign {campaign_id}"), campaign_id=campaign_id)
