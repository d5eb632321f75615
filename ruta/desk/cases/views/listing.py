"""Which cases does the office have, and which of them are late?"""

from typing import Any

from django.db.models import OuterRef, Subquery
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from ruta.accounts.enums import CASE_ROLES, Role
from ruta.accounts.models import User
from ruta.base.access import log_access
from ruta.base.compiled import keeps_words
from ruta.base.context import Actor, current_actor
from ruta.base.listing import Column, Filter, Listing, Sort, exported, listed, recall, remember
from ruta.base.spelling import folded
from ruta.cases.models import Case
from ruta.cases.numbers import read_case_number
from ruta.cases.selectors import due_dates, late_cases, person_names
from ruta.cases.selectors.labels import SEGMENTS, STATES, coded, worded
from ruta.desk.gate import DeskRequest, roles
from ruta.directory.models import Office
from ruta.people.models import Person
from ruta.people.selectors import user_names
from ruta.taxonomy.selectors import choices, population, serving


def _offices() -> list[tuple[str, str]]:
    actor = current_actor()
    rows = Office.objects.filter(institution_id=actor.institution_id or 0, is_active=True) if actor else Office.objects.none()
    return [(str(office.pk), office.short_name) for office in rows]


def _officers() -> list[tuple[str, str]]:
    actor = current_actor()
    if actor is None:
        return []
    people = User.objects.filter(
        memberships__office__institution_id=actor.institution_id or 0, memberships__role__in=CASE_ROLES, is_active=True
    )
    rows = people.distinct().order_by("full_name").values_list("pk", "full_name")
    return [("yo", str(_("Los míos"))), ("nadie", str(_("Sin responsable"))), *((str(pk), name) for pk, name in rows)]


def _by_state(rows: Any, value: str) -> Any:
    return rows.filter(closed_at=None) if value == "abiertos" else rows.filter(state=value)


def _by_officer(rows: Any, value: str) -> Any:
    actor = current_actor()
    wanted = {"yo": actor.user_id if actor else None, "nadie": None}
    return rows.filter(officer_id=wanted.get(value, value))


def _names_strict() -> bool:
    actor = current_actor()
    return actor is not None and actor.sees_strict


def _modalities() -> list[tuple[str, str]]:
    """Whoever may not read the modality of a strict case does not find it by filtering either."""
    return [(code, words) for code, words in choices("modalities") if _names_strict() or not serving(code).is_strict]


def modality_in_list(row: Case) -> str:
    """The modality of a case among others; that of a strict one is read on its own page."""
    is_hidden = population(row.population).is_strict and not _names_strict()
    return gettext("Reservada") if is_hidden else coded("modalities", row.modality)


CASES = Listing(
    name="casos",
    order="-actividad",
    sorts=[
        Sort("actividad", ("last_activity_at", "id")),
        Sort("abierto", ("opened_at", "id")),
        Sort("numero", ("number", "id")),
    ],
    filters=[
        Filter(
            "estado",
            _("Estado"),
            _by_state,
            lambda: [("abiertos", str(_("Abiertos"))), *((code, str(word)) for code, word in STATES.items())],
        ),
        Filter("oficina", _("Oficina"), lambda rows, value: rows.filter(office_id=value), _offices),
        Filter("responsable", _("Responsable"), _by_officer, _officers),
        Filter(
            "segmento",
            _("Segmento"),
            lambda rows, value: rows.filter(segment=value),
            lambda: [(code, str(word)) for code, word in SEGMENTS.items()],
        ),
        Filter("modalidad", _("Modalidad"), lambda rows, value: rows.filter(modality=value), _modalities),
        Filter("tarde", _("Con algo tarde"), lambda rows, _value: late_cases(rows)),
    ],
    columns=[
        Column("numero", _("Expediente"), lambda row: row.number),
        Column("persona", _("Persona"), lambda row: row.person.full_name),
        Column("estado", _("Estado"), lambda row: worded(STATES, row.state)),
        Column("segmento", _("Segmento"), lambda row: worded(SEGMENTS, row.segment) if row.segment else ""),
        Column("modalidad", _("Modalidad"), modality_in_list),
        Column("oficina", _("Oficina"), lambda row: row.office.short_name),
        Column("responsable", _("Responsable"), lambda row: row.officer_name or ""),
        Column("abierto", _("Abierto"), lambda row: row.opened_at),
        Column("actividad", _("Última actividad"), lambda row: row.last_activity_at),
        Column("cerrado", _("Cerrado"), lambda row: row.closed_at),
    ],
)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(CASE_ROLES)
@keeps_words
def cases(request: DeskRequest) -> Any:
    """The cases of the institution; a search is posted and logged, an export too."""
    actor = request.actor
    if request.method == "POST":
        return _search(request, actor)
    word = request.GET.get("busca", "")
    text = recall(request, word)
    rows = found(Case.objects.filter(owner_institution_id=actor.institution_id), text)
    if request.GET.get("formato"):
        return _export(request, actor, rows)
    page = listed(CASES, rows.select_related("office"), request.GET, kept={"busca": word} if text else None)
    context = {"page": page, "rows": _told(page.rows), "text": text, "word": word, "is_coordinator": actor.role == Role.OFFICE_COORDINATOR}
    return render(request, "desk/cases/list.html", context)


def found(rows: Any, text: str) -> Any:
    """Cases whose number, or whose person's surnames, begin as typed."""
    if not text:
        return rows
    number = read_case_number(text)
    if number is not None:
        return rows.filter(number=str(number))
    if any(letter.isdecimal() for letter in text):
        return rows.filter(number__begins=text.upper().replace(" ", "-"))
    return rows.filter(person__in=Person.objects.filter(sort_name__begins=folded(text)).values("pk"))


def _search(request: DeskRequest, actor: Actor) -> HttpResponse:
    text = request.POST.get("q", "").strip()
    if not text:
        return redirect("desk:cases")
    log_access(actor, "search", scope="cases", letters=len(text))
    return redirect(f"{request.path}?busca={remember(request, text)}")


def _export(request: DeskRequest, actor: Actor, rows: Any) -> HttpResponseBase:
    log_access(actor, "export", scope="cases", format=request.GET["formato"])
    officers = User.objects.filter(pk=OuterRef("officer_id")).values("full_name")[:1]
    whole = rows.select_related("person", "office").annotate(officer_name=Subquery(officers))
    return exported(CASES, whole, request.GET, actor) or redirect("desk:cases")


def _told(rows: list[Case]) -> list[dict[str, Any]]:
    """Each case with the words of its codes and the name of its person, where it may be seen."""
    names, dues = person_names(row.person_id for row in rows), due_dates([row.pk for row in rows if row.closed_at is None])
    officers = user_names({row.officer_id for row in rows if row.officer_id})
    return [
        {
            "row": row, "name": names.get(row.person_id, ""), "officer": officers.get(row.officer_id or 0, ""), "state": worded(STATES, row.state),
            "segment": worded(SEGMENTS, row.segment) if row.segment else "", "modality": modality_in_list(row),
            "due_on": dues.get(row.pk),
        } for row in rows
    ]  # fmt: skip
