"""How are requests, permissions that end and readings without permission filtered, sorted and exported?"""

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ruta.base.clock import now
from ruta.base.context import current_actor
from ruta.base.listing import Column, Filter, Listing, Sort
from ruta.base.numbers import read_number
from ruta.base.spelling import folded
from ruta.people.enums import Answer, Verdict
from ruta.people.models import AccessRequest, Consent, Override, Person
from ruta.people.selectors import lawful_bases, purpose_label, purposes

WAITING = "pendientes"
DAYS = ("30", "60", "90")
MOST_WORDS = 8
Choices = list[tuple[str, str]]


def of_persons(rows: Any, text: str) -> Any:
    """Only rows of persons whose surnames begin as typed."""
    return rows.filter(person__in=Person.objects.filter(sort_name__begins=folded(text)).values("pk")) if text else rows


def found_requests(rows: Any, text: str) -> Any:
    """Requests whose purpose, note or number holds every word; nothing of the person is looked at, as nothing of them shows."""
    for word in folded(text).split()[:MOST_WORDS]:
        meant = [code for code, label in purposes() if word in folded(label)]
        wanted = Q(note__unaccent__icontains=word) | Q(purpose__in=meant)
        rows = rows.filter(wanted | Q(pk=read_number(word)))  # no row has the number 0, which is read in what is none
    return rows


def _named(rows: Any, column: str) -> Choices:
    """The institutions that stand in a column of these rows."""
    found = rows.order_by(f"{column}__short_name", column).values_list(column, f"{column}__short_name").distinct()
    return [(str(pk), name) for pk, name in found]


def _mine(model: Any) -> Any:
    actor = current_actor()
    return model.objects.filter(owner_institution=actor.institution_id or 0) if actor else model.objects.none()


def _by_answer(rows: Any, value: str) -> Any:
    return rows.filter(answered_at=None) if value == WAITING else rows.filter(answer=value)


def _by_review(rows: Any, value: str) -> Any:
    return rows.filter(reviewed_at=None) if value == WAITING else rows.filter(verdict=value)


def _answers() -> Choices:
    return [(WAITING, str(_("Esperan respuesta"))), *((code, str(words)) for code, words in Answer.choices)]


def _verdicts() -> Choices:
    return [(WAITING, str(_("Por revisar"))), *((code, str(words)) for code, words in Verdict.choices)]


def _within(rows: Any, value: str) -> Any:
    return rows.filter(valid_until__lte=now() + timedelta(days=int(value)))


def _basis(row: Override) -> str:
    return dict(lawful_bases()).get(row.lawful_basis, row.lawful_basis)


PURPOSE = Filter("para", _("Para qué"), lambda rows, value: rows.filter(purpose=value), purposes)
ANSWERED = Filter("estado", _("Respuesta"), _by_answer, _answers)
ASKED = Listing(
    name="solicitudes-recibidas",
    order="pedido",
    sorts=[Sort("pedido", ("asked_at", "id"))],
    filters=[
        ANSWERED,
        Filter(
            "quien",
            _("Quién pide"),
            lambda rows, value: rows.filter(institution=value),
            lambda: _named(_mine(AccessRequest), "institution"),
        ),
        PURPOSE,
    ],
    columns=[
        Column("persona", _("Persona"), lambda row: row.person.full_name),
        Column("quien", _("Quién pide"), lambda row: row.institution.short_name),
        Column("oficina", _("Oficina"), lambda row: row.office.short_name),
        Column("para", _("Para qué"), lambda row: purpose_label(row.purpose)),
        Column("nota", _("Nota"), lambda row: row.note),
        Column("pedido", _("Pedido"), lambda row: row.asked_at),
        Column("respondido", _("Respondido"), lambda row: row.answered_at),
        Column("respuesta", _("Respuesta"), lambda row: str(Answer(row.answer).label) if row.answer else ""),
    ],
)
# Nothing of the person shows to who asks.
MINE = Listing(
    name="solicitudes-enviadas",
    order="-pedido",
    sorts=[Sort("pedido", ("asked_at", "id"))],
    filters=[ANSWERED, PURPOSE],
    columns=[
        Column("numero", _("Número"), lambda row: row.pk),
        Column("para", _("Para qué"), lambda row: purpose_label(row.purpose)),
        Column("nota", _("Nota"), lambda row: row.note),
        Column("pedido", _("Pedido"), lambda row: row.asked_at),
        Column("respondido", _("Respondido"), lambda row: row.answered_at),
        Column("respuesta", _("Respuesta"), lambda row: str(Answer(row.answer).label) if row.answer else ""),
    ],
)
ENDING = Listing(
    name="permisos-por-vencer",
    order="vence",
    sorts=[Sort("vence", ("valid_until", "id")), Sort("dado", ("given_at", "id"))],
    filters=[
        Filter("plazo", _("Vence antes de"), _within, lambda: [(days, str(_("%(days)s días") % {"days": days})) for days in DAYS]),
        Filter("quien", _("Institución"), lambda rows, value: rows.filter(grantee=value), lambda: _named(_mine(Consent), "grantee")),
        PURPOSE,
    ],
    columns=[
        Column("persona", _("Persona"), lambda row: row.person.full_name),
        Column("quien", _("Institución"), lambda row: row.grantee.short_name),
        Column("para", _("Para qué"), lambda row: purpose_label(row.purpose)),
        Column("dado", _("Dado"), lambda row: row.given_at),
        Column("vence", _("Vence"), lambda row: row.valid_until),
    ],
)
REVIEWS = Listing(
    name="accesos-excepcionales",
    order="plazo",
    sorts=[Sort("plazo", ("review_due", "id")), Sort("abierto", ("opened_at", "id"))],
    filters=[
        Filter("estado", _("Revisión"), _by_review, _verdicts),
        Filter("quien", _("Institución que leyó"), lambda rows, value: rows.filter(institution=value), lambda: _named(_mine(Override), "institution")),
        Filter("base", _("Base legal"), lambda rows, value: rows.filter(lawful_basis=value), lawful_bases),
    ],
    columns=[
        Column("persona", _("Persona"), lambda row: row.person.full_name),
        Column("quien", _("Institución que leyó"), lambda row: row.institution.short_name),
        Column("abierto", _("Abierto"), lambda row: row.opened_at),
        Column("base", _("Base legal"), _basis),
        Column("motivo", _("Motivo"), lambda row: row.reason),
        Column("plazo", _("Revisar antes del"), lambda row: row.review_due),
        Column("revisado", _("Revisado"), lambda row: row.reviewed_at),
        Column("resultado", _("Resultado"), lambda row: str(Verdict(row.verdict).label) if row.verdict else ""),
    ],
)  # fmt: skip
