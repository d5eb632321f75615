"""Which events wait for a system, in the order in which they were written?"""

from django.db.models import BigIntegerField, Func, Q, QuerySet

from ruta.trust.models import Client, OutEvent
from ruta.trust.rules import origin_of

# A transaction that still runs may bring an earlier event: nothing after it is shown before it has ended.
SETTLED = Func(template="(pg_snapshot_xmin(pg_current_snapshot())::text)::bigint", output_field=BigIntegerField())
Place = tuple[int, int]


def is_registered(client: Client, address: str) -> bool:
    """Whether it is on a machine that the administrator knows to be this system's."""
    known = (client.base_uri, client.callback_uri, client.jwks_uri, client.events_uri)
    return origin_of(address) in {origin_of(each) for each in known if each}


def heard_at(client: Client) -> str:
    """Where its events go by themselves today; nowhere once the address is on no registered machine."""
    return client.hook_uri if client.hook_uri and is_registered(client, client.hook_uri) else ""


def events_for(client: Client) -> QuerySet[OutEvent]:
    """Every event for a system; row security shows them to its institution."""
    return OutEvent.objects.filter(client=client)


def queue_after(client: Client, place: Place | None, limit: int) -> list[OutEvent]:
    """What comes after a place of the queue; without one, what was not taken yet."""
    rows = events_for(client).filter(txid__lt=SETTLED)
    wanted = Q(taken_at=None) if place is None else Q(txid__gt=place[0]) | Q(txid=place[0], pk__gt=place[1])
    return list(rows.filter(wanted).order_by("txid", "pk")[:limit])


def ids_up_to(client: Client, place: Place) -> list[int]:
    """What was not taken yet, up to and with a place."""
    rows = events_for(client).filter(Q(txid__lt=place[0]) | Q(txid=place[0], pk__lte=place[1]), taken_at=None, txid__lt=SETTLED)
    return list(rows.values_list("pk", flat=True))


def unsent(client_id: int, subject: str) -> list[OutEvent]:
    """What has still to be sent about a subject, the oldest first."""
    return list(OutEvent.objects.select_related("client").filter(client=client_id, subject=subject, sent_at=None).order_by("pk"))


def tries_of_oldest(client: Client) -> int:
    """How often that was tried which waits longest; nothing where all was taken."""
    return events_for(client).filter(sent_at=None).order_by("pk").values_list("tries", flat=True).first() or 0


def unsent_subjects(client: Client) -> list[str]:
    """About what something still waits."""
    return list(events_for(client).filter(sent_at=None).order_by("subject").values_list("subject", flat=True).distinct())
