"""Does the form renderer mark what is wrong, for eyes and for screen readers?"""

from django import forms

from ruta.base.forms import Chips, Choices, Combobox, Day, Segment, Signature
from ruta.base.tests.markup import render


class Sample(forms.Form):
    """One field of each look."""

    dni = forms.CharField(label="DNI", min_length=13, help_text="Trece números")
    sex = forms.ChoiceField(label="Sexo", choices=[("f", "Mujer"), ("m", "Hombre")], widget=Segment)
    kinds = forms.MultipleChoiceField(label="Modalidad", choices=[("r", "Retornada")], widget=Chips)
    answer = forms.ChoiceField(
        label="¿Le atendieron?", choices=[("yes", "Sí")], widget=Choices(icons={"yes": "check-circle"}, notes={"yes": "Todo bien"})
    )
    town = forms.ChoiceField(label="Municipio", choices=[("0502", "Choloma")], widget=Combobox(also={"0502": "0502"}))
    born = forms.DateField(label="Nacimiento", widget=Day)
    agrees = forms.BooleanField(label="Está de acuerdo")
    signature = forms.CharField(label="Firma", widget=Signature)


def test_an_error_is_tied_to_its_field() -> None:
    """Invalid, described by hint and error, with an icon and a sentence."""
    html = render('<c-field :field="form.dni" span="4" />', form=Sample({"dni": "0501"}))
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_dni_helptext id_dni_error"' in html
    assert 'class="form-control is-invalid"' in html
    assert 'id="id_dni_error"' in html
    assert "exclamation-circle-fill" in html
    assert 'class="r-s4"' in html


def test_a_clean_field_shows_no_error() -> None:
    """Neither class nor message before anything was sent."""
    html = render('<c-field :field="form.dni" />', form=Sample())
    assert "is-invalid" not in html
    assert "r-error" not in html


def test_groups_of_choices_are_a_fieldset_with_a_legend() -> None:
    """A label for one input of many would name the wrong thing."""
    for name in ("sex", "kinds", "answer", "signature"):
        html = render('<c-field :field="field" />', field=Sample()[name])
        assert "<fieldset" in html
        assert "<legend" in html


def test_a_long_list_keeps_its_select() -> None:
    """The browser enhances it; without a script it still works."""
    html = render('<c-field :field="form.town" />', form=Sample())
    assert "<select" in html
    assert "data-combobox" in html
    assert 'data-also="0502"' in html


def test_a_form_as_a_whole_lists_what_is_missing() -> None:
    """The summary leads to each field."""
    html = render('<c-errors :form="form" />', form=Sample({}))
    assert 'href="#id_dni"' in html
    assert 'role="alert"' in html
