"""What is asked of a course, of an edition, of who learns, and of a session?"""

import re
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ruta.base.clock import HONDURAS
from ruta.base.context import Actor
from ruta.base.errors import Invalid
from ruta.base.forms import Calendar, Combobox, Suggested
from ruta.base.numbers import read_number
from ruta.directory.models import Office
from ruta.people.enums import Sex
from ruta.training.actions import CourseTerms, EditionTerms, LearnerTerms
from ruta.training.enums import OfferedBy
from ruta.training.models import Course, Session
from ruta.training.selectors import choices_of_services
from ruta.training.selectors.courses import choices_of_agreements, choices_of_kinds, choices_of_sectors, programmes

NONE = ("", gettext_lazy("Ninguno"))
PHASE = re.compile(r"^(.*?)[\s;,:·-]+(\d{1,4})\s*(?:min\w*\.?)?$")
SEXES = {"": Sex.UNKNOWN, "f": Sex.WOMAN, "m": Sex.MAN, "mujer": Sex.WOMAN, "hombre": Sex.MAN, "femenino": Sex.WOMAN, "masculino": Sex.MAN}


class CourseForm(forms.Form):
    """A course or workshop, in the order in which one would tell it."""

    name = forms.CharField(label=gettext_lazy("Nombre"), max_length=160)
    kind = forms.ChoiceField(label=gettext_lazy("Tipo"))
    programme = forms.CharField(
        label=gettext_lazy("Programa"), max_length=160, required=False, widget=Suggested(lambda: [name for _pk, name in programmes()]),
        help_text=gettext_lazy("Reúne varios cursos. Elija uno que ya existe o escriba uno nuevo."),
    )  # fmt: skip
    offered_by = forms.ChoiceField(label=gettext_lazy("Quién lo ofrece"), choices=OfferedBy.choices, required=False, initial=OfferedBy.OWN)
    provider = forms.CharField(label=gettext_lazy("Qué otra institución"), max_length=160, required=False)
    hours = forms.IntegerField(label=gettext_lazy("Horas"), min_value=1, max_value=1000)
    aims = forms.CharField(label=gettext_lazy("Qué se logra"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000, required=False)
    method = forms.CharField(
        label=gettext_lazy("Cómo se enseña"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000, required=False
    )
    phases = forms.CharField(
        label=gettext_lazy("Sesiones"), widget=forms.Textarea(attrs={"rows": 4}), max_length=6000,
        help_text=gettext_lazy("Una por línea: el tema y sus minutos. Por ejemplo: La hoja de vida, 120"),
    )  # fmt: skip
    least_attendance = forms.IntegerField(label=gettext_lazy("Asistencia mínima (%)"), min_value=1, max_value=100, initial=80)
    least_grade = forms.IntegerField(
        label=gettext_lazy("Nota mínima, de 100"), min_value=1, max_value=100, required=False, help_text=gettext_lazy("Vacía si no hay evaluación.")
    )  # fmt: skip
    service_type = forms.ChoiceField(
        label=gettext_lazy("Servicio que recibe quien aprueba"), required=False, widget=Combobox(),
        help_text=gettext_lazy("Solo para personas atendidas: cuenta como atención y cumple el paso de su itinerario. Elíjalo para que la constancia lleve el nombre del curso: sin servicio, o si es reservado, dice «Curso de formación»."),
    )  # fmt: skip
    is_certified = forms.BooleanField(label=gettext_lazy("Quien aprueba recibe constancia"), required=False, initial=True)
    agreement = forms.ChoiceField(
        label=gettext_lazy("Convenio"), required=False, widget=Combobox(), choices=lambda: [NONE, *((str(pk), words) for pk, words in choices_of_agreements())]
    )  # fmt: skip
    sector = forms.ChoiceField(
        label=gettext_lazy("Sector"), required=False, widget=Combobox(), choices=lambda: [NONE, *choices_of_sectors()]
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        """Offer what the actor may give: else all that was typed would end at a closed door."""
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = choices_of_kinds(actor)  # type: ignore[attr-defined]
        self.fields["service_type"].choices = [NONE, *choices_of_services(actor)]  # type: ignore[attr-defined]

    def clean_offered_by(self) -> str:
        """The own institution, unless another is said."""
        return str(self.cleaned_data["offered_by"] or OfferedBy.OWN)

    def clean_phases(self) -> list[tuple[str, int]]:
        """Title and minutes of each line."""
        found = []
        for at, line in enumerate(filter(str.strip, self.cleaned_data["phases"].splitlines()), start=1):
            read = PHASE.match(line.strip())
            if read is None or not read[1].strip():
                raise forms.ValidationError(_("Línea %(at)s: escriba el tema y sus minutos, por ejemplo: La entrevista, 120.") % {"at": at})
            found.append((read[1].strip(), int(read[2])))
        return found

    def terms(self) -> CourseTerms:
        """As the action takes it."""
        said = dict(self.cleaned_data)
        agreement = said.pop("agreement")
        return CourseTerms(**said, agreement_id=int(agreement) if agreement else None)


def of_course(course: Course) -> dict[str, Any]:
    """What the form begins with."""
    kept = {name: getattr(course, name) for name in CourseForm.base_fields if name not in {"phases", "agreement", "programme"}}
    kept |= {"programme": course.programme.name if course.programme else ""}
    return kept | {"agreement": course.agreement_id or "", "phases": "\n".join(f"{title}, {minutes}" for title, minutes in course.phases)}


class CorrectForm(forms.Form):
    """What may change of an edition that goes on; its days move session by session."""

    place = forms.CharField(label=gettext_lazy("Lugar"), max_length=160)
    places = forms.IntegerField(label=gettext_lazy("Cupo"), min_value=1, max_value=2000)
    teacher = forms.CharField(label=gettext_lazy("Quién facilita"), max_length=160, required=False)


class EditionForm(CorrectForm):
    """When and where a course is given."""

    office = forms.ChoiceField(label=gettext_lazy("Oficina que la organiza"), widget=Combobox())
    starts_on = forms.DateField(label=gettext_lazy("Primera sesión"), widget=Calendar())
    hour = forms.TimeField(label=gettext_lazy("Hora"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    field_order = ("office", "place", "starts_on", "hour", "places", "teacher")

    def __init__(self, *args: Any, institution_id: int | None, **kwargs: Any) -> None:
        """Offer the offices of the institution."""
        super().__init__(*args, **kwargs)
        self.fields["office"].choices = offices_of(institution_id)  # type: ignore[attr-defined]

    def terms(self) -> EditionTerms:
        """As the action takes it."""
        given = dict(self.cleaned_data)
        return EditionTerms(office_id=int(given.pop("office")), **given)


class LinesForm(forms.Form):
    """Staff, as a list that somebody pastes from a sheet."""

    lines = forms.CharField(
        label=gettext_lazy("Una persona por línea"), widget=forms.Textarea(attrs={"rows": 5}), max_length=60_000,
        help_text=gettext_lazy("Nombre; correo; institución; sexo (M o F); puesto. Se puede pegar de una hoja de cálculo. Sin institución es la suya."),
    )  # fmt: skip

    def learners(self) -> list[LearnerTerms]:
        """As the action takes them."""
        rows = [re.split(r"\t|;", line) for line in self.cleaned_data["lines"].splitlines() if line.strip()]
        return [_learner(at, [cell.strip() for cell in row]) for at, row in enumerate(rows, start=1)]


class FindForm(forms.Form):
    """One box for a document, a case number or a name."""

    q = forms.CharField(
        label=gettext_lazy("DNI, número de caso o nombre"), max_length=120, error_messages={"required": gettext_lazy("Escriba con qué buscar.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip


class MoveForm(forms.Form):
    """Another time for a session."""

    title = forms.CharField(label=gettext_lazy("Tema"), max_length=160)
    day = forms.DateField(label=gettext_lazy("Día"), widget=Calendar())
    hour = forms.TimeField(label=gettext_lazy("Hora"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    minutes = forms.IntegerField(label=gettext_lazy("Minutos"), min_value=1, max_value=600)

    def given(self) -> dict[str, Any]:
        """As the action takes it."""
        said = self.cleaned_data
        starts = datetime.combine(said["day"], said["hour"], tzinfo=HONDURAS)
        return {"starts_at": starts, "minutes": said["minutes"], "title": said["title"]}


def of_session(session: Session) -> dict[str, Any]:
    """What the form begins with."""
    begins = session.starts_at.astimezone(HONDURAS)
    minutes = int((session.ends_at - session.starts_at).total_seconds() // 60)
    return {"title": session.title, "day": begins.date(), "hour": begins.time(), "minutes": minutes}


class NeedForm(forms.Form):
    """What staff of an office still has to learn."""

    office = forms.ChoiceField(label=gettext_lazy("Oficina"), widget=Combobox())
    topic = forms.CharField(label=gettext_lazy("Qué falta aprender"), max_length=160)
    persons = forms.IntegerField(label=gettext_lazy("Cuántas personas"), min_value=1, max_value=2000)
    why = forms.CharField(label=gettext_lazy("Por qué"), widget=forms.Textarea(attrs={"rows": 2}), max_length=1000, required=False)

    def __init__(self, *args: Any, institution_id: int | None, **kwargs: Any) -> None:
        """Offer the offices of the institution."""
        super().__init__(*args, **kwargs)
        self.fields["office"].choices = offices_of(institution_id)  # type: ignore[attr-defined]


class WhyForm(forms.Form):
    """Why a certificate is taken back."""

    why = forms.CharField(label=gettext_lazy("Por qué se revoca"), max_length=300)


class NameForm(forms.Form):
    """What a certificate should say; of a person the register says it."""

    name = forms.CharField(label=gettext_lazy("Nombre en la constancia"), max_length=160, required=False)


def offices_of(institution_id: int | None) -> list[tuple[str, str]]:
    """The offices of an institution, for choosing."""
    rows = Office.objects.filter(institution=institution_id or 0).order_by("name", "pk")
    return [(str(row.pk), row.name) for row in rows]


def read_grade(text: str) -> int | None:
    """A grade as somebody types it; nothing for an empty one."""
    if not text.strip():
        return None
    number = read_number(text.strip())
    if not number and text.strip() != "0":
        raise Invalid(_("«%(text)s» no es una nota: va de 0 a 100, sin decimales.") % {"text": text.strip()[:8]})
    return number


def _learner(at: int, cells: list[str]) -> LearnerTerms:
    if len(cells) < 2:
        sentence = _("Línea %(at)s: separe con punto y coma el nombre y el correo.") % {"at": at}
        raise Invalid(sentence, fields={"lines": sentence})
    name, email, institution, sex, post = [*cells, "", "", ""][:5]
    if sex.lower() not in SEXES:
        sentence = _("Línea %(at)s: el sexo se escribe M o F, o se deja vacío.") % {"at": at}
        raise Invalid(sentence, fields={"lines": sentence})
    return LearnerTerms(full_name=name, email=email, institution=institution, sex=SEXES[sex.lower()], post=post)
