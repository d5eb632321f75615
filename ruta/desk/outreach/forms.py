"""What is asked of whoever plans, notes, hands in or approves what many are told?"""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ruta.base.clock import today
from ruta.base.context import Actor
from ruta.base.forms import Calendar, Chips, Combobox, UploadField
from ruta.base.papers import ACCEPTED
from ruta.communication.enums import PARTS, MaterialKind, Medium, MilestoneKind, Segment, StrategyAim
from ruta.communication.selectors import segments_offered, sessions
from ruta.directory.models import Office
from ruta.territory.selectors import departments, municipalities_named, territories

MOST = 10**10
LANGUAGES = (("es", gettext_lazy("Español")), ("en", gettext_lazy("Inglés")), ("hn", gettext_lazy("Lengua indígena o garífuna")))


def words(label: Any, *, required: bool = True, hint: Any = "", most: int = 3000, rows: int = 3) -> forms.CharField:
    """A few lines of text."""
    return forms.CharField(label=label, required=required, help_text=hint, max_length=most, widget=forms.Textarea(attrs={"rows": rows}))


def _file() -> UploadField:
    return UploadField(
        label=gettext_lazy("Archivo"), widget=forms.FileInput(attrs={"accept": ACCEPTED}), help_text=gettext_lazy("PDF o imagen de hasta 5 MB.")
    )  # fmt: skip


def _places() -> list[tuple[str, str]]:
    rows = territories().order_by("sort_name", "pk")
    return [("", _("Todo el país")), *((row.pk, row.priority_name or row.name) for row in rows)]


def parts_of(aim: str) -> list[tuple[str, str]]:
    """The parts that a strategy of this aim has."""
    return [(code, str(MilestoneKind(code).label)) for code in PARTS[StrategyAim(aim)]]


class CorrectForm(forms.Form):
    """What the strategy is for."""

    title = forms.CharField(label=gettext_lazy("Título"), max_length=160)
    begins = forms.DateField(label=gettext_lazy("Desde"), widget=Calendar(), initial=today)
    ends = forms.DateField(label=gettext_lazy("Hasta"), widget=Calendar())
    summary = words(gettext_lazy("Qué busca y por qué vías"))


class StrategyForm(CorrectForm):
    """The same of a new one, which is of something."""

    aim = forms.ChoiceField(label=gettext_lazy("De qué es"), choices=StrategyAim.choices, initial=StrategyAim.COMMUNICATION)


class MilestoneForm(forms.Form):
    """A weighted piece of it."""

    kind = forms.ChoiceField(label=gettext_lazy("Parte"), choices=MilestoneKind.choices)
    title = forms.CharField(label=gettext_lazy("Qué se va a hacer"), max_length=160)
    weight = forms.IntegerField(
        label=gettext_lazy("Peso"),
        min_value=1,
        max_value=100,
        help_text=gettext_lazy("De 1 a 100. La cifra es la parte del peso que está verificada."),
    )
    due_on = forms.DateField(label=gettext_lazy("Para cuándo"), widget=Calendar())
    segment = forms.ChoiceField(label=gettext_lazy("Para quién"), choices=Segment.choices)
    territory_code = forms.ChoiceField(label=gettext_lazy("Territorio"), required=False, widget=Combobox())

    def __init__(self, *args: Any, aim: str, **kwargs: Any) -> None:
        """Offer the parts of such a strategy, and the territories."""
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = parts_of(aim)  # type: ignore[attr-defined]
        self.fields["territory_code"].choices = _places()  # type: ignore[attr-defined]


class EvidenceForm(forms.Form):
    """What shows that a piece is done."""

    evidence = words(
        gettext_lazy("Qué lo demuestra"), hint=gettext_lazy("Documento, dirección o acta. Sin nombres de personas atendidas."), rows=2
    )
    evidence_on = forms.DateField(label=gettext_lazy("Qué día se logró"), widget=Calendar(), initial=today)


class VerifyForm(forms.Form):
    """Whether the evidence shows it."""

    is_done = forms.TypedChoiceField(
        label=gettext_lazy("¿La evidencia lo demuestra?"), coerce=lambda said: said == "si",
        choices=(("si", gettext_lazy("Sí, verificado")), ("no", gettext_lazy("No, se devuelve"))),
    )  # fmt: skip
    doubt = words(gettext_lazy("Si se devuelve, qué le falta"), required=False, rows=2)


