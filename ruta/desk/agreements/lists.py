"""How are agreements filtered, sorted and taken along?"""

from datetime import date, timedelta
from typing import Any

from django.db.models import DateField, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from ruta.base.clock import today
from ruta.base.listing import Column, Filter, Listing, Sort
from ruta.desk.employers.lists import worded
from ruta.directory.enums import AgreementKind, AgreementState
from ruta.directory.selectors import category_labels, institutions, purpose_labels, with_directions

NEVER = date(9999, 12, 31)
SOON = {"30": _("En 30 días"), "90": _("En 90 días"), "365": _("En un año")}


def with_end(rows: Any) -> Any:
    """Every row with a last day to sort by; one without goes behind all others."""
    return rows.annotate(until=Coalesce("valid_until", Value(NEVER), output_field=DateField()))


def _institutions() -> list[tuple[str, str]]:
    return [(str(row.pk), row.short_name) for row in institutions().order_by("short_name", "pk")]


def _soon() -> list[tuple[str, str]]:
    return [*((code, str(word)) for code, word in SOON.items()), ("-", str(_("Sin fecha de fin")))]


def _by_party(rows: Any, value: str) -> Any:
    """With its directions: what one of them signs is the institution's."""
    return rows.filter(parties__overlap=with_directions(int(value)))


def _by_end(rows: Any, value: str) -> Any:
    if value == "-":
        return rows.filter(valid_until=None)
    return rows.filter(valid_until__range=(today(), today() + timedelta(days=int(value))))


def _joined(codes: list[str], labels: dict[str, str]) -> str:
    return "; ".join(labels.get(code, code) for code in codes)


AGREEMENTS = Listing(
    name="convenios", order="titulo",
    sorts=[Sort("titulo", ("sort_title", "id")), Sort("vence", ("until", "id")), Sort("registro", ("registered_at", "id"))],
    filters=[
        Filter("estado", _("Estado"), lambda rows, value: rows.filter(state=value), lambda: worded(AgreementState.choices)),
        Filter("tipo", _("Tipo"), lambda rows, value: rows.filter(kind=value), lambda: worded(AgreementKind.choices)),
        Filter("parte", _("Institución"), _by_party, _institutions),
        Filter("finalidad", _("Finalidad"), lambda rows, value: rows.filter(purposes__contains=[value]), lambda: list(purpose_labels().items())),
        Filter("vence", _("Vence"), _by_end, _soon),
        Filter("datos", _("Permite datos"), lambda rows, _value: rows.exclude(categories=[])),
    ],
    columns=[
        Column("numero", _("Número"), lambda row: row.number), Column("documento", _("Documento"), lambda row: row.ref),
        Column("titulo", _("Título"), lambda row: row.title), Column("tipo", _("Tipo"), lambda row: row.get_kind_display()),
        Column("estado", _("Estado"), lambda row: row.get_state_display()), Column("partes", _("Partes"), lambda row: row.party_names),
        Column("finalidades", _("Finalidades"), lambda row: _joined(row.purposes, purpose_labels())),
        Column("datos", _("Datos"), lambda row: _joined(row.categories, category_labels())),
        Column("firmado", _("Firmado el"), lambda row: row.signed_on), Column("desde", _("Vigente desde"), lambda row: row.valid_from),
        Column("hasta", _("Vigente hasta"), lambda row: row.valid_until), Column("revision", _("Número de revisión"), lambda row: row.revision),
        Column("mantiene", _("La mantiene"), lambda row: row.owner_institution.short_name),
    ],
)  # fmt: skip
