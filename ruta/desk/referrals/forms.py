"""What does staff write with a step of a referral, and to refer? One form, with the fields that a step asks for."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ruta.agenda.actions import Slot
from ruta.agenda.selectors import few_days, told_places
from ruta.base.clock import HONDURAS, now
from ruta.base.forms import Calendar, Combobox, TimeOffered
from ruta.referrals.enums import ReasonKind
from ruta.referrals.rules import NOT_YET
from ruta.referrals.selectors import BY_HAND, Offer, reason_book, said
from ruta.taxonomy.selectors import items

AREA = {"rows": 2}
OTHER = "otra"
CHOOSE = _("Elija una opción")
HOURS = (time(8), time(10), time(8))
NOT_A_RESULT = "not_delivered"
HEARD = [("", CHOOSE), ("office", _("En la oficina")), ("phone", _("Por llamada")), ("message", _("Por mensaje"))]
Choices = Sequence[tuple[Any, Any]]


class RadioChips(forms.RadioSelect):
    """One of a few, as chips."""

    template_name = "forms/widgets/chips.html"


class SlotField(forms.ChoiceField):
    """A near slot; one that was offered before midnight is still good after it."""

    def valid_value(self, value: str) -> bool:
        """Any moment that can be read, or a date of one's own."""
        try:
            return value == OTHER or datetime.fromisoformat(value).tzinfo is not None
        except ValueError:
            return False


def next_slots() -> list[tuple[str, str]]:
    """Three near mornings on working days, and a date of one's own."""
    day = now().date()
    found: list[tuple[str, str]] = []
    while len(found) < len(HOURS):
        day += timedelta(days=1)
        if day.weekday() < 5:
            at = datetime.combine(day, HOURS[len(found)], HONDURAS)
            found.append((at.isoformat(), f"{date_format(at, 'D j').lower()}, {at.hour}:{at.minute:02d}"))
    return [*found, (OTHER, str(_("Otra fecha")))]


def reason_choices(kind: ReasonKind) -> Choices:
    """The reasons that fit, in the order of the catalogue; one that only the clock gives is left out."""
    fits = [reason for reason in reason_book().reasons.values() if reason.kind is kind]
    return [("", CHOOSE), *((reason.code, said(reason)) for reason in fits)]


def _when(**_more: Any) -> forms.Field:
    slots = next_slots()
    return SlotField(label=_("Cita"), choices=slots, initial=slots[0][0], widget=RadioChips())


def _outcome(**_more: Any) -> forms.Field:
    offered = [(row.code, row.label()) for row in items("service_outcomes") if row.code != NOT_A_RESULT]
    return forms.ChoiceField(label=_("Resultado"), choices=[("", CHOOSE), *offered], widget=Combobox())


def _reason(*, kind: ReasonKind | None, **_more: Any) -> forms.Field:
    return forms.ChoiceField(label=_("Motivo"), choices=reason_choices(kind) if kind else [], widget=Combobox())


def _service(*, services: Choices, **_more: Any) -> forms.Field:
    return forms.ChoiceField(label=_("A qué servicio"), choices=[("", CHOOSE), *services], widget=Combobox())


def _text(label: Any, length: int, *, hint: Any = "", area: bool = False) -> Callable[..., forms.Field]:
    def build(**_more: Any) -> forms.Field:
        widget = forms.Textarea(AREA) if area else forms.TextInput()
        return forms.CharField(label=label, max_length=length, required=False, help_text=hint, widget=widget)

    return build


