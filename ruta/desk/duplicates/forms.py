"""What does somebody choose before two records become one, and before they part?"""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ruta.desk.duplicates.showing import education
from ruta.people.enums import Sex
from ruta.people.merging.choosing import ABSORBED, SURVIVOR, Choice
from ruta.people.merging.selectors import MergePage, Preview
from ruta.taxonomy.selectors import country_name
from ruta.territory.selectors import municipality

LABELS = {
    "given_names": gettext_lazy("Nombres"),
    "surnames": gettext_lazy("Apellidos"),
    "preferred_name": gettext_lazy("Le llaman"),
    "sex": gettext_lazy("Sexo en el documento"),
    "birth_date": gettext_lazy("Nacimiento"),
    "nationality": gettext_lazy("Nacionalidad"),
    "municipality_id": gettext_lazy("Municipio"),
    "place": gettext_lazy("Barrio, colonia o aldea"),
    "education": gettext_lazy("Nivel de estudios"),
    "dependants": gettext_lazy("Personas a su cargo"),
}
READ: dict[str, Any] = {
    "sex": lambda code: str(Sex(code).label),
    "birth_date": lambda day: date_format(day, "d/m/Y"),
    "nationality": country_name,
    "municipality_id": lambda code: municipality(code).name,
    "education": education,
}


class MergeForm(forms.Form):
    """One radio per field that differs, and one per question of the floors above."""

    def __init__(self, *args: Any, preview: Preview, **kwargs: Any) -> None:
        """The elder record's word is chosen beforehand; a question about cases is not."""
        super().__init__(*args, **kwargs)
        self.preview = preview
        for each in preview.choices:
            self.fields[f"field_{each.field}"] = forms.ChoiceField(
                label=LABELS[each.field], choices=_sides(each), initial=SURVIVOR, widget=forms.RadioSelect
            )
        for question in preview.questions:
            open_ones = [(option.code, option.words) for option in question.options if not option.why_not]
            self.fields[f"answer_{question.code}"] = forms.ChoiceField(
                label=question.words, choices=open_ones, widget=forms.RadioSelect, error_messages={"required": question.words}
            )

    @property
    def fields_chosen(self) -> dict[str, str]:
        """Field → whose word stays."""
        return {each.field: self.cleaned_data[f"field_{each.field}"] for each in self.preview.choices}

    @property
    def answers(self) -> dict[str, str]:
        """Question → option."""
        return {question.code: self.cleaned_data[f"answer_{question.code}"] for question in self.preview.questions}

    @property
    def closed_options(self) -> list[str]:
        """Why some options are not offered."""
        return [option.why_not for question in self.preview.questions for option in question.options if option.why_not]


class PartForm(forms.Form):
    """Why they part, and which of the rows that came since go with the other record."""

    reason = forms.CharField(
        label=gettext_lazy("Por qué se separan"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Escriba por qué se separan.")},
    )  # fmt: skip

    def __init__(self, *args: Any, page: MergePage, **kwargs: Any) -> None:
        """A tick per row that came since."""
        super().__init__(*args, **kwargs)
        words = [(f"{line.key}:{line.row_id}", f"{line.label}: {line.words}") for line in page.later]
        if words:
            self.fields["later"] = forms.MultipleChoiceField(
                label=_("Marque lo que es de %(name)s; lo demás se queda.") % {"name": page.merge.absorbed.full_name},
                choices=words, required=False, widget=forms.CheckboxSelectMultiple,
            )  # fmt: skip

    @property
    def later(self) -> dict[str, list[int]]:
        """Table and column → rows that go."""
        found: dict[str, list[int]] = {}
        for word in self.cleaned_data.get("later", []):
            key, row_id = word.rsplit(":", 1)
            found.setdefault(key, []).append(int(row_id))
        return found


def _sides(each: Choice) -> list[tuple[str, str]]:
    read = READ.get(each.field, str)
    return [(SURVIVOR, read(each.survivor)), (ABSORBED, read(each.absorbed))]
