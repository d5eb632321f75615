"""Which forms move an application, and what does each ask for?"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.base.forms import Combobox, Segment
from ruta.cases.actions.following import CHANNELS as CONTACT_CHANNELS
from ruta.cases.selectors.labels import CHANNELS, RESULTS
from ruta.desk.cases.forms.fields import DATES, NEEDED, WRONG_DATE, VersionedForm, choice, day, pairs, words
from ruta.employers.models import Vacancy
from ruta.placements.actions import Said
from ruta.placements.enums import ApplicationVerb
from ruta.placements.models import Application, Shortlist
from ruta.placements.rules.applications import BY_KEY
from ruta.placements.selectors import BREACHES, BY, PLACES, WORKS, reasons_of

V = ApplicationVerb
NOTE = _("Nota para el equipo")
STANDING = {
    "received": _("ya va en la terna firmada de %(job)s, %(employer)s"), "sent": _("ya va en la terna de %(job)s, %(employer)s, sin firmar"),
}  # fmt: skip


class StepForm(VersionedForm):
    """A verb that asks for nothing but perhaps a note."""

    note = words(NOTE, required=False, rows=2)

    def __init__(self, *args: Any, application: Application, verb: str, **kwargs: Any) -> None:
        """Keep what the form is about."""
        super().__init__(*args, **kwargs)
        self.initial["version"] = application.version
        self.application, self.verb = application, verb

    def said(self) -> Said:
        """What was typed, for the action."""
        return Said(note=self.cleaned_data["note"])


class ReasonForm(StepForm):
    """Who said no, and why: a coded reason, grouped by who."""

    reason = choice(_("Quién dijo que no, y por qué"), [], widget=forms.Select())
    field_order = ("version", "reason", "note")

    def __init__(self, *args: Any, application: Application, verb: str, **kwargs: Any) -> None:
        """Offer the reasons that fit the step."""
        super().__init__(*args, application=application, verb=verb, **kwargs)
        line = BY_KEY[application.state, verb]  # type: ignore[index]
        groups = [(str(label), [(each.code, each.label()) for each in reasons_of(by)]) for by, label in BY.items() if by in line.by]
        self.fields["reason"].choices = [("", "—"), *groups]  # type: ignore[attr-defined]

    def said(self) -> Said:
        """The reason too."""
        return Said(note=self.cleaned_data["note"], reason=self.cleaned_data["reason"])


class InterviewForm(StepForm):
    """When the employer talks to the person."""

    day = forms.SplitDateTimeField(
        label=_("Día y hora"), input_date_formats=DATES, widget=forms.SplitDateTimeWidget(date_attrs={"type": "date"}, time_attrs={"type": "time"}),
        error_messages=NEEDED | {"invalid_date": WRONG_DATE["invalid"], "invalid_time": _("Escriba la hora, por ejemplo 14:30.")},
    )  # fmt: skip
    field_order = ("version", "day", "note")

    def said(self) -> Said:
        """The moment too."""
        return Said(note=self.cleaned_data["note"], at=self.cleaned_data["day"])


class HireForm(StepForm):
    """From which day on, for how much."""

    day = day(_("Primer día de trabajo"))
    wage = forms.IntegerField(
        label=_("Salario acordado al mes (L)"), required=False, min_value=1, max_value=500_000,
        error_messages={"invalid": _("Escriba el salario al mes en lempiras, sin centavos.")},
    )  # fmt: skip
    field_order = ("version", "day", "wage", "note")

    def said(self) -> Said:
        """The day and the wage too."""
        return Said(note=self.cleaned_data["note"], day=self.cleaned_data["day"], wage=self.cleaned_data["wage"])


class ContactForm(forms.Form):
    """What came of a contact after a hire."""

    result = choice(_("Qué pasó"), [(code, RESULTS[code]) for code in ("reached", "not_reached", "declined")], widget=Segment())
    channel = choice(_("Medio"), [(code, CHANNELS[code]) for code in CONTACT_CHANNELS], widget=Segment())
    works = choice(_("¿Sigue trabajando ahí?"), pairs(WORKS), widget=Segment())
    note = words(
        _("Qué contó la persona"), required=False, rows=3, help_text=_("Si algo no se cumple, anótelo además como incumplimiento.")
    )


FORMS: dict[str, type[StepForm]] = {
    V.REFUSE: ReasonForm, V.WITHDRAW: ReasonForm, V.FALL_THROUGH: ReasonForm, V.INVITE: InterviewForm, V.HIRE: HireForm,
}  # fmt: skip


class ProposeForm(forms.Form):
    """Which vacancy is put before the person, and whether they said yes already."""

    vacancy = choice(_("Vacante"), [], widget=Combobox())
    wants = forms.BooleanField(label=_("La persona está aquí y quiere postularse"), required=False)
    note = words(NOTE, required=False, rows=2)

    def __init__(self, *args: Any, vacancies: list[Vacancy], **kwargs: Any) -> None:
        """Offer the vacancies where the person is not yet."""
        super().__init__(*args, **kwargs)
        self.fields["vacancy"].choices = [("", "—"), *((str(row.pk), f"{row.title}, {row.employer}") for row in vacancies)]  # type: ignore[attr-defined]


class ShortlistForm(forms.Form):
    """Who goes into the shortlist, in the order shown."""

    applications = forms.MultipleChoiceField(
        label=_("Personas preseleccionadas"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Marque al menos una persona.")},
    )
    note = words(_("Mensaje al empleador"), required=False, rows=2)

    def __init__(self, *args: Any, candidates: list[Application], standing: Mapping[int, list[Shortlist]], **kwargs: Any) -> None:
        """Offer whoever is preselected, and say of each in which shortlists they stand already; that forbids nothing."""
        super().__init__(*args, **kwargs)
        offered = [(str(row.pk), _named(row, standing.get(row.person_id, []))) for row in candidates]
        self.fields["applications"].choices = offered  # type: ignore[attr-defined]


def _named(row: Application, standing: list[Shortlist]) -> str:
    """The name, with where they stand already."""
    told = [str(STANDING[each.state]) % {"job": each.vacancy.title, "employer": each.employer} for each in standing]
    return f"{row.person.full_name} ({'; '.join(told)})" if told else row.person.full_name


class BreachForm(forms.Form):
    """Which promise was broken, and where."""

    place = choice(_("Dónde pasó"), pairs(PLACES), widget=Segment())
    codes = forms.MultipleChoiceField(
        label=_("Qué no se cumplió"), choices=pairs(BREACHES), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Marque qué no se cumplió.")},
    )  # fmt: skip
    note = words(_("Qué contó la persona"), required=False, rows=3, help_text=_("Sin nombres de terceros ni datos de salud."))


class ResolveForm(forms.Form):
    """How it ended."""

    resolution = words(_("Cómo se resolvió"), rows=3)
