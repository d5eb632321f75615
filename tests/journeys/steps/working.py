"""How does a counsellor work a case? Assessment with its reasons, needs, an agreed plan, a conflict between two, and the end."""

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
    """Choose each answer as it appears; the page asks again after each choice."""
    for name, value in answers.items():
        box = desk.page.locator(f"input[name={name}][value='{value}']")
        box.wait_for(state="attached")
        if not box.is_checked():
            with desk.page.expect_response(lambda response: response.request.method == "POST"):
                box.check(force=True)
        desk.page.wait_for_selector(".htmx-request", state="detached")
