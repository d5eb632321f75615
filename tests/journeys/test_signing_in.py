"""Can staff enter with one and two factors, change language and light, and leave?"""

import pytest

from tests.journeys.visitor import TELEPHONE, sign_in

pytestmark = pytest.mark.journey


def test_wrong_password_gets_a_sentence_and_keeps_the_address(visit):
    anybody = visit("anybody")
    anybody.go("/cuenta/login/")
    anybody.page.fill("input[name=login]", "orienta.sps@prueba.hn")
    anybody.page.fill("input[name=password]", "no es esta")
    anybody.page.press("input[name=password]", "Enter")
    anybody.page.wait_for_load_state()
    anybody.look()
    assert anybody.page.input_value("input[name=login]") == "orienta.sps@prueba.hn"
    assert "contraseña" in anybody.page.inner_text("main").lower()


def test_a_second_factor_is_asked_and_lets_in(visit):
    tomasa = visit("tomasa", TELEPHONE)
    sign_in(tomasa, "segundo.paso@prueba.hn")
    tomasa.go("/cuenta/2fa/")


def test_the_language_changes_and_comes_back(visit):
    orietta = visit("orietta")
    sign_in(orietta, "orienta.sps@prueba.hn")
    assert orietta.page.get_attribute("html", "lang").startswith("es")
    choose_language(orietta, "en")
    assert orietta.page.get_attribute("html", "lang") == "en"
    orietta.look()
    choose_language(orietta, "es-hn")
    assert orietta.page.get_attribute("html", "lang").startswith("es")


def choose_language(visitor, code: str) -> None:
    """Press the button of the form, wherever the frame keeps it."""
    button = visitor.page.locator(f"form[action='/idioma/'] [value='{code}']").first
    reveal(button)
    with visitor.page.expect_navigation():
        button.click()


def test_dark_is_kept_and_as_accessible_as_light(visit):
    orietta = visit("orietta")
    sign_in(orietta, "orienta.sps@prueba.hn")
    button = orietta.page.locator("form[action='/tema/'] [value='dark']").first
    reveal(button)
    button.click()
    orietta.page.wait_for_selector("html[data-bs-theme=dark]")
    orietta.page.reload()
    orietta.look()
    orietta.go("/guia/componentes/")
    assert orietta.page.get_attribute("html", "data-bs-theme") == "dark"


def reveal(button) -> None:
    """Open the menu that holds the button."""
    if not button.is_visible():
        button.evaluate("node => { const box = node.closest('details'); if (box) box.open = true }")
