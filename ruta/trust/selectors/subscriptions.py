"""To what is a system subscribed, and who is told of a document?"""

from collections.abc import Collection

from django.db.models import Count, QuerySet

from ruta.trust.models import Client, Subscription


def subscriptions(client: Client) -> QuerySet[Subscription]:
    """All of a system, ended ones too; row security shows them to its institution."""
    return Subscription.objects.filter(client=client)


def subscribers(client: Client, event_type: str, keys: Collection[str]) -> list[Subscription]:
    """What of a system goes on for this kind of event and one of these documents."""
    return list(subscriptions(client).filter(event_type=event_type, key__in=keys, ended_at=None).order_by("pk"))


def counted(client: Client) -> dict[str, int]:
    """How many go on, by kind of event; about whom stays sealed."""
    rows = subscriptions(client).filter(ended_at=None).order_by("event_type").values("event_type").annotate(count=Count("pk"))
    return {row["event_type"]: row["count"] for row in rows}


def going_on(pk: int) -> Subscription | None:
    """One that has not ended."""
    return Subscription.objects.select_related("client__institution").filter(pk=pk, ended_at=None).first()
