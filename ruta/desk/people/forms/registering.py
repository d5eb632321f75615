"""What does staff write when somebody enters the register?"""

from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.base.forms import Chips, Combobox, Day, Segment
from ruta.desk.people.forms.doors import Doors, door_problem
from ruta.desk.people.forms.episodes import EpisodeForm, episode_forms
from ruta.directory.selectors import offices
from ruta.people.actions import (
    ContactDraft,
    DisabilityDraft,
    IdentifierDraft,
    PersonDraft,
    ReturnDraft,
    arrival_problems,
    goes_to_senaf,
)
from ruta.people.enums import Companion, ContactKind, ContactSafety, Difficulty, IdentifierKind, ReturnKind, Sex
from ruta.taxonomy.selectors import choices, countries, items, languages
from ruta.territory.selectors import municipalities_named

NONE = "none"
ROWS = 3
LANGUAGES = ("es", "en", "cab", "miq", "hds", "fr", "pt", "pay", "yan", "jic", "caa")
INTO_THE_COUNTRY = {"camr", "camr_children_families", "consulate", "migration_post"}
FIRST_KINDS = [(kind.value, kind.label) for kind in IdentifierKind if kind != IdentifierKind.RTN] + [(NONE, _("Ninguno"))]
Words = partial(forms.CharField, required=False, max_length=120)


class OneChip(forms.RadioSelect):
    """One of several, as chips."""

    template_name = "forms/widgets/chips.html"


