"""What is asked of whoever writes posts and structures, or supposes something?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.accounts.enums import Role
from ruta.base.forms import Combobox
from ruta.desk.cases.forms.fields import choice, day, line, words
from ruta.directory.models import Office
from ruta.roadmap.selectors.scans import activities_offered
from ruta.staffing.actions import ActionTerms, PostTerms, SeatTerms
from ruta.staffing.enums import Supposed
from ruta.staffing.models import Post, PostVersion, Structure
from ruta.staffing.selectors import Serving, posts, supposable

LINES = _("Una en cada línea.")
SPARE = 3


class PostForm(forms.Form):
    """A post, in the order in which one would explain it."""

    title = line(_("Puesto"))
    role = choice(_("Rol en el sistema"), Role.choices, required=False, help_text=_("Con él se cuenta quién está."))
    process = line(_("Proceso en que trabaja"))
    purpose = words(_("Para qué existe"), rows=2)
    functions = words(_("Funciones"), rows=6, help_text=LINES)
    competences = words(_("Competencias"), rows=4, help_text=LINES)
    requirements = words(_("Requisitos"), required=False, rows=3, help_text=LINES)
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def terms(self) -> PostTerms:
        """As the action takes it."""
        said = self.cleaned_data
        return PostTerms(**{name: said[name] for name in ("process", "purpose", "functions", "competences", "requirements")})


def of_version(post: Post, row: PostVersion | None) -> dict[str, Any]:
    """What the form of a post begins with."""
    facts = {name: getattr(row, name) for name in ("process", "purpose", "functions", "competences", "requirements")} if row else {}
    return {"title": post.title, "role": post.role, **facts, "revision": row.revision if row and row.state == "draft" else None}


class StructureForm(forms.Form):
    """The processes of an office, and its seats: as many lines as there are posts, and some more."""

    processes = words(_("Procesos de la oficina"), rows=4, help_text=LINES)
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, lines: int, **kwargs: Any) -> None:
        """One group of fields for each line."""
        super().__init__(*args, **kwargs)
        self.lines = lines
        offered = [(str(row.pk), row.title) for row in posts().order_by("sort_title", "pk")]
        for at in range(lines):
            self.fields[f"post_{at}"] = choice(_("Puesto"), offered, required=False)
            self.fields[f"count_{at}"] = forms.IntegerField(label=_("Plazas"), required=False, min_value=1, max_value=200)
            self.fields[f"to_{at}"] = choice(_("Depende de"), offered, required=False)

    @property
    def rows(self) -> list[tuple[Any, Any, Any]]:
        """The fields of each line."""
        return [(self[f"post_{at}"], self[f"count_{at}"], self[f"to_{at}"]) for at in range(self.lines)]

    def clean(self) -> dict[str, Any]:
        """A line says both its post and how many, or nothing."""
        said = super().clean() or {}
        for at in range(self.lines):
            post, count = f"post_{at}", f"count_{at}"
            if said.get(post) and said.get(count) is None and count not in self.errors:
                self.add_error(count, _("Escriba cuántas plazas."))
            if not said.get(post) and post not in self.errors and (said.get(count) or said.get(f"to_{at}")):
                self.add_error(post, _("Elija el puesto, o deje la línea vacía."))
        return said

    def seats(self) -> list[SeatTerms]:
        """The lines that were filled."""
        said, found = self.cleaned_data, []
        for at in range(self.lines):
            if said.get(f"post_{at}") and said.get(f"count_{at}"):
                to = said.get(f"to_{at}")
                found.append(SeatTerms(post_id=int(said[f"post_{at}"]), count=said[f"count_{at}"], answers_to_id=int(to) if to else None))
        return found


def of_structure(row: Structure | None) -> dict[str, Any]:
    """What the form of a structure begins with."""
    if row is None:
        return {}
    facts: dict[str, Any] = {"processes": row.processes, "revision": row.revision if row.state == "draft" else None}
    for at, seat in enumerate(row.seats.all()):
        facts |= {f"post_{at}": seat.post_id, f"count_{at}": seat.count, f"to_{at}": seat.answers_to_id or ""}
    return facts


class SupposedForm(forms.Form):
    """What holds from now on, and why."""

    kind = choice(_("Qué se supone"), Supposed.choices)
    code = choice(_("De qué servicio o tarea"), lambda: list(supposable().items()), required=False, widget=Combobox())
    office = choice(_("Solo para una oficina"), [], required=False)
    value = forms.DecimalField(label=_("Valor"), min_value=0, max_digits=7, decimal_places=2)
    source = line(_("De dónde sale"), help_text=_("Medición, norma, acuerdo o quién lo estimó y cuándo."))

    def __init__(self, *args: Any, institution_id: int | None, **kwargs: Any) -> None:
        """Offices of the institution."""
        super().__init__(*args, **kwargs)
        rows = Office.objects.filter(institution=institution_id or 0, is_active=True).order_by("name", "pk")
        self.fields["office"].choices = [("", "—"), *((str(row.pk), row.short_name) for row in rows)]  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        """As the action takes it."""
        given = dict(self.cleaned_data)
        office = given.pop("office")
        return given | {"office_id": int(office) if office else None}


class ProgrammedForm(forms.Form):
    """Work ahead."""

    title = line(_("Acción"))
    activity = choice(_("Actividad del plan"), [], required=False, widget=Combobox())
    hours = forms.DecimalField(label=_("Horas de trabajo de la oficina"), min_value=0, max_digits=8, decimal_places=1)
    starts_on = day(_("Empieza"))
    ends_on = day(_("Termina"))
    source = line(_("De dónde salen las horas"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The activities of the plans in force."""
        super().__init__(*args, **kwargs)
        offered = [(str(node.pk), f"{plan}: {node}"[:160]) for plan, nodes in activities_offered() for node in nodes]
        self.fields["activity"].choices = [("", "—"), *offered]  # type: ignore[attr-defined]

    def terms(self) -> ActionTerms:
        """As the action takes it."""
        said = dict(self.cleaned_data)
        activity = said.pop("activity")
        return ActionTerms(**said, activity_id=int(activity) if activity else None)


class ShareForm(forms.Form):
    """How much of a whole day somebody gives to this office."""

    user = choice(_("Quién"), [])
    share = forms.IntegerField(
        label=_("Parte de la jornada (%)"), min_value=1, max_value=100, help_text=_("100: jornada completa aquí. 50: medio tiempo.")
    )

    def __init__(self, *args: Any, people: list[Serving], **kwargs: Any) -> None:
        """Those who serve there today."""
        super().__init__(*args, **kwargs)
        self.fields["user"].choices = [("", "—"), *((str(each.user_id), each.name) for each in people)]  # type: ignore[attr-defined]


class DropForm(forms.Form):
    """Why it will not be done."""

    why = line(_("Por qué se quita"))