BUILD: Mapping[str, Callable[..., forms.Field]] = {
    "when": _when,
    "at": lambda **_more: TimeOffered(label=_("Horas libres")),
    "day": lambda **_more: forms.DateField(label=_("Día"), required=False, widget=Calendar()),
    "hour": lambda **_more: forms.TimeField(label=_("Hora"), required=False, widget=forms.TimeInput(attrs={"type": "time"})),
    "place": _text(_("Lugar"), 200),
    "bring": _text(_("Qué debe llevar"), 200),
    "ask_for": _text(_("Pregunta por"), 120),
    "service": _service,
    "reason": _reason,
    "outcome": _outcome,
    "how": lambda **_more: forms.ChoiceField(
        label=_("Cómo quedó"), widget=RadioChips(),
        choices=[("confirmed", _("La persona dice que ya está bien")), ("closed", _("Se cierra con una explicación"))],
    ),
    "heard_by": lambda **_more: forms.ChoiceField(label=_("Cómo lo dijo la persona"), choices=HEARD, required=False),
    "review_on": lambda **_more: forms.DateField(label=_("Fecha en que se vuelve a ver"), required=False, widget=Calendar()),
    "attempts": lambda **_more: forms.IntegerField(label=_("Intentos de contacto"), required=False, min_value=0, max_value=50),
    "note": _text(_("Explicación"), 600, hint=_("Sin datos de salud ni de seguridad."), area=True),
}  # fmt: skip
WIDE = frozenset({"when", "at", "note", "service", "reason", "outcome", "how"})


class StepForm(forms.Form):
    """The fields of one step; what the rules find missing is said beside its field."""

    def __init__(self, *args: Any, parts: Sequence[str], kind: ReasonKind | None = None, services: Choices = (), **kwargs: Any) -> None:
        """`kind` chooses the reasons, `services` the way on."""
        super().__init__(*args, **kwargs)
        self.offered: Offer = BY_HAND
        self.later: date | None = None
        for name in parts:
            self.fields[name] = BUILD[name](kind=kind, services=services)

    def offer(self, offer: Offer, since: date | None = None) -> None:
        """What is free, a few days at a time; while nothing is, there is nothing to fill in."""
        self.offered = offer
        shown, self.later = few_days(offer.places, since)
        if offer.is_full:
            self.fields.clear()
        elif offer.agendas:
            self.fields["at"].choices = told_places(shown)  # type: ignore[attr-defined]

    @property
    def placed(self) -> list[tuple[Any, str]]:
        """Each field with the columns that it takes."""
        return [(field, "12" if field.name in WIDE else "6") for field in self.visible_fields()]

    def clean(self) -> dict[str, Any]:
        """A date of one's own needs its day and hour."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("when") == OTHER:
            for name in ("day", "hour"):
                if given.get(name) is None:
                    self.add_error(name, _("Elija el día y la hora."))
        return given

    def slot(self) -> Slot | None:
        """The appointment as it was chosen or written; none while the agenda is full."""
        given = self.cleaned_data
        if self.offered.is_full:
            return None
        if "at" in given:
            agenda = self.offered.agenda_at(given["at"])
            return Slot(starts_at=given["at"], agenda_id=agenda.pk if agenda else None, bring=given["bring"], ask_for=given["ask_for"])
        at = datetime.combine(given["day"], given["hour"], HONDURAS) if given["when"] == OTHER else datetime.fromisoformat(given["when"])
        return Slot(starts_at=at, place=given["place"], bring=given["bring"], ask_for=given["ask_for"])

    def said(self, *names: str) -> dict[str, Any]:
        """The keywords that were given, of those named."""
        return {name: value for name in names if (value := self.cleaned_data.get(name)) not in (None, "")}

    @property
    def goes_on(self) -> bool:
        """Whether a result says that the service goes on."""
        return self.cleaned_data["outcome"] in NOT_YET


class ReferForm(forms.Form):
    """What is asked of the service, what is left out, and where the link goes when nobody there has an account."""

    request = forms.CharField(label=_("Qué se pide"), max_length=300, widget=forms.Textarea(AREA))
    leave_out = forms.MultipleChoiceField(label=_("No enviar"), required=False, widget=forms.CheckboxSelectMultiple())
    receiver_contact = forms.CharField(
        label=_("Correo o teléfono de la institución"), max_length=120, required=False,
        help_text=_("Nadie allí tiene cuenta: recibe un enlace de un solo uso que dura 8 días."),
    )  # fmt: skip

    def __init__(self, *args: Any, categories: Choices, needs_contact: bool, **kwargs: Any) -> None:
        """`categories` are those that would travel, less who the person is."""
        super().__init__(*args, **kwargs)
        self.fields["leave_out"].choices = categories  # type: ignore[attr-defined]
        if not categories:
            del self.fields["leave_out"]
        if needs_contact:
            self.fields["receiver_contact"].required = True
        else:
            del self.fields["receiver_contact"]