class PersonFields(forms.Form):
    """What identifies and describes a person; shared by registering and editing."""

    given_names = forms.CharField(label=_("Nombres"), max_length=120, error_messages={"required": _("Escriba al menos un nombre.")})
    surnames = Words(label=_("Apellidos"))
    preferred_name = Words(label=_("Cómo quiere que le llamen"))
    birth_date = forms.DateField(
        label=_("Nacimiento"), required=False, widget=Day, error_messages={"invalid": _("Escriba día, mes y año: 23/11/1991.")}
    )  # fmt: skip
    is_birth_date_estimated = forms.BooleanField(label=_("Fecha aproximada"), required=False)
    sex = forms.ChoiceField(label=_("Sexo en el documento"), choices=Sex.choices, initial=Sex.UNKNOWN)
    nationality = forms.ChoiceField(label=_("Nacionalidad"), widget=Combobox, initial="HN")
    municipality_id = forms.ChoiceField(label=_("Municipio donde vive"), widget=Combobox, required=False)
    place = Words(label=_("Barrio, colonia o aldea"))
    languages = forms.MultipleChoiceField(label=_("Idiomas"), widget=Chips, required=False)
    dependants = forms.IntegerField(
        label=_("Personas a su cargo"), required=False, min_value=0, max_value=40, widget=forms.TextInput({"inputmode": "numeric"}),
        error_messages={"invalid": _("Escriba un número, o déjelo vacío."), "max_value": _("Revise el número: parece muy alto.")},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Long lists are read once per page."""
        super().__init__(*args, **kwargs)
        self.country_choices = [(each.code, each.name_es) for each in countries()]
        self._choose("nationality", self.country_choices)
        self._choose("municipality_id", [("", _("Sin dato")), *municipalities_named()])
        self.fields["municipality_id"].widget.also = {code: code for code, _name in municipalities_named()}  # type: ignore[attr-defined]
        names = dict(languages().filter(code__in=LANGUAGES).values_list("code", "name_es"))
        self._choose("languages", [(code, names[code]) for code in LANGUAGES if code in names])

    def _choose(self, name: str, values: list[Any]) -> None:
        self.fields[name].choices = values  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """The person's own columns as typed."""
        said = self.cleaned_data
        return {name: said.get(name) for name in PersonFields.base_fields} | {
            "given_names": said.get("given_names", ""),
            "municipality_id": said.get("municipality_id") or None,
            "languages": tuple(said.get("languages") or ()),
        }


class RegisterForm(PersonFields):
    """Documents, modality and return, contact and difficulty beside the person's own data."""

    kind_0 = forms.ChoiceField(label=_("Tipo de documento"), choices=FIRST_KINDS, widget=Segment, initial=IdentifierKind.DNI)
    number_0 = Words(label=_("Número"), max_length=40)
    kind_1 = forms.ChoiceField(
        label=_("Tipo del segundo documento"), choices=IdentifierKind.choices, required=False, initial=IdentifierKind.PASSPORT
    )
    number_1 = Words(label=_("Número del segundo documento"), max_length=40)
    kind_2 = forms.ChoiceField(
        label=_("Tipo del tercer documento"), choices=IdentifierKind.choices, required=False, initial=IdentifierKind.RTN
    )
    number_2 = Words(label=_("Número del tercer documento"), max_length=40)
    difficulty = forms.ChoiceField(
        label=_("¿Tiene dificultad para ver, oír, caminar o recordar?"), choices=Difficulty.choices, required=False,
        widget=Segment({"data-sensitive": ""}),
    )  # fmt: skip
    companion = forms.ChoiceField(
        label=_("Si es menor de 18 años, ¿con quién está?"), choices=[("", _("Es mayor de edad")), *Companion.choices], required=False
    )
    whereabouts = Words(label=_("Dónde está ahora y con quién"), max_length=200)
    modality = forms.ChoiceField(label=_("Modalidad"), widget=OneChip, error_messages={"required": _("Elija la modalidad de la persona.")})
    entry_point = forms.ChoiceField(label=_("Cómo llegó a esta oficina"), widget=Doors)
    entry_office = forms.ChoiceField(label=_("Quién la atendió antes"), widget=Combobox, required=False)
    returned_on = forms.DateField(
        label=_("Fecha"), required=False, widget=Day, error_messages={"invalid": _("Escriba día, mes y año: 23/11/1991.")}
    )
    return_country = forms.ChoiceField(label=_("Desde"), widget=Combobox, required=False)
    return_entry = forms.ChoiceField(label=_("Entró por"), required=False)
    return_kind = forms.ChoiceField(label=_("Forma"), choices=ReturnKind.choices, required=False, initial=ReturnKind.UNKNOWN)
    phone = Words(label=_("Teléfono"), max_length=30, widget=forms.TextInput({"inputmode": "tel"}))
    safety = forms.ChoiceField(
        label=_("¿Es seguro llamar a este número?"), choices=ContactSafety.choices, widget=Segment, initial=ContactSafety.SAFE, required=False
    )  # fmt: skip
    contact_note = Words(label=_("Cuándo es seguro"), widget=forms.TextInput({"placeholder": _("de 8 a 12")}))
    email = forms.EmailField(
        label=_("Correo"), required=False, error_messages={"invalid": _("Escriba el correo completo: nombre@sitio.com.")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Codes come from the catalogues."""
        super().__init__(*args, **kwargs)
        self._choose("modality", choices("modalities"))
        self._choose("entry_point", choices("entry_points"))
        doors = [(each.code, each.label()) for each in items("entry_points") if each.get("office_kind") in INTO_THE_COUNTRY]
        self._choose("return_entry", [("", _("No se sabe")), *doors])
        self._choose("return_country", [("", _("País")), *self.country_choices])
        self.episodes = episode_forms(self.data if self.is_bound else None)
        self._choose("entry_office", [("", _("Nadie más")), *((str(pk), name) for pk, name in offices().values_list("pk", "short_name"))])

    @property
    def returning(self) -> str:
        """The modalities that need a return, as the page's `data-when` names them."""
        return "modality=" + "|".join(each.code for each in items("modalities") if each["needs_return_episode"])

    def clean(self) -> dict[str, Any]:
        """A return has a day and a country; a foreigner's document is of their country."""
        said = super().clean() or {}
        if self._needs_return(said):
            if not said.get("returned_on") and "returned_on" not in self.errors:
                self.add_error("returned_on", _("Escriba cuándo regresó; si no lo recuerda, el mes con día 1."))
            if not said.get("return_country"):
                self.add_error("return_country", _("Elija desde qué país regresó."))
        if door_problem(said.get("modality", ""), said.get("entry_point", "")):
            self.add_error("entry_point", _("Por esa puerta no llega esta población. Elija otra, o revise la modalidad."))
        if self.episode and not self.episode.is_valid():
            self.add_error(None, _("Revise lo que anotó en «%(title)s».") % {"title": self.episode.title})
        for name, sentence in arrival_problems(said.get("birth_date"), said.get("companion", ""), said.get("whereabouts", "")).items():
            self.add_error(name, sentence)
        return said

    @property
    def goes_to_senaf(self) -> bool:
        """Whether a minor came with nobody who answers for them."""
        return goes_to_senaf(self.cleaned_data.get("birth_date"), self.cleaned_data.get("companion", ""))

    @property
    def episode(self) -> EpisodeForm | None:
        """What the population of the chosen modality asks in place of a return."""
        chosen = str(self.data.get("modality", ""))
        return next((each for each in self.episodes if chosen in each.when.partition("=")[2].split("|")), None) if chosen else None

    def _needs_return(self, said: dict[str, Any]) -> bool:
        return any(each.code == said.get("modality") and each["needs_return_episode"] for each in items("modalities"))

    @property
    def document_rows(self) -> list[int]:
        """Which rows of documents were filled, in their order."""
        said = self.cleaned_data
        return [row for row in range(ROWS) if said.get(f"number_{row}") and said.get(f"kind_{row}", NONE) != NONE]

    def draft(self) -> PersonDraft:
        """As the register takes it."""
        said = self.cleaned_data
        return PersonDraft(
            **self.facts(),
            identifiers=tuple(self._document(row) for row in self.document_rows),
            contacts=self._contacts(),
            return_episode=self._return(),
            disability=DisabilityDraft(said["difficulty"]) if said.get("difficulty") else None,
            episode=self.episode.draft() if self.episode and self.episode.is_valid() else None,
        )

    def _document(self, row: int) -> IdentifierDraft:
        kind = self.cleaned_data[f"kind_{row}"]
        country = "HN" if kind in (IdentifierKind.DNI, IdentifierKind.RTN) else self.cleaned_data.get("nationality", "HN")
        return IdentifierDraft(kind, self.cleaned_data[f"number_{row}"], country)

    def _contacts(self) -> tuple[ContactDraft, ...]:
        said = self.cleaned_data
        phone, email = said.get("phone", ""), said.get("email", "")
        safety = said.get("safety") or ContactSafety.SAFE
        found = [ContactDraft(phone, ContactKind.PHONE, safety, said.get("contact_note", ""))] if phone else []
        return (*found, *([ContactDraft(email, ContactKind.EMAIL)] if email else []))

    def _return(self) -> ReturnDraft | None:
        said = self.cleaned_data
        if not self._needs_return(said) or not said.get("returned_on") or not said.get("return_country"):
            return None
        return ReturnDraft(
            said["returned_on"], said["return_country"], said.get("return_entry", ""), said.get("return_kind") or ReturnKind.UNKNOWN
        )

    def show(self, problems: dict[str, Any]) -> None:
        """Put the register's sentences beside the fields that they speak about."""
        for name, sentence in problems.items():
            code = name.removeprefix("episode.")
            if self.episode and code != name and code in self.episode.fields:
                self.episode.add_error(code, sentence)
            field = self._field_of(name)
            if field not in self.errors:
                self.add_error(field, sentence)

    def _field_of(self, name: str) -> str | None:
        part, _dot, place = name.partition(".")
        if part == "identifiers":
            return f"number_{self.document_rows[int(place)]}"
        if part == "contacts":
            return "phone" if int(place) == 0 and self.cleaned_data.get("phone") else "email"
        return name if name in self.fields else None


def sought_as_initial(typed: dict[str, str]) -> dict[str, Any]:
    """What was typed in the search, as the first values of the register."""
    from ruta.people.linkage import guess_kind

    words = typed.get("name", "").split()
    given = 2 if len(words) > 3 else 1
    kind = str(guess_kind(typed.get("document", "")))
    return {
        "given_names": " ".join(words[:given]).title(),
        "surnames": " ".join(words[given:]).title(),
        "kind_0": kind if kind in dict(FIRST_KINDS) and kind != NONE else IdentifierKind.DNI,
        "number_0": typed.get("document", ""),
        "birth_date": typed.get("birth_date", ""),
        "phone": typed.get("phone", ""),
    }
