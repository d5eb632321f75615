"""How are possible duplicates filtered, sorted and exported?"""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ruta.base.context import current_actor
from ruta.base.listing import Column, Filter, Listing, Sort
from ruta.base.spelling import folded
from ruta.people.duplicates.selectors import standing
from ruta.people.enums import TAKEN_BACK, PairAnswer, PairOrigin
from ruta.people.models import DuplicatePair, Person

STATES = {
    "": _("Por decidir"),
    "unsure": _("No se sabe"),
    "different": _("Son distintas"),
    "same": _("Es la misma"),
    TAKEN_BACK: _("Ya no se parecen"),
}
NOBODY_YET = "pendientes"
FIRST = {"estado": NOBODY_YET}  # what somebody sees who only opens the place


def _by_state(rows: Any, value: str) -> Any:
    kept = rows.filter(decision="" if value == NOBODY_YET else value)
    # A pair of a record that went into another waits for nobody.
    return standing(kept) if value in (NOBODY_YET, PairAnswer.UNSURE) else kept


def _states() -> list[tuple[str, str]]:
    return [(code or NOBODY_YET, str(words)) for code, words in STATES.items()]


def _origins() -> list[tuple[str, str]]:
    return [(code, str(words)) for code, words in PairOrigin.choices]


def _of_my_office(rows: Any, _value: str) -> Any:
    actor = current_actor()
    office = actor.office_id if actor else None
    return rows.filter(Q(person__office=office) | Q(other__office=office) | Q(asked_office=office))


def _name(row: DuplicatePair) -> str:
    return row.person.full_name if row.person else ""


PAIRS = Listing(
    name="duplicados",
    order="-parecido",
    sorts=[Sort("parecido", ("score", "id")), Sort("hallado", ("found_at", "id"))],
    filters=[
        Filter("estado", _("Estado"), _by_state, _states),
        Filter("origen", _("Quién lo notó"), lambda rows, value: rows.filter(origin=value), _origins),
        Filter("oficina", _("De mi oficina"), _of_my_office),
        Filter("otravez", _("Cambiaron sus datos"), lambda rows, _value: rows.filter(reopened_at__isnull=False)),
    ],
    columns=[
        Column("pareja", _("Pareja"), lambda row: row.pk),
        Column("uno", _("Un registro"), _name),
        Column("otro", _("Otro registro"), lambda row: row.other.full_name),
        Column("parecido", _("Parecido"), lambda row: row.score),
        Column("estado", _("Estado"), lambda row: str(STATES.get(row.decision, row.decision))),
        Column("origen", _("Quién lo notó"), lambda row: row.get_origin_display()),
        Column("hallado", _("Hallado"), lambda row: row.found_at),
        Column("decidido", _("Decidido"), lambda row: row.decided_at),
    ],
)


MERGES = Listing(
    name="uniones",
    order="-unido",
    sorts=[Sort("unido", ("merged_at", "id"))],
    filters=[Filter("deshechas", _("Solo deshechas"), lambda rows, _value: rows.filter(undone_at__isnull=False))],
    columns=[
        Column("quedo", _("Quedó"), lambda row: row.survivor.full_name),
        Column("seunio", _("Se unió"), lambda row: row.absorbed.full_name),
        Column("unido", _("Unido"), lambda row: row.merged_at),
        Column("deshecho", _("Deshecho"), lambda row: row.undone_at),
        Column("motivo", _("Motivo"), lambda row: row.undo_reason),
    ],
)


def found(rows: Any, text: str) -> Any:
    """Pairs of which one record's surnames begin as typed."""
    return _either(rows, text, ("person", "other"))


def found_merges(rows: Any, text: str) -> Any:
    """Merges of which one record's surnames begin as typed: who stayed or who went."""
    return _either(rows, text, ("survivor", "absorbed"))


def _either(rows: Any, text: str, columns: tuple[str, str]) -> Any:
    if not text:
        return rows
    persons = Person.objects.filter(sort_name__begins=folded(text)).values("pk")
    one, other = columns
    return rows.filter(Q((f"{one}__in", persons)) | Q((f"{other}__in", persons)))
