"""How does a counsellor work a case? Assessment with its reasons, needs, an agreed plan, a conflict between two, and the end."""

from tests.journeys.steps.registering import choose
from tests.journeys.visitor import Visitor

# Questions appear as earlier ones are answered; this is their order on the screen.
ANSWERS = {
    "work_status": "not_working", "last_worked": "under_3_months", "urgency": "this_month", "availability": "full_time",
    "education_level": "basic_9", "reading": "easily", "trade_certificate": "knows_without", "recent_course": "no",
    "years_experience": "over_5", "proof": "references", "can_do": "machines", "digital": "messages", "cv": "none", "searched": "no",
    "interview_comfort": "3", "knows_target": "clear", "id_document": "valid", "contact_means": "own_internet", "transport": "easy",
    "paths": "certify", "confidence": "4",
}  # fmt: skip


def assess(desk: Visitor) -> None:
    """Leave it half done, come back to what was kept, finish; the result gives its reasons, and its needs are taken over."""
    desk.press("Empezar", role="link")
    desk.look()
    desk.page.click("main a[href*='employability']")
    desk.look()
    answer(desk, {"work_status": "not_working"})
    with desk.page.expect_navigation():
        desk.press("Guardar y seguir después")
    desk.look()
    desk.page.click("main a[href*='employability']")
    assert desk.page.is_checked("input[name=work_status][value=not_working]")
    answer(desk, ANSWERS)
    desk.look()
    with desk.page.expect_navigation():
        desk.press("Terminar y ver el resultado")
    desk.look()
    told = desk.page.inner_text("main")
    for words in ("Le ayuda", "Le dificulta", "Necesidades que salen"):
        assert words in told, told[:1200]


def answer(desk: Visitor, answers: dict[str, str]) -> None:
    """Choose each answer as it appears."""
    for name, value in answers.items():
        box = desk.page.locator(f"input[name={name}][value='{value}']")
        box.wait_for(state="attached")
        if not box.is_checked():
            box.check(force=True)
            desk.page.wait_for_load_state("networkidle")  # only a question that opens others asks the server
        desk.page.wait_for_selector(".htmx-request", state="detached")


def take_over_needs(desk: Visitor) -> None:
    """The needs that the answers showed become needs of the case."""
    with desk.page.expect_navigation():
        desk.press("Abrir estas necesidades")
    desk.look()
    assert "Certificar lo que ya sabe hacer" in desk.page.inner_text("main")


def agree_plan(desk: Visitor) -> None:
    """The template that the assessment proposes, in the person's words."""
    desk.go(desk.page.url + "itinerario/")
    with desk.page.expect_navigation():
        desk.page.locator("main a[href*='skills_certification_abroad']").first.click()
    desk.look()
    desk.page.fill("#id_title", "Certificarme como operaria antes de febrero")
    with desk.page.expect_navigation():
        desk.press("La persona está de acuerdo: guardar")
    desk.look()
    assert "Certificarme como operaria antes de febrero" in desk.page.inner_text("main")


def two_edit_one_need(desk: Visitor, other: Visitor, case: str) -> None:
    """The second to save is told what the first changed, chooses, and loses nothing."""
    desk.go(case)
    need = desk.page.locator("main a[href*='/casos/necesidades/']").first.get_attribute("href")
    assert need
    for visitor in (desk, other):
        visitor.go(need)
    desk.page.check("input[name=priority][value=low]", force=True)
    with desk.page.expect_navigation():
        desk.press("Guardar")
    desk.look()
    other.page.check("input[name=priority][value=critical]", force=True)
    other.page.fill("#id_note", "Ya tiene una hoja vieja")
    other.expected.add(409)
    with other.page.expect_navigation():
        other.press("Guardar")
    other.expected.discard(409)
    other.look()
    assert "Dos personas cambiaron esto a la vez" in other.page.inner_text("main")
    other.page.check("input[name=priority][value=critical]")
    other.page.check("input[name=note][value='Ya tiene una hoja vieja']")
    with other.page.expect_navigation():
        other.press("Guardar lo elegido")
    other.look()
    desk.go(need)
    assert desk.page.is_checked("input[name=priority][value=critical]")
    assert desk.page.input_value("#id_note") == "Ya tiene una hoja vieja"


def close(desk: Visitor, case: str) -> None:
    """Without a reason it is refused with a sentence; with one it is closed and can be opened again."""
    desk.go(case + "cerrar/")
    desk.expected.add(422)
    with desk.page.expect_navigation():
        desk.press("Cerrar el caso")
    desk.expected.discard(422)
    desk.look()
    choose(desk, "reason", "por su cuenta", "placed_other_means")
    desk.page.fill("#id_note", "Tiene su certificado y la contrataron.")
    with desk.page.expect_navigation():
        desk.press("Cerrar el caso")
    desk.look()
    assert "Cerrado" in desk.page.inner_text("main")
