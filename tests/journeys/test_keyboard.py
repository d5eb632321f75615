"""Can the desk be worked without a mouse: search, open, refer?"""

import re

import pytest

from tests.journeys.visitor import Visitor, sign_in

pytestmark = pytest.mark.journey
MOST_TABS = 120
FOCUSED = (
    "(() => { const e = document.activeElement; return e ? (e.getAttribute('aria-label') || e.innerText || e.id || '').trim() : '' })()"
)
NAMES = f"[{FOCUSED}, document.activeElement.id, document.activeElement.getAttribute('href')]"
VISIBLE = (
    "(() => { const e = document.activeElement, s = getComputedStyle(e), l = e.labels && e.labels[0] ? getComputedStyle(e.labels[0]) : s;"
    " return [s, l].some(x => (x.outlineStyle !== 'none' && parseFloat(x.outlineWidth) > 0) || x.boxShadow !== 'none') })()"
)


# The places that are cut off or not painted at all, unless the menu of all of them stands beside.
OUT_OF_SIGHT = """(() => {
  const bar = document.querySelector('.r-nav'), menu = document.querySelector('.r-top-in > .r-menu-start'), edge = bar.getBoundingClientRect().right + 1
  if (menu && menu.checkVisibility()) return []
  return [...bar.children].filter(li => !li.checkVisibility() || li.getBoundingClientRect().right > edge).map(li => li.innerText.trim())
})()"""


def tab_to(visitor: Visitor, wanted: str) -> None:
    """Press Tab until the focus stands on it; wherever it stands on the way, it is seen."""
    for _ in range(MOST_TABS):
        visitor.page.keyboard.press("Tab")
        if visitor.page.evaluate("document.activeElement === document.body"):
            continue
        if not visitor.page.evaluate(VISIBLE):
            visitor.complaints.append(f"focus not seen on {visitor.page.url}: {visitor.page.evaluate(FOCUSED)!r}")
        if any(re.search(wanted, said or "") for said in visitor.page.evaluate(NAMES)):
            return
    message = f"Tab never reached {wanted!r} on {visitor.page.url}"
    raise AssertionError(message)


def follow(visitor: Visitor, wanted: str) -> None:
    """Reach it and press Enter."""
    tab_to(visitor, wanted)
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")
    visitor.look()


def referable(visitor: Visitor) -> tuple[str, str]:
    """Name and case of somebody of hers whose need a provider serves; found with the mouse, as it is no part of the proof."""
    visitor.go("/casos/?estado=abiertos")
    found = visitor.page.eval_on_selector_all("main tbody a", "list => list.map(one => [one.getAttribute('href'), one.innerText])")
    for path, name in found:
        page = visitor.page.request.get(f"/derivaciones/derivar/{path.split('/')[2]}/").text() if re.match(r"/casos/\d+/$", path) else ""
        if "servicio=" in page and " " in name:
            return name, path
    message = "nobody to refer on the first page of cases"
    raise AssertionError(message)


def test_search_open_and_refer_from_the_keyboard(visit):
    karla = visit("karla")
    sign_in(karla, "orientacion.sps@demo.ruta.hn")
    name, case = referable(karla)
    karla.page.goto("/personas/")
    assert karla.page.evaluate("document.activeElement.id") == "id_name"
    karla.page.keyboard.type(name)
    karla.page.keyboard.press("Enter")
    karla.page.locator("#resultados .r-list li").first.wait_for()
    karla.look()
    follow(karla, f"^{re.escape(name)}$")
    assert case in karla.page.url
    follow(karla, "^Derivar$")
    follow(karla, "servicio=")
    assert "servicio=" in karla.page.url
    if karla.page.locator("#id_receiver_contact").count():
        tab_to(karla, "^id_receiver_contact$")
        karla.page.keyboard.press("Control+a")
        karla.page.keyboard.type("2550-1234")
    follow(karla, "^(Enviar la derivación|Guardar y pedir el permiso)$")
    # Sent; or the permission is asked, among the usual ones or in words of its own.
    assert re.search(r"/(derivaciones/\d+|permisos/\d+(/otro/\w+)?)/(\?|$)", karla.page.url), karla.page.inner_text("main")[:600]


def test_the_first_stop_skips_to_the_content(visit):
    karla = visit("karla")
    sign_in(karla, "orientacion.sps@demo.ruta.hn")
    karla.go("/indicadores/")
    karla.page.keyboard.press("Tab")
    assert "Saltar al contenido" in karla.page.evaluate(FOCUSED)
    karla.page.keyboard.press("Enter")
    assert karla.page.evaluate("document.activeElement.closest('main') !== null || location.hash !== ''")


@pytest.mark.parametrize("width", [920, 1100, 1366, 1600, 1920])
def test_no_place_of_the_main_menu_is_out_of_sight(visit, width):
    karla = visit("karla")
    sign_in(karla, "orientacion.sps@demo.ruta.hn")
    karla.page.set_viewport_size({"width": width, "height": 800})
    karla.go("/casos/")
    assert karla.page.evaluate(OUT_OF_SIGHT) == []
    if karla.page.locator(".r-top-in > .r-menu-start").is_visible():
        karla.page.get_by_label("Menú", exact=True).click()
        assert karla.page.get_by_role("navigation", name="Principal, angosto").get_by_role("link", name="Indicadores").is_visible()
