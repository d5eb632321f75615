"""What is asked of whoever registers a space, calls a meeting, writes its minutes, or answers what was said there?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.base.forms import Combobox, Segment
from ruta.desk.cases.forms.fields import choice, day, line, words
from ruta.desk.employers.lists import departments_named
from ruta.desk.rounds.forms_following import chosen, institution_choices
from ruta.roadmap.actions import Heard, Minutes, SpaceTerms
from ruta.roadmap.enums import SpaceKind
from ruta.roadmap.models import Space
from ruta.territory.selectors import municipalities_named

SAID = ("present", "attended", "returned", "minutes")
NOBODY_NAMED = _("Hable de grupos y de instituciones, nunca de una persona por su nombre.")


def _count(label: Any, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=1_000_000, help_text=help_text)


class SpaceForm(forms.Form):
    """A space, in the order in which one would tell it."""

    kind = choice(_("Clase"), SpaceKind.choices, widget=Segment())
    name = line(_("Nombre"))
    purpose = words(_("Para qué se reúne"), rows=2)
    convener = choice(_("Institución que convoca"), institution_choices, widget=Combobox())
    department = choice(_("Departamento"), departments_named, required=False, help_text=_("Vacío es todo el país."))
    municipality = choice(
        _("Municipio"), municipalities_named, required=False, widget=Combobox(), help_text=_("Si es de un solo municipio.")
    )
    how_to_join = line(_("Cómo se participa"), required=False, help_text=_("Teléfono u oficina de la institución. Se publica."))
    members = _count(_("Integrantes"), _("Solo el número."))
    women = _count(_("De ellas, mujeres"))
    begins = day(_("Desde"))
    ends = day(_("Hasta"), required=False)
    document = line(_("Dirección del documento"), required=False, help_text=_("Donde se lee el plan o el reglamento."))
    is_public = forms.BooleanField(label=_("Cualquiera puede ver este espacio y sus actas publicadas"), required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def terms(self) -> SpaceTerms:
        """As the action takes it."""
        given: dict[str, Any] = self.cleaned_data
        return SpaceTerms(
            kind=given["kind"], name=given["name"], purpose=given["purpose"], convener=chosen(given["convener"]), department_code=given["department"],
            municipality_code=given["municipality"], how_to_join=given["how_to_join"], members=given["members"], women=given["women"],
            begins=given["begins"], ends=given["ends"], document=given["document"], is_public=given["is_public"],
        )  # fmt: skip


def of_space(row: Space) -> dict[str, Any]:
    """What the form begins with."""
    same = {name: getattr(row, name) for name in SpaceForm.base_fields if name not in ("convener", "department", "municipality")}
    return same | {"convener": str(row.convener_id), "department": row.department_id or "", "municipality": row.municipality_id or ""}


class ConveneForm(forms.Form):
    """When, where and about what."""

    held_on = day(_("Fecha"))
    place = line(_("Lugar"))
    agenda = words(
        _("Agenda"),
        rows=4,
        most=4000,
        help_text=_("Un punto en cada línea. Los compromisos abiertos vuelven solos; no hace falta escribirlos."),
    )


class MinutesForm(forms.Form):
    """Who came, how many, and what was said."""

    present = line(_("Instituciones presentes"), help_text=_("Instituciones, sin nombres de personas."))
    attended = _count(_("Personas que asistieron"))
    returned = _count(_("De ellas, retornadas"))
    minutes = words(_("Acta"), rows=8, help_text=NOBODY_NAMED, most=8000)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, space: Space | None, **kwargs: Any) -> None:
        """A survey counts households that answered."""
        super().__init__(*args, **kwargs)
        if space is not None and space.asks_households:
            self.fields["attended"].label = _("Hogares que contestaron")
            self.fields["returned"].label = _("De ellos, con alguna persona retornada")
            self.fields["minutes"].label = _("Qué se halló")

    def said(self) -> Minutes:
        """As the action takes it."""
        return Minutes(**self.cleaned_data)


class CancelForm(forms.Form):
    """Why it was not held."""

    reason = line(_("Por qué no se celebró"))


class TakeBackForm(forms.Form):
    """Why everybody read minutes that they should not."""

    why = line(_("Por qué se retira"), help_text=_("Lo lee cualquiera: sin nombres y sin repetir el error."), most=400)


class HeardForm(forms.Form):
    """What a community said."""

    theme = line(_("Tema"))
    said = words(_("Qué se dijo"), rows=3, help_text=NOBODY_NAMED)
    times = forms.IntegerField(label=_("Cuántas veces se dijo"), min_value=1, max_value=100_000, initial=1)
    institution = choice(_("Le toca responder a"), institution_choices, widget=Combobox())

    def heard(self, meeting: Any = None) -> Heard:
        """As the action takes it."""
        given: dict[str, Any] = self.cleaned_data
        return Heard(
            theme=given["theme"], said=given["said"], times=given["times"], institution=chosen(given["institution"]), meeting=meeting
        )


class AnswerForm(forms.Form):
    """What the institution does about it, and which commitment goes along."""

    answer = words(_("Respuesta"), rows=3, help_text=_("Diga qué se hará, qué no y por qué. Se publica si el espacio es público."))
    undertaking = choice(_("Compromiso"), [], required=False, help_text=_("Si la respuesta es un compromiso que este espacio ya acordó."))

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **kwargs: Any) -> None:
        """`offered` are the commitments of the same space."""
        super().__init__(*args, **kwargs)
        self.fields["undertaking"].choices = [("", "—"), *offered]  # type: ignore[attr-defined]
