"""Which forms open a case, keep its needs and its plan?"""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.base.clock import today
from ruta.base.forms import Combobox, Segment
from ruta.base.numbers import read_number
from ruta.cases.models import Goal, Need
from ruta.cases.rules.plans import ActionDraft, GoalDraft
from ruta.cases.selectors.labels import KINDS, PRIORITIES, WHO
from ruta.desk.cases.forms.fields import DATES, VersionedForm, choice, day, line, pairs, words
from ruta.desk.people.forms.doors import SearchedDoors
from ruta.taxonomy.selectors import choices, needs, population, service_types

SPARE = 1  # empty lines offered at the end of a goal


class OpenForm(forms.Form):
    """What a case begins with."""

    modality = choice(_("Modalidad"), lambda: choices("modalities"))
    entry_point = choice(_("Por dónde llegó"), lambda: choices("entry_points"), widget=SearchedDoors())
    note = words(
        _("Nota de acogida"), required=False, rows=2, help_text=_("Lo que deba saber quien abra el caso. No escriba nada reservado aquí.")
    )


class NeedForm(forms.Form):
    """A need to open."""

    code = choice(_("Necesidad"), [], widget=Combobox())
    priority = choice(_("Prioridad"), pairs(PRIORITIES), required=False, help_text=_("Si la deja vacía, es la del catálogo."))
    due_on = day(_("Respuesta antes del"), required=False, help_text=_("Si la deja vacía, es el plazo del catálogo."))
    note = words(_("Nota"), required=False, rows=2)

    def __init__(self, *args: Any, of_population: str = "", **kwargs: Any) -> None:
        """Offer the needs of the catalogue that this population has; what explains each also finds it."""
        super().__init__(*args, **kwargs)
        hidden = population(of_population).needs_hidden
        every = [each for each in needs() if each.code not in hidden]
        self.fields["code"].choices = [("", "—"), *((each.code, each.label()) for each in every)]  # type: ignore[attr-defined]
        self.fields["code"].widget.also = {each.code: each.help() for each in every}  # type: ignore[attr-defined]


class NeedEditForm(VersionedForm):
    """The terms of an open need."""

    priority = choice(_("Prioridad"), pairs(PRIORITIES), widget=Segment())
    due_on = day(_("Respuesta antes del"))
    note = words(_("Nota"), required=False, rows=3)

    @staticmethod
    def values(need: Need) -> dict[str, Any]:
        """What it is drawn with."""
        return {"priority": need.priority, "due_on": need.due_on, "note": need.note, "version": need.version}


class DropForm(forms.Form):
    """Why something is let go."""

    note = words(_("Por qué ya no se atiende"), help_text=_("Por ejemplo: no quiso, no existe el servicio, ya lo resolvió por su cuenta."))


class ActionForm(VersionedForm):
    """One step of the plan."""

    label = line(_("Qué se hace"))
    due_on = day(_("Fecha"))
    who = choice(_("Quién lo hace"), pairs(WHO))


