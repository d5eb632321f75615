"""What does the machine do for other systems later?"""

from collections.abc import Collection

from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from ruta.base.context import acting_as, system
from ruta.base.jobs import locks_under_way
from ruta.base.upkeep import one_by_one
from ruta.directory.selectors import institutions
from ruta.exchange.dci import later, notifying
from ruta.exchange.events import pushing
from ruta.exchange.fhir import handing
from ruta.referrals.selectors.mirrored import mirror_called, open_mirrors
from ruta.trust.actions.events import CATCH_UP, PUSH
from ruta.trust.actions.inquiries import TASK
from ruta.trust.actions.subscriptions import TELL, Happened
from ruta.trust.selectors import clients

HAND_OVER = "exchange.hand_over"
# Ten tries: 4 s, 8 s, … half an hour
RETRY = RetryStrategy(max_attempts=10, exponential_wait=2)


@app.task(name=TASK, queue="messages", retry=RETRY, pass_context=False)
def answer_inquiry(inquiry_id: int, institution_id: int) -> None:
    """Send the answer to a message that was asked to come later."""
    later.answer_inquiry(inquiry_id, institution_id)


@app.task(name=TELL, queue="messages", retry=RETRY, pass_context=False)
def tell_subscriber(subscription_id: int, institution_id: int, event_id: int, person_id: int, categories: list[str]) -> None:
    """Send what a subscriber may hear of something that happened to a person."""
    notifying.tell_subscriber(subscription_id, institution_id, Happened(event_id, person_id, "", tuple(categories)))


def later_for(referral_id: int, institution_id: int) -> None:
    """Send our steps and read theirs; what concerns one referral runs one after the other."""
    hand_over.configure(lock=_lock(referral_id)).defer(referral_id=referral_id, institution_id=institution_id)


@app.task(name=HAND_OVER, queue="messages", retry=RETRY, pass_context=False)
def hand_over(referral_id: int, institution_id: int) -> None:
    """Send a referral, or its next steps, to the system of the institution that is asked; then hear what it did."""
    handing.catch_up(referral_id, institution_id)
    handing.hand_over(referral_id, institution_id)


@app.task(name=PUSH, queue="messages", retry=RETRY, pass_context=False)
def push_events(client_id: int, institution_id: int, subject: str) -> None:
    """Send what waits about one subject."""
    pushing.push_events(client_id, institution_id, subject)


@app.task(name=CATCH_UP, queue="messages", retry=RETRY, pass_context=False)
def catch_up(client_id: int, institution_id: int, subject: str) -> None:
    """An event came: look at what it is about, if it is known here."""
    with acting_as(system(institution_id, f"client {client_id}"), read_only=True), transaction.atomic():
        mirror = mirror_called(client_id, subject.partition("/")[2])
    if mirror is not None and mirror.began_here:
        later_for(mirror.referral_id, mirror.owner_institution_id)


@app.periodic(cron="*/10 * * * *")
@app.task(name="exchange.look_again", queue="upkeep", queueing_lock="exchange.look_again", pass_context=False)
def look_again(timestamp: int) -> None:
    """What every try failed to send, and what an event that was lost would have told."""
    del timestamp
    handed, pushed = locks_under_way(HAND_OVER), locks_under_way(PUSH)
    one_by_one(institutions().order_by("pk").values_list("pk", flat=True), lambda pk: _look_again(pk, handed))
    one_by_one(clients().exclude(hook_uri="").order_by("pk"), lambda client: pushing.push_again(client, pushed))


def _look_again(institution_id: int, handed: Collection[str]) -> None:
    with acting_as(system(institution_id, "referrals elsewhere"), read_only=True), transaction.atomic():
        open_ones = open_mirrors(institution_id)
    for referral_id in open_ones:
        if _lock(referral_id) not in handed:
            later_for(referral_id, institution_id)


def _lock(referral_id: int) -> str:
    return f"referral:{referral_id}"
