"""Is the person at the counter in the register already? A search is a POST: it is logged."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from ruta.base.clock import today
from ruta.base.compiled import asked_of
from ruta.base.context import Actor
from ruta.base.errors import Invalid, RutaError, TooMany
from ruta.cases.models import Case
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.people.forms.searching import SearchForm, typed_in_box
from ruta.directory.models import Institution
from ruta.people import policies
from ruta.people.actions import search_persons
from ruta.people.enums import DismissReason
from ruta.people.linkage import FIELDS, Reason
from ruta.people.models import Person
from ruta.people.policies import SEARCH_ROLES
from ruta.people.rules import age_on
from ruta.people.selectors import Findings, Match, Stranger, readable_purposes

YES_NO = {
    "woman": (gettext_lazy("Es ella: abrir expediente"), gettext_lazy("No es ella")),
    "man": (gettext_lazy("Es él: abrir expediente"), gettext_lazy("No es él")),
    "unknown": (gettext_lazy("Es la persona: abrir expediente"), gettext_lazy("No es la persona")),
}
NOISE = 5
DOTS = {"sure": 4, "possible": 2, "unlikely": 1}


@dataclass(frozen=True, slots=True)
class Why:
    """One reason beside a candidate, in the reader's language."""

    label: str
    sentence: str
    reason: Reason

    @property
    def short(self) -> str:
        """The sentence alone when it names its field, else after the field's name."""
        return self.sentence if self.label.split()[0].lower() in self.sentence.lower() else f"{self.label}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class Row:
    """A candidate as the list shows it."""

    person: Person
    url: str
    case: Case | None
    about: str
    yes: str
    no: str
    score: int
    dots: int
    word: str
    is_sure: bool
    is_compared: bool
    reasons: list[Why]
    joins: bool = False  # a form of paper may go to this person's case


@require_http_methods(["GET", "HEAD", "POST"])
@roles(SEARCH_ROLES)
def search(request: DeskRequest) -> HttpResponse:
    """The form, and under it whoever looks alike."""
    if request.method != "POST":
        context = {"form": SearchForm(), "findings": None, "problem": "", "places": places_of(request.actor)}
        return render(request, "desk/people/search.html", context)
    typed = typed_in_box(request.POST["q"]) if "q" in request.POST else request.POST
    form = SearchForm(typed)
    actor = request.actor
    context, status = _found(actor, form)
    name = "parts/results" if request.headers.get("HX-Request") and "q" not in request.POST else "search"
    return render(request, f"desk/people/{name}.html", {"form": form, "places": places_of(actor), **context}, status=status)


def places_of(actor: Actor) -> list[tuple[str, str]]:
    """What waits around persons and permissions, for this role."""
    answers, reviews = policies.can_answer_requests(actor), policies.can_review_overrides(actor)
    places = [(_("Solicitudes de acceso"), "desk:access-requests", True)]
    places += [(_("Permisos por vencer"), "desk:ending-consents", answers), (_("Accesos excepcionales"), "desk:override-reviews", reviews)]
    return [(words, reverse(name)) for words, name, is_open in places if is_open]


def _found(actor: Actor, form: SearchForm) -> tuple[dict[str, Any], int]:
    form.full_clean()
    try:
        findings = search_persons(actor=actor, sought=form.record())
    except (Invalid, TooMany) as error:
        return {"findings": None, "problem": _sentence(form, error)}, error.status
    return results(actor, findings, form.data), 200


def _sentence(form: SearchForm, error: RutaError) -> str:
    return str(form.errors["birth_date"][0]) if form.errors.get("birth_date") and isinstance(error, Invalid) else str(error.message)


