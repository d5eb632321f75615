"""Are headers recognised as people write them?"""

import pytest

from ruta.people.imports.columns import COLUMNS, KNOWN, guess, header_key, mapping_problem


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("Nombres", "given_names"), ("PRIMER NOMBRE", "given_names"), ("Apellidos", "surnames"), ("Segundo apellido", "surnames"),
        ("Fecha nac.", "birth_date"), ("Fecha de Nacimiento", "birth_date"), ("F. Nac.", "birth_date"), ("Identidad", "dni"),
        ("No. de Identidad", "dni"), ("N° identidad", "dni"), ("DNI", "dni"), ("Tel.", "phone"), ("Teléfono", "phone"), ("Celular", "phone"),
        ("Sexo", "sex"), ("Género", "sex"), ("Municipio de residencia", "municipality"), ("País de procedencia", "return_country"),
        ("Fecha de retorno", "returned_on"), ("Nivel educativo", "education"), ("Nombre completo", "full_name"), ("Correo electrónico", "email"),
        ("Depto.", "department"), ("Tipo de documento", "document_kind"), ("Número de documento", "document"), ("Edad", "age"),
    ],
)  # fmt: skip
def test_a_header_is_recognised(header, code):
    assert guess([header]) == {header: code}


def test_strange_headers_are_left_for_a_person():
    assert guess(["No.", "Observaciones", "Qué corregir", "Columna 5"]) == {}


def test_two_columns_never_fill_one_datum_unless_they_may():
    assert guess(["Identidad", "DNI"]) == {"Identidad": "dni"}
    assert guess(["Primer nombre", "Segundo nombre", "Tel.", "Celular"]) == {
        "Primer nombre": "given_names", "Segundo nombre": "given_names", "Tel.": "phone", "Celular": "phone",
    }  # fmt: skip


def test_what_the_institution_chose_before_comes_first():
    assert guess(["Observaciones", "Nombre"], {header_key("OBSERVACIONES:"): "place"}) == {
        "Observaciones": "place",
        "Nombre": "given_names",
    }


def test_no_header_means_two_things():
    assert all(KNOWN[header_key(column.label)] == column.code for column in COLUMNS)


def test_a_name_is_all_that_is_demanded():
    assert mapping_problem({"Nombres": "given_names"}) == ""
    assert "Falta el nombre" in mapping_problem({"DNI": "dni"})
    assert "Dos columnas" in mapping_problem({"a": "given_names", "b": "dni", "c": "dni"})
