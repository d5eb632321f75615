"""Are the components accessible at every width, in light and dark, and do their behaviours work in a real browser?"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Page, Route, sync_playwright

from tests import browser

AXE = Path(__file__).parents[2] / "var/axe/axe.min.js"
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
}
PLACE = "http://localhost"
VIEWS = [(1366, "light"), (1366, "dark"), (360, "light"), (360, "dark"), (320, "light")]

pytestmark = [pytest.mark.journey, pytest.mark.django_db]


def answers(theme: str) -> dict[str, tuple[bytes, dict[str, str]]]:
    """What Django says, asked before the browser starts its own loop."""
    client = Client(HTTP_ACCEPT_LANGUAGE="es-HN")
    client.cookies["theme"] = theme
    page = client.get("/guia/componentes/")
    return {"/guia/componentes/": (page.content, dict(page.headers))}


def give(pages: dict[str, tuple[bytes, dict[str, str]]], route: Route) -> None:
    """Answer a request of the browser without a network."""
    path = route.request.url.removeprefix(PLACE).split("?")[0].split("#")[0]
    if path in pages:
        body, headers = pages[path]
        route.fulfill(body=body, headers=headers)
    elif found := finders.find(path.removeprefix("/static/")):
        route.fulfill(path=found)
    else:
        route.fulfill(status=404)


@pytest.fixture
def page(request: pytest.FixtureRequest) -> Iterator[Page]:
    width, theme = getattr(request, "param", VIEWS[0])
    pages = answers(theme)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser.executable(), args=browser.ARGUMENTS)
        page = chromium.new_page(viewport={"width": width, "height": 768}, locale="es-HN", reduced_motion="reduce")
        page.complaints = []  # type: ignore[attr-defined]
        page.on("console", lambda message: page.complaints.append(message.text) if message.type in {"error", "warning"} else None)  # type: ignore[attr-defined]
        page.on("pageerror", lambda error: page.complaints.append(str(error)))  # type: ignore[attr-defined]
        page.route("**/*", lambda route: give(pages, route))
        page.goto(f"{PLACE}/guia/componentes/")
        yield page
        assert not page.complaints  # type: ignore[attr-defined]
        chromium.close()


@pytest.mark.parametrize("page", VIEWS, indirect=True, ids=lambda view: f"{view[0]}-{view[1]}")
def test_the_page_is_accessible_and_fits(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details.r-behind').forEach(part => part.open = true)")
    page.evaluate(AXE.read_text())
    found = page.evaluate(f"axe.run(document, {json.dumps(RULES)}).then(said => said.violations)")
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_a_long_list_is_found_without_accents_by_keyboard(page: Page) -> None:
    box = page.get_by_role("combobox", name="Municipio").first
    box.fill("morazan")
    box.press("ArrowDown")
    box.press("Enter")
    assert page.eval_on_selector("#id_light-town", "select => select.value") == "0801"
    box.fill("nada así")
    box.press("Escape")
    assert "Distrito Central" in box.input_value()


def test_a_signature_becomes_a_path(page: Page) -> None:
    pad = page.locator("form svg.r-sign").first
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 + 40, box["y"] + 40)
    page.mouse.up()
    assert page.eval_on_selector("#id_light-signature", "field => field.value").startswith("M")
    page.get_by_role("button", name="Repetir").first.click()
    assert page.eval_on_selector("#id_light-signature", "field => field.value") == ""


def test_a_part_that_does_not_apply_sends_nothing(page: Page) -> None:
    page.locator("label[for=id_light-calls_2]").click()
    assert page.locator("[data-when]").first.is_hidden()
    assert page.eval_on_selector("#id_light-signature", "field => field.disabled")


def test_a_dialog_gives_the_focus_back(page: Page) -> None:
    button = page.locator("[data-open=light-withdraw]")
    button.click()
    assert page.locator("#light-withdraw").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#light-withdraw").is_hidden()
    assert page.evaluate("document.activeElement.dataset.open") == "light-withdraw"


def test_without_network_the_text_stays_and_the_form_says_so(page: Page) -> None:
    page.fill("#id_light-phone", "3391-7754")
    page.context.set_offline(True)
    page.evaluate("document.querySelector('form[data-keep]').requestSubmit()")
    assert "no hay red" in page.locator("form [data-network]").first.inner_text()
    assert page.input_value("#id_light-phone") == "3391-7754"


def test_what_was_typed_is_kept_but_never_a_secret(page: Page) -> None:
    page.evaluate(
        "document.querySelector('form[data-keep]').insertAdjacentHTML('beforeend', '<input type=password name=secret value=abc>')"
    )
    page.fill("#id_light-phone", "3391-7754")
    page.wait_for_timeout(700)  # drafts wait for a pause in the typing
    drafts = page.evaluate(
        "Object.entries(sessionStorage).filter(([key]) => key.startsWith('ruta:draft:')).map(([, text]) => JSON.parse(text))"
    )
    field = page.get_attribute("#id_light-phone", "name")
    assert drafts == [{field: "3391-7754"}], "what nobody touched is left as the server draws it, and no secret is kept"