class NewActionForm(ActionForm):
    """A step to add."""

    kind = choice(_("Tipo"), pairs(KINDS))
    service_type = choice(_("Servicio"), [], required=False, widget=Combobox())
    version = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the coded services."""
        super().__init__(*args, **kwargs)
        self.fields["service_type"].choices = [("", "—"), *((each.code, each.label()) for each in service_types())]  # type: ignore[attr-defined]

    def draft(self) -> ActionDraft:
        """What was typed, for the action."""
        typed = self.cleaned_data
        return ActionDraft(
            label=typed["label"], due_on=typed["due_on"], who=typed["who"], kind=typed["kind"], service_type=typed["service_type"]
        )


class PlanForm(VersionedForm):
    """A whole plan: title, review and as many goals and steps as were drawn. Empty lines at the end count as not written."""

    title = line(_("Meta principal, con las palabras de la persona"))
    review_on = day(_("Se revisa el"), required=False)
    template = forms.CharField(required=False, widget=forms.HiddenInput)
    goals = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=12)

    def __init__(self, *args: Any, shape: Sequence[int] = (), **kwargs: Any) -> None:
        """`shape` tells how many steps each goal shows."""
        super().__init__(*args, **kwargs)
        self.shape = list(shape)
        for goal, steps in enumerate(self.shape):
            self._add_goal(goal)
            for step in range(steps):
                self._add_step(f"goal-{goal}-action-{step}")

    def _add_goal(self, goal: int) -> None:
        self.fields[f"goal-{goal}-label"] = line(_("Meta"), required=False)
        self.fields[f"goal-{goal}-due_on"] = forms.DateField(
            required=False, input_formats=DATES, label=_("Antes del"), widget=day("").widget
        )
        self.fields[f"goal-{goal}-actions"] = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def _add_step(self, place: str) -> None:
        self.fields[f"{place}-label"] = line(_("Acción"), required=False)
        self.fields[f"{place}-due_on"] = forms.DateField(required=False, input_formats=DATES, label=_("Fecha"), widget=day("").widget)
        self.fields[f"{place}-who"] = choice(_("Quién"), pairs(WHO), required=False)
        self.fields[f"{place}-kind"] = forms.CharField(required=False, widget=forms.HiddenInput)
        self.fields[f"{place}-service_type"] = forms.CharField(required=False, widget=forms.HiddenInput)
        self.fields[f"{place}-out"] = forms.BooleanField(required=False, label=_("Quitar"))

    def drafts(self) -> list[GoalDraft]:
        """The goals and steps that were written; lines that are empty or struck out are left."""
        return [self._goal(goal, steps) for goal, steps in enumerate(self.shape) if self._is_written(goal, steps)]

    def rows(self) -> list[dict[str, Any]]:
        """The goals with their fields, for the template."""
        return [
            {
                "number": goal + 1, "label": self[f"goal-{goal}-label"], "due_on": self[f"goal-{goal}-due_on"], "count": self[f"goal-{goal}-actions"],
                "steps": [
                    {name: self[f"goal-{goal}-action-{step}-{name}"] for name in ("label", "due_on", "who", "kind", "service_type", "out")}
                    for step in range(steps)
                ],
            } for goal, steps in enumerate(self.shape)
        ]  # fmt: skip

    def _goal(self, goal: int, steps: int) -> GoalDraft:
        typed = self.cleaned_data
        places = [f"goal-{goal}-action-{step}" for step in range(steps)]
        drafts = [self._step(place) for place in places if self._step_is_written(place)]
        return GoalDraft(label=typed.get(f"goal-{goal}-label", ""), due_on=typed.get(f"goal-{goal}-due_on"), actions=drafts)

    def _step(self, place: str) -> ActionDraft:
        typed = self.cleaned_data
        return ActionDraft(
            label=typed.get(f"{place}-label", ""), due_on=typed.get(f"{place}-due_on"), who=typed.get(f"{place}-who") or "counsellor",
            kind=typed.get(f"{place}-kind") or "person_task", service_type=typed.get(f"{place}-service_type", ""),
        )  # fmt: skip

    def _step_is_written(self, place: str) -> bool:
        typed = self.cleaned_data
        return not typed.get(f"{place}-out") and bool(typed.get(f"{place}-label") or typed.get(f"{place}-due_on"))

    def _is_written(self, goal: int, steps: int) -> bool:
        any_step = any(self._step_is_written(f"goal-{goal}-action-{step}") for step in range(steps))
        return any_step or bool(self.cleaned_data.get(f"goal-{goal}-label"))


def shape_of(data: Mapping[str, str]) -> list[int]:
    """How many goals and steps a sent plan has; never more than a sane number."""
    goals = min(12, read_number(data.get("goals", "")))
    return [min(20, read_number(data.get(f"goal-{goal}-actions", ""))) for goal in range(goals)]


def initial_of(goals: Sequence[GoalDraft], *, title: str, template: str, review_on: Any) -> tuple[dict[str, Any], list[int]]:
    """What a proposed plan fills a form with, and its shape with a spare line per goal."""
    values: dict[str, Any] = {"title": title, "template": template, "review_on": review_on, "goals": len(goals)}
    shape = [len(goal.actions) + SPARE for goal in goals]
    for number, goal in enumerate(goals):
        place = f"goal-{number}"
        values |= {f"{place}-label": goal.label, f"{place}-due_on": goal.due_on, f"{place}-actions": shape[number]}
        for step, each in enumerate(goal.actions):
            names = ("label", "due_on", "who", "kind", "service_type")
            values |= {f"{place}-action-{step}-{name}": getattr(each, name) for name in names}
    return values, shape


def blank_goal() -> GoalDraft:
    """An empty goal to write in."""
    return GoalDraft(label="", due_on=None, actions=[ActionDraft(label="", due_on=None), ActionDraft(label="", due_on=None)])


def draft_of_goal(goal: Goal, steps: Sequence[Any]) -> GoalDraft:
    """A goal already kept, as a draft of the next plan; dates that passed begin today."""
    drafts = [
        ActionDraft(label=step.label, due_on=max(step.due_on, today()), who=step.who, kind=step.kind, service_type=step.service_type)
        for step in steps
    ]
    return GoalDraft(label=goal.label, due_on=max(goal.due_on, today()), actions=drafts)
