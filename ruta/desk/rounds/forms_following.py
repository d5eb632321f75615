"""What is asked of whoever undertakes something, values a risk, writes minutes or puts a light by hand?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.base.forms import Combobox, Segment
from ruta.desk.cases.forms.fields import choice, day, line, words
from ruta.directory.models import Institution
from ruta.directory.selectors import institutions
from ruta.roadmap.actions import Valuation
from ruta.roadmap.enums import UndertakingKind

KEPT = "yes"
STEPS = [(str(number), str(number)) for number in range(1, 6)]
LIGHTS = [("", _("La regla")), ("done", _("Cumplida")), ("ok", _("En ruta")), ("risk", _("En riesgo")), ("late", _("Atrasada"))]


def institution_choices() -> list[tuple[str, str]]:
    """Every active institution, by its short name."""
    return [(str(pk), name) for pk, name in institutions().order_by("short_name").values_list("pk", "short_name")]


def chosen(text: str) -> Institution:
    """The institution of a choice that was checked already."""
    return Institution.objects.get(pk=int(text))


class UndertakingForm(forms.Form):
    """What, of which kind, by whom, by when."""

    kind = choice(_("Clase"), UndertakingKind.choices, widget=Segment())
    title = line(_("Qué se hará"))
    institution = choice(_("Institución que responde"), institution_choices, widget=Combobox())
    due_on = day(_("Vence"))


class CloseUndertakingForm(forms.Form):
    """Whether it was kept, and how it ended."""

    was_kept = choice(_("¿Se cumplió?"), lambda: [(KEPT, _("Sí, se cumplió")), ("no", _("No: se cierra sin cumplirse"))], widget=Segment())
    kept_on = day(_("Cuándo se cumplió"), required=False, help_text=_("Si fue antes de hoy. De este día sale si se cumplió a tiempo."))
    outcome = words(_("Cómo terminó"), rows=2)


class MeetingForm(forms.Form):
    """The minutes of a roundtable."""

    title = line(_("Nombre de la mesa"))
    held_on = day(_("Fecha"))
    place = line(_("Lugar"), required=False)
    present = line(_("Instituciones presentes"), help_text=_("Instituciones, sin nombres de personas."))
    minutes = words(
        _("Acta"),
        help_text=_("Qué se trató y qué se acordó. Los compromisos se agregan después, con responsable y fecha."),
        rows=6,
        most=8000,
    )


class RiskForm(forms.Form):
    """Probability, impact, control and when to look again."""

    probability = choice(_("Probabilidad, de 1 a 5"), STEPS, widget=Segment())
    impact = choice(_("Impacto, de 1 a 5"), STEPS, widget=Segment())
    control = words(_("Control: qué se hace para evitarlo"), required=False, rows=2)
    institution = choice(_("Institución que responde"), institution_choices, widget=Combobox())
    review_on = day(_("Próxima revisión"))

    def said(self) -> Valuation:
        """What the action takes."""
        given: dict[str, Any] = self.cleaned_data
        return Valuation(
            probability=int(given["probability"]), impact=int(given["impact"]), control=given["control"],
            institution=chosen(given["institution"]), review_on=given["review_on"],
        )  # fmt: skip


class LightForm(forms.Form):
    """Which light, and why."""

    light = forms.ChoiceField(label=_("Semáforo"), choices=LIGHTS, required=False, widget=Segment())
    reason = line(_("Motivo"))