class MediaForm(forms.Form):
    """A line of the media plan."""

    title = forms.CharField(label=gettext_lazy("Qué se difunde"), max_length=160)
    medium = forms.ChoiceField(label=gettext_lazy("Medio"), choices=Medium.choices)
    outlet = forms.CharField(label=gettext_lazy("Emisora, periódico o página"), max_length=160, required=False)
    segment = forms.ChoiceField(label=gettext_lazy("Para quién"), choices=Segment.choices)
    territory_code = forms.ChoiceField(label=gettext_lazy("Territorio"), required=False, widget=Combobox())
    begins = forms.DateField(label=gettext_lazy("Desde"), widget=Calendar(), initial=today)
    ends = forms.DateField(label=gettext_lazy("Hasta"), widget=Calendar(), initial=today)
    budget = forms.IntegerField(label=gettext_lazy("Presupuesto (L)"), min_value=0, max_value=MOST, initial=0)
    reach = forms.IntegerField(label=gettext_lazy("A cuántas personas se espera llegar"), min_value=0, max_value=20_000_000, initial=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the territories."""
        super().__init__(*args, **kwargs)
        self.fields["territory_code"].choices = _places()  # type: ignore[attr-defined]


class MediaDoneForm(forms.Form):
    """What came of it."""

    spent = forms.IntegerField(label=gettext_lazy("Gastado (L)"), min_value=0, max_value=MOST)
    reached = forms.IntegerField(label=gettext_lazy("A cuántas personas llegó"), min_value=0, max_value=20_000_000)
    source = words(gettext_lazy("Quién lo contó"), hint=gettext_lazy("La emisora, la red social, un conteo en el lugar…"), rows=2)


class SourceForm(forms.Form):
    """Why a line is called off."""

    source = words(gettext_lazy("Por qué"), rows=2)


class NoteForm(forms.Form):
    """Why something is called off or sent back."""

    note = words(gettext_lazy("Por qué"), rows=2)


class SessionForm(forms.Form):
    """What is talked about, where and when."""

    topic = forms.CharField(label=gettext_lazy("Tema"), max_length=160)
    place = forms.CharField(
        label=gettext_lazy("Lugar"),
        max_length=160,
        help_text=gettext_lazy("Como lo diría a quien llega: «casa comunal, frente al parque»."),
    )
    municipality_code = forms.ChoiceField(
        label=gettext_lazy("Municipio"), widget=Combobox(), error_messages={"required": gettext_lazy("Elija un municipio de la lista.")}
    )
    office = forms.ChoiceField(label=gettext_lazy("Oficina que la da"), required=False, widget=Combobox())
    held_on = forms.DateField(label=gettext_lazy("Día"), widget=Calendar())
    starts_at = forms.TimeField(label=gettext_lazy("Hora"), widget=forms.TimeInput(attrs={"type": "time"}))
    segment = forms.ChoiceField(label=gettext_lazy("Para quién"), choices=Segment.choices)
    is_public = forms.BooleanField(label=gettext_lazy("Se anuncia al público"), required=False, initial=True)

    def __init__(self, *args: Any, institution_id: int | None, **kwargs: Any) -> None:
        """Offer the municipalities and the own offices."""
        super().__init__(*args, **kwargs)
        rows = Office.objects.filter(institution=institution_id or 0, is_active=True).order_by("name", "pk")
        self.fields["municipality_code"].choices = [("", _("Elija una opción")), *municipalities_named()]  # type: ignore[attr-defined]
        self.fields["office"].choices = [("", _("Ninguna en particular")), *((str(row.pk), row.name) for row in rows)]  # type: ignore[attr-defined]


class AttendedForm(forms.Form):
    """How many came, by group. One person may be in several groups."""

    attended = forms.IntegerField(label=gettext_lazy("Asistieron"), min_value=0, max_value=100_000)
    women = forms.IntegerField(label=gettext_lazy("De ellas, mujeres"), min_value=0, max_value=100_000, initial=0)
    youth = forms.IntegerField(label=gettext_lazy("Jóvenes"), min_value=0, max_value=100_000, initial=0)
    transit = forms.IntegerField(label=gettext_lazy("Personas en tránsito"), min_value=0, max_value=100_000, initial=0)
    note = words(gettext_lazy("Qué se preguntó"), required=False, hint=gettext_lazy("Sin nombres."), rows=2)


class MaterialWordsForm(forms.Form):
    """What a material is, for whom and what for."""

    kind = forms.ChoiceField(label=gettext_lazy("Qué es"), choices=MaterialKind.choices)
    title = forms.CharField(label=gettext_lazy("Título"), max_length=160)
    purpose = words(gettext_lazy("Para qué"), rows=2)
    segment = forms.ChoiceField(label=gettext_lazy("Para quién"), choices=Segment.choices)
    language = forms.ChoiceField(label=gettext_lazy("Idioma"), choices=LANGUAGES)
    is_public = forms.BooleanField(label=gettext_lazy("El público lo puede bajar cuando se apruebe"), required=False, initial=True)


class MaterialForm(MaterialWordsForm):
    """A new one with its first file."""

    file = _file()


class VersionForm(forms.Form):
    """Another file of it."""

    changes = words(gettext_lazy("Qué cambió"), rows=2)
    file = _file()


class JudgeForm(forms.Form):
    """Whether a version may be used."""

    is_approved = forms.TypedChoiceField(
        label=gettext_lazy("¿Se aprueba?"), coerce=lambda said: said == "si",
        choices=(("si", gettext_lazy("Sí")), ("no", gettext_lazy("No, hay que corregir"))),
    )  # fmt: skip
    note = words(gettext_lazy("Qué hay que corregir"), required=False, rows=2)


class WithdrawForm(forms.Form):
    """Why a version is taken out of circulation."""

    why = words(gettext_lazy("Por qué se retira"), rows=2)


class CampaignForm(forms.Form):
    """What is told, and to whom."""

    title = forms.CharField(
        label=gettext_lazy("Título"), max_length=160, help_text=gettext_lazy("Asunto del correo y título de la página del enlace.")
    )
    text = words(
        gettext_lazy("Mensaje"), most=300, rows=2,
        hint=gettext_lazy("Lo que dice el SMS antes del enlace. Nada de salud, protección, retorno ni de lo que alguien necesita."),
    )  # fmt: skip
    text_en = words(gettext_lazy("Mensaje en inglés"), required=False, most=300, rows=2, hint=gettext_lazy("Para quien no habla español."))
    details = words(gettext_lazy("Detalles"), hint=gettext_lazy("Lo que se lee al abrir el enlace."), rows=4)
    session = forms.ChoiceField(label=gettext_lazy("Invita a la sesión"), required=False, widget=Combobox())
    segment = forms.ChoiceField(label=gettext_lazy("Para quién"))
    departments = forms.MultipleChoiceField(
        label=gettext_lazy("Departamentos"), required=False, widget=Chips(), help_text=gettext_lazy("Ninguno: todo el país.")
    )
    came_days = forms.IntegerField(label=gettext_lazy("Contar quién vino en cuántos días"), min_value=1, max_value=180, initial=30)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        """Offer what is ahead in the own institution."""
        super().__init__(*args, **kwargs)
        ahead = sessions(actor).filter(state="planned", held_on__gte=today()).order_by("held_on", "pk")
        offered = [(str(row.pk), f"{row.held_on:%d/%m} {row.topic}, {row.municipality.name}") for row in ahead]
        self.fields["session"].choices = [("", _("A ninguna")), *offered]  # type: ignore[attr-defined]
        self.fields["segment"].choices = segments_offered()  # type: ignore[attr-defined]
        self.fields["departments"].choices = [(row.pk, row.name) for row in departments()]  # type: ignore[attr-defined]


class ApproveForm(forms.Form):
    """Whether a campaign may go out."""

    is_approved = forms.TypedChoiceField(
        label=gettext_lazy("¿Sale?"), coerce=lambda said: said == "si",
        choices=(("si", gettext_lazy("Sí, que salga ahora")), ("no", gettext_lazy("No, hay que corregir"))),
    )  # fmt: skip
    note = words(gettext_lazy("Qué hay que corregir"), required=False, rows=2)