def results(actor: Actor, findings: Findings, typed: Any) -> dict[str, Any]:
    """What the list of results needs; also shown when a registration is stopped by somebody alike."""
    can_open = policies.can_open(actor)
    matches = _without_noise(findings.matches)
    cases = open_cases([match.person.pk for match in matches])
    rows = [
        row_of(match, cases.get(match.person.pk), is_first=place == 0, can_open=can_open, is_mine=_is_mine(actor, match.person))
        for place, match in enumerate(matches)
    ]
    return {
        "findings": findings,
        "problem": "",
        "typed": {name: typed.get(name, "") for name in SearchForm.base_fields},
        "rows": rows,
        "count": len(rows) + len(findings.strangers),
        "sure": [row for row in rows if row.is_sure],
        "strangers": [(stranger, agreed_words(stranger)) for stranger in findings.strangers],
        "ask_purposes": readable_purposes(Institution.objects.get(pk=policies.institution_of(actor))) if findings.strangers else [],
        "dismiss_reasons": DismissReason.choices,
        "can_register": policies.can_register(actor),
        "register_at": reverse("desk:register"),
        "can_open": can_open,
        "can_override": policies.can_override(actor),
    }


def _without_noise(matches: tuple[Match, ...]) -> list[Match]:
    """Beside somebody likely, those who share a relative's telephone only distract."""
    has_likely = any(match.candidate.band != "unlikely" for match in matches)
    return [match for match in matches if not has_likely or match.candidate.score >= NOISE]


def row_of(match: Match, case: Case | None, *, is_first: bool, can_open: bool, is_mine: bool) -> Row:
    """A candidate in words; the first, and whoever is almost sure, is compared datum by datum."""
    candidate = match.candidate
    is_sure = candidate.band == "sure"
    yes, no = YES_NO.get(match.person.sex, YES_NO["unknown"])
    return Row(
        person=match.person,
        url=_address(match.person, case) if can_open else "",
        case=case,
        yes=str(yes),
        no=str(no),
        about=about(match.person, with_place=is_mine),
        score=candidate.score,
        dots=DOTS[candidate.band],
        word=_(candidate.band_label),
        is_sure=is_sure,
        is_compared=is_sure or (is_first and candidate.band == "possible"),
        reasons=[Why(_(FIELDS[reason.field]), _(reason.sentence), reason) for reason in candidate.reasons],
    )


def open_cases(people: list[int]) -> dict[int, Case]:
    """The open case of each of these persons, as far as the actor may see it."""
    return {case.person_id: case for case in asked_of(_open, people)}


def _open(people: list[int]) -> QuerySet[Case]:
    # Of two that are linked the main one comes last, and stays.
    rows = Case.objects.filter(person__any_of=people, closed_at=None).select_related("office")
    return rows.order_by(F("linked_to").desc(nulls_last=True))


def _is_mine(actor: Actor, person: Person) -> bool:
    return person.owner_institution_id == actor.institution_id


def _address(person: Person, case: Case | None) -> str:
    return (case_url(case.pk) if case else "") or reverse("desk:person", args=[person.pk])


def case_url(case_id: int) -> str:
    """Where a case is shown; empty while that screen does not exist."""
    try:
        return reverse("desk:case", args=[case_id])
    except NoReverseMatch:
        return ""


def about(person: Person, *, with_place: bool = True) -> str:
    """Mujer, 29 años, Choloma; where they live only to whom their contact is open."""
    age = age_on(today(), person.birth_date)
    years = ngettext("%(count)s año", "%(count)s años", age) % {"count": age} if age is not None else ""
    sex = person.get_sex_display().lower() if person.sex != "unknown" else ""
    place = person.municipality.name if person.municipality and with_place else ""
    return ", ".join(part for part in (sex, years, place) if part)


def agreed_words(stranger: Stranger) -> list[tuple[str, str]]:
    """Which kinds of data agreed with a record that nobody here may see; never the data."""
    words = {
        "dni": ("met", _("El DNI es igual")),
        "dni_near": ("near", _("El DNI se parece")),
        "document": ("met", _("El documento es igual")),
        "birth_date": ("met", _("Coinciden el nacimiento y un nombre")),
        "phone": ("near", _("Mismo teléfono: puede ser familiar")),
        "name": ("near", _("Los nombres se parecen")),
    }
    kinds = [kind for kind in words if kind in stranger.agreed and not (kind == "dni_near" and "dni" in stranger.agreed)]
    return [words[kind] for kind in kinds]
