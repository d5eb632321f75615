"""Does each badly written number get a sentence that says what to do?"""

from datetime import date

import pytest

from ruta.people.linkage import PROBLEMS, DocumentKind, check_document, check_phone, guess_kind

TODAY = date(2026, 5, 1)


@pytest.mark.parametrize(
    ("kind", "typed", "number", "display"),
    [
        ("dni", "0501-1996-04821", "0501199604821", "0501-1996-04821"),
        ("dni", " 0501 1996 04821 ", "0501199604821", "0501-1996-04821"),
        ("rtn", "0501-1996-048213", "05011996048213", "05011996048213"),
        ("passport", "e 123456", "E123456", "E123456"),
        ("consular", "cc 12/2024", "CC122024", "CC122024"),
        ("refugee", "RF-118", "RF118", "RF118"),
        ("none", "", "", ""),
    ],
)
def test_good_numbers_are_normalised(kind: str, typed: str, number: str, display: str) -> None:
    checked = check_document(kind, typed, today=TODAY)
    assert (checked.number, checked.display, checked.problems) == (number, display, ())


@pytest.mark.parametrize(
    ("kind", "typed", "sentence"),
    [
        ("dni", "0501-1996-0482", "Falta un dígito: el DNI tiene 13 (4-4-5)."),
        ("dni", "0501-1996-", "Faltan 5 dígitos: el DNI tiene 13 (4-4-5)."),
        ("dni", "05011996048211", "Sobra un dígito: el DNI tiene 13 (4-4-5)."),
        ("dni", "0501199604821100", "Sobran 3 dígitos: el DNI tiene 13 (4-4-5)."),
        ("dni", "05O1199604821", "El DNI solo lleva números. Si es otro documento, elija su clase."),
        ("dni", "2501199604821", "Revise los dos primeros dígitos: el departamento va de 01 a 18."),
        ("dni", "0501309604821", "Revise los dígitos 5 a 8: el año 3096 todavía no llega."),
        ("dni", "0501099604821", "Revise los dígitos 5 a 8: 0996 no puede ser el año de inscripción."),
        ("dni", "", "Escriba el número del documento o elija «Sin documento»."),
        ("rtn", "0501199604821", "Falta un dígito: el RTN tiene 14."),
        ("passport", "12-34", "El pasaporte lleva de 6 a 9 letras y números, sin espacios. Cópielo del documento."),
        ("none", "123", "Escribió un número: elija la clase de documento o bórrelo."),
        ("library", "1", "Elija la clase de documento de la lista."),
    ],
)
def test_bad_numbers_say_what_to_do(kind: str, typed: str, sentence: str) -> None:
    checked = check_document(kind, typed, today=TODAY)
    assert not checked.is_valid
    assert checked.problems[0].sentence == sentence


def test_doubts_about_a_dni_warn_and_let_pass() -> None:
    checked = check_document("dni", "0599-1996-04821", today=TODAY, birth_date=date(1995, 3, 2))
    assert checked.is_valid
    assert [problem.code for problem in checked.problems] == ["dni_municipality", "dni_birth_year"]
    assert "1996" in checked.problems[1].sentence


def test_a_foreign_passport_only_warns() -> None:
    assert check_document("passport", "AB1234567", today=TODAY).problems == ()
    assert [problem.severity for problem in check_document("passport", "123456789", today=TODAY).problems] == ["warning"]


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("0501-1996-04821", "dni"),
        ("050119960482", "dni"),
        ("05011996048213", "rtn"),
        ("E123456", "passport"),
        ("RF-2024/1", "other"),
        (" ", "none"),
    ],
)
def test_the_kind_of_a_number_is_guessed(typed: str, kind: str) -> None:
    assert guess_kind(typed) == DocumentKind(kind)


@pytest.mark.parametrize(
    ("typed", "number", "display"),
    [
        ("9748-2206", "+50497482206", "9748-2206"),
        ("+504 9748 2206", "+50497482206", "9748-2206"),
        ("2234 5678", "+50422345678", "2234-5678"),
        ("+1 212 736 5000", "+12127365000", "+1 212-736-5000"),
    ],
)
def test_good_telephones_are_normalised(typed: str, number: str, display: str) -> None:
    checked = check_phone(typed)
    assert (checked.number, checked.display, checked.problems) == (number, display, ())


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "phone_blank"),
        ("974A2206", "phone_letters"),
        ("9748220", "phone_short_one"),
        ("974822", "phone_short"),
        ("97482206123", "phone_long"),
        ("5748-2206", "phone_start"),
        ("+1 1", "phone_foreign"),
    ],
)
def test_bad_telephones_say_what_to_do(typed: str, code: str) -> None:
    checked = check_phone(typed)
    assert [problem.code for problem in checked.problems] == [code]
    assert checked.problems[0].sentence


def test_sentences_end_and_name_an_action() -> None:
    assert all(sentence.endswith(".") for sentence in PROBLEMS.values())
