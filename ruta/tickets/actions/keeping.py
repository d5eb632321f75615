"""What stays of a waiting room when its days are over? Nobody at a window, figures by hour, line and priority; telephones go the next day."""

from collections.abc import Iterable
from datetime import date, timedelta

from ruta.base.clock import HONDURAS, today
from ruta.base.context import Actor
from ruta.base.transactions import action
from ruta.tickets.actions.calling import end_left_open
from ruta.tickets.models import Call, DayFigure, Detail, Step, Ticket
from ruta.tickets.rules import AT_WINDOW
from ruta.tickets.selectors import Group, grouped


@action
def forget_phones(*, actor: Actor, before: date) -> int:
    """Forget the telephones of days that are over: they were left to be called on that day."""
    rows = Detail.objects.filter(owner_institution_id=actor.institution_id, ticket__day__lt=before).exclude(phone="")
    return rows.update(phone="")


@action
def close_left_open(*, actor: Actor, before: date) -> int:
    """Close what stayed at a window when its day was over, so that the window calls again."""
    left = Ticket.objects.select_for_update(of=("self",)).filter(
        owner_institution_id=actor.institution_id, day__lt=before, state__in=AT_WINDOW
    )
    tickets = list(left.select_related("window").order_by("pk"))
    for ticket in tickets:
        end_left_open(actor, ticket)
    return len(tickets)


@action
def roll_up(*, actor: Actor, before: date) -> int:
    """Turn the tickets of old days into figures and delete them; how many went."""
    old = Ticket.objects.filter(owner_institution_id=actor.institution_id, day__lt=before)
    for office_id, day in sorted(set(old.order_by().values_list("office_id", "day"))):
        tickets = list(old.filter(office_id=office_id, day=day).select_related("line").order_by("pk"))
        DayFigure.objects.bulk_create(_figures(actor, office_id, day, tickets), ignore_conflicts=True)
        ids = [ticket.pk for ticket in tickets]
        for child in (Call, Step, Detail):
            child.objects.filter(ticket__in=ids).delete()
        Ticket.objects.filter(pk__in=ids).delete()
    return DayFigure.objects.filter(owner_institution_id=actor.institution_id, day__lt=before).count()


def _figures(actor: Actor, office_id: int, day: date, tickets: Iterable[Ticket]) -> list[DayFigure]:
    def key(ticket: Ticket) -> tuple[int, str, bool]:
        return ticket.taken_at.astimezone(HONDURAS).hour, ticket.line.name, ticket.goes_first

    return [
        DayFigure(
            owner_institution_id=actor.institution_id or 0, office_id=office_id, day=day, hour=hour, line_name=name, goes_first=first,
            **_row(group),
        )
        for (hour, name, first), group in grouped(tickets, key).items()
    ]  # fmt: skip


def _row(group: Group) -> dict[str, int | None]:
    return {
        "taken": group.taken, "served": group.served, "missed": group.missed, "wait_median": group.wait_median, "wait_p90": group.wait_p90,
        "serve_median": group.serve_median, "serve_p90": group.serve_p90,
    }  # fmt: skip


def oldest_kept(days: int) -> date:
    """The first day whose tickets stay."""
    return today() - timedelta(days=days)
