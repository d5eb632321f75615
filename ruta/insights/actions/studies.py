"""How is a study registered, tied to the decision that it served, and let out; and how is a scenario written?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.days import wrong_year
from ruta.base.errors import Conflict, Invalid, NotFound, NotOpen
from ruta.base.papers import file_to_keep
from ruta.base.spelling import folded
from ruta.base.transactions import action
from ruta.insights.enums import Likelihood, StudyKind, Theme
from ruta.insights.models import Scenario, Study, StudyUse
from ruta.insights.policies import demand_registering, demand_showing
from ruta.insights.selectors.studies import is_let_out
from ruta.territory.models import Department

LONGEST, WORDS = 240, 6000
FARTHEST = 50
"""Years: nobody writes of what comes later."""
OLDEST = 75
"""Years: of before, a study is a year typed wrongly."""
Row = TypeVar("Row", Study, Scenario)


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyTerms:
    """What it is, who made and published it, what it found, and where it can be read."""

    kind: str
    title: str
    author: str
    source: str
    published_on: date
    themes: Sequence[str]
    departments: Sequence[str] = ()
    findings: str
    limits: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioTerms:
    """What could come, by which forces, how one would notice it, and what would be done."""

    title: str
    horizon: int
    themes: Sequence[str]
    drivers: str
    story: str
    signs: str
    response: str
    likelihood: str = Likelihood.UNKNOWN
    study_ids: Sequence[int] = ()


@action
def save_study(*, actor: Actor, terms: StudyTerms, content: bytes = b"", study_id: int | None = None, version: int | None = None) -> Study:
    """Register a study, or correct one that is not public; without an address or a file nobody could read it."""
    row = _held(Study, study_id, version) if study_id else Study(institution_id=actor.institution_id or 0, version=0)
    demand_registering(actor, row.institution_id)
    row.noted_by = actor.user_id  # whoever changed it last needs other eyes than their own
    _demand_study(row, terms, content)
    row.kind, row.title, row.sort_title = terms.kind, _short(terms.title), folded(_short(terms.title))
    row.author, row.source, row.published_on = _short(terms.author), _short(terms.source), terms.published_on
    row.themes, row.departments, row.url = sorted(set(terms.themes)), sorted(set(terms.departments)), terms.url.strip()
    row.findings, row.limits = terms.findings.strip()[:WORDS], terms.limits.strip()[:WORDS]
    if content:
        row.file_kind, row.content = file_to_keep(content)
    return _kept(row)


@action
def note_use(*, actor: Actor, study_id: int, decided_on: date, decision: str, where: str = "", result: str = "") -> StudyUse:
    """Say which decision of the own institution a study served."""
    demand_registering(actor, actor.institution_id or 0)
    study = Study.objects.filter(pk=study_id).first()
    if study is None:
        raise NotFound(_("Ese estudio no existe. Vuelva a la lista."))
    row = StudyUse(study=study, institution_id=actor.institution_id or 0)
    return _kept_use(actor, row, decided_on=decided_on, decision=decision, where=where, result=result)


@action
def change_use(*, actor: Actor, use_id: int, decided_on: date, decision: str, where: str = "", result: str = "") -> StudyUse:
    """Correct what the own institution noted, while nobody outside reads it."""
    return _kept_use(actor, _open_use(actor, use_id), decided_on=decided_on, decision=decision, where=where, result=result)


@action
def take_back_use(*, actor: Actor, use_id: int) -> StudyUse:
    """It was noted by mistake: it counts and is read no more."""
    row = _open_use(actor, use_id)
    row.taken_back_at = now()
    row.save(update_fields=["taken_back_at"])
    return row


@action
def show_study(*, actor: Actor, study_id: int, is_shown: bool) -> Study:
    """Let everybody read it, or take it back."""
    return _shown(actor, _held(Study, study_id, None), is_shown=is_shown)


@action
def save_scenario(*, actor: Actor, terms: ScenarioTerms, scenario_id: int | None = None, version: int | None = None) -> Scenario:
    """Write a scenario, or correct one that is not public."""
    is_new = scenario_id is None
    row = Scenario(institution_id=actor.institution_id or 0, version=0) if is_new else _held(Scenario, scenario_id, version)
    demand_registering(actor, row.institution_id)
    row.noted_by = actor.user_id
    _demand_scenario(row, terms)
    row.title, row.sort_title, row.horizon, row.themes = (
        _short(terms.title),
        folded(_short(terms.title)),
        terms.horizon,
        sorted(set(terms.themes)),
    )
    for name in ("drivers", "story", "signs", "response"):
        setattr(row, name, getattr(terms, name).strip()[:WORDS])
    row.likelihood = terms.likelihood
    row = _kept(row)
    row.studies.set(Study.objects.filter(pk__in=terms.study_ids))
    return row


@action
def show_scenario(*, actor: Actor, scenario_id: int, is_shown: bool) -> Scenario:
    """Let everybody read it, or take it back."""
    return _shown(actor, _held(Scenario, scenario_id, None), is_shown=is_shown)


def _open_use(actor: Actor, use_id: int) -> StudyUse:
    rows = StudyUse.objects.select_for_update(of=("self",)).select_related("study")
    row = rows.filter(pk=use_id, taken_back_at=None).first()
    if row is None:
        raise NotFound(_("Esa decisión ya no está. Vuelva al estudio."))
    demand_registering(actor, row.institution_id)
    if is_let_out(row):
        raise NotOpen(_("Ya es público. Quite el estudio del público antes de cambiarlo."))
    return row


def _kept_use(actor: Actor, row: StudyUse, *, decided_on: date, decision: str, where: str, result: str) -> StudyUse:
    if not decision.strip():
        raise _fault("decision", _("Escriba qué se decidió."))
    if decided_on > today() or decided_on < row.study.published_on:
        raise _fault("decided_on", _("La decisión es posterior al estudio y no del futuro. Revise la fecha."))
    row.decided_on, row.decision, row.where, row.result = (
        decided_on,
        decision.strip()[:WORDS],
        where.strip()[:LONGEST],
        result.strip()[:WORDS],
    )
    row.noted_at, row.noted_by = now(), actor.user_id
    row.save()
    return row


def _demand_study(row: Study, terms: StudyTerms, content: bytes) -> None:
    faults = {name: _("Escríbalo.") for name in ("title", "author", "source", "findings") if not getattr(terms, name).strip()}
    if terms.kind not in StudyKind.values:
        faults["kind"] = _("Elija una opción de la lista.")
    faults |= _themes(terms.themes)
    if terms.published_on > today():
        faults["published_on"] = _("Ese día todavía no llega.")
    elif sentence := wrong_year(terms.published_on, back=OLDEST):
        faults["published_on"] = sentence
    if Department.objects.filter(pk__in=terms.departments).count() != len(set(terms.departments)):
        faults["departments"] = _("Elija departamentos de la lista.")
    if terms.url.strip() and urlsplit(terms.url.strip()).scheme not in {"http", "https"}:
        faults["url"] = _("Escriba la dirección completa, con https://.")
    if not terms.url.strip() and not content and row.content is None:
        faults["url"] = _("Ponga la dirección o el archivo: un estudio que nadie puede leer no se cita.")
    title = _short(terms.title)
    twins = Study.objects.filter(institution=row.institution_id, title=title, published_on=terms.published_on).exclude(pk=row.pk)
    if twins.exists():
        faults["title"] = _("Ese estudio ya está registrado.")
    _demand(row, faults)


def _demand_scenario(row: Scenario, terms: ScenarioTerms) -> None:
    faults = {name: _("Escríbalo.") for name in ("title", "drivers", "story", "signs", "response") if not getattr(terms, name).strip()}
    if not today().year <= terms.horizon <= today().year + FARTHEST:
        faults["horizon"] = _("El año va de este en adelante.")
    if terms.likelihood not in Likelihood.values:
        faults["likelihood"] = _("Elija una opción de la lista.")
    _demand(row, faults | _themes(terms.themes))


def _themes(themes: Sequence[str]) -> dict[str, str]:
    return {} if themes and set(themes) <= set(Theme.values) else {"themes": _("Elija al menos un tema.")}


def _demand(row: Study | Scenario, faults: dict[str, str]) -> None:
    if row.shown_at:
        raise NotOpen(_("Ya es público. Quítelo del público antes de cambiarlo."))
    if faults:
        raise Invalid(_("No se guardó: falta corregir algo."), fields=faults)


def _held(kind: type[Row], pk: int | None, version: int | None) -> Row:
    row = kind.objects.select_for_update(of=("self",)).filter(pk=pk or 0).first()  # type: ignore[attr-defined]
    if row is None:
        raise NotFound(_("Eso ya no está. Vuelva a la lista."))
    if version is not None and row.version != version:
        raise Conflict(_("Otra persona lo cambió mientras usted escribía. Recargue y compare."))
    found: Row = row
    return found


def _kept(row: Row) -> Row:
    row.version, row.noted_at = row.version + 1, now()
    row.save()
    return row


def _shown(actor: Actor, row: Row, *, is_shown: bool) -> Row:
    demand_showing(actor, row)
    if (row.shown_at is not None) == is_shown:
        raise NotOpen(_("Ya está así. Recargue la página."))
    row.shown_at, row.shown_by = (now(), actor.user_id) if is_shown else (None, None)
    row.save(update_fields=["shown_at", "shown_by"])
    return row


def _short(text: str) -> str:
    return " ".join(text.split())[:LONGEST]


def _fault(field: str, sentence: str) -> Invalid:
    return Invalid(sentence, fields={field: sentence})
