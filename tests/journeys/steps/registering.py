"""How does a person enter the register at the counter? Searched for, written down, asked for permission."""

import re
from dataclasses import dataclass

from tests.journeys.visitor import Visitor

WRONG_DNI = "0501-1996-0482"  # one digit is missing

# Until the process has compared everybody once, it only says that nobody is alike.
NOBODY = re.compile("Nadie se parece|No está en el registro de su institución")


@dataclass(frozen=True)
class Human:
    """Whom the journey is about; invented."""

    given_names: str = "Yeimy Suyapa"
    surnames: str = "Mejía Orellana"
    dni: str = "0501-1996-04827"
    born: str = "03/05/1996"
    phone: str = "9748-2206"


def search_finds_nobody(desk: Visitor, human: Human) -> None:
    """A misspelt name without accents; the search is a POST and leaves nothing in the address."""
    desk.go("/personas/")
    desk.page.fill("#id_name", "mejia orellana yeimi")
    desk.page.fill("#id_document", human.dni)
    desk.page.fill("#id_phone", human.phone)
    desk.press("Buscar")
    desk.page.locator("#resultados").get_by_text(NOBODY).first.wait_for()
    desk.look()
    assert "?" not in desk.page.url


def search_finds_her(desk: Visitor, human: Human) -> None:
    """The same misspelt name now finds her, with the reasons for it."""
    desk.go("/personas/")
    desk.page.fill("#id_name", "orellana mejia yeimi")
    desk.page.fill("#id_document", human.dni.replace("27", "72"))
    desk.press("Buscar")
    desk.page.locator("#resultados").get_by_text(human.surnames).first.wait_for()
    desk.look()


def register(desk: Visitor, human: Human) -> str:
    """A missing digit gets its sentence and nothing typed is lost; then she is registered. Gives the address of what opens."""
    desk.press("Registrar persona nueva")
    desk.page.wait_for_url("**/personas/registrar/")
    desk.look()
    fill(desk, human)
    desk.page.fill("#id_number_0", WRONG_DNI)
    desk.expected.add(422)
    with desk.page.expect_navigation():
        desk.press("Guardar y valorar")
    desk.expected.discard(422)
    desk.look()
    assert "Falta un dígito" in desk.page.inner_text("main")
    assert desk.page.input_value("#id_surnames") == human.surnames
    assert desk.page.input_value("#id_phone") == human.phone
    assert desk.page.is_checked("input[name=grants][value$=':case_management']")
    desk.page.fill("#id_number_0", human.dni)
    sign(desk)
    with desk.page.expect_navigation():
        desk.press("Guardar y valorar")
    assert re.search(r"/(personas|casos)/\d+/", desk.page.url), desk.page.inner_text("main")[:800]
    desk.look()
    return desk.page.url


def fill(desk: Visitor, human: Human) -> None:
    """What the conversation gives, and three permissions with a signature on the screen."""
    page = desk.page
    for field, value in {
        "given_names": human.given_names,
        "surnames": human.surnames,
        "birth_date": human.born,
        "phone": human.phone,
    }.items():
        page.fill(f"#id_{field}", value)
    page.select_option("#id_sex", "woman")
    choose(desk, "municipality_id", "choloma", "0502")
    page.check("input[name=modality][value=returned]", force=True)
    page.fill("#id_returned_on", "14/03/2026")
    choose(desk, "return_country", "estados unidos", "US")
    page.check("input[name=safety][value=safe]", force=True)
    permit(desk, "case_management", "Atender su caso")
    permit(desk, "notifications", "Enviarle mensajes")
    permit(desk, "referral", "INFOP")
    sign(desk)


def choose(desk: Visitor, field: str, typed: str, code: str) -> None:
    """Find one of a long list by typing, without accents, from the keyboard."""
    box = desk.page.locator(f"#id_{field}_combo")
    box.fill(typed)
    box.press("ArrowDown")
    box.press("Enter")
    assert desk.page.eval_on_selector(f"#id_{field}", "select => select.value") == code


def permit(desk: Visitor, purpose: str, institution: str) -> None:
    """Tick one permission by name: nothing comes ticked."""
    box = desk.page.locator(".r-consent", has_text=institution).locator(f"input[value$=':{purpose}']")
    assert not box.is_checked()
    box.check()


def sign(desk: Visitor, inside: str = "form", name: str = "signature") -> None:
    """Draw a signature with the mouse."""
    pad = desk.page.locator(f"{inside} svg.r-sign").first
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None
    desk.page.mouse.move(box["x"] + 30, box["y"] + 20)
    desk.page.mouse.down()
    for step in range(5):
        desk.page.mouse.move(box["x"] + 40 + 20 * step, box["y"] + 20 + 10 * (step % 2))
    desk.page.mouse.up()
    assert desk.page.input_value(f"#id_{name}").startswith("M")
