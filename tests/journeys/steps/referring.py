"""How does a referral close? Sent once, answered by the other institution, confirmed by the person on her telephone."""

import re
from pathlib import Path

from tests.journeys.product import Product
from tests.journeys.steps.registering import Human, choose
from tests.journeys.visitor import Visitor

PROVIDER = "noroccidental San Pedro Sula"


def refer(desk: Visitor, human: Human) -> str:
    """The packet is seen before it leaves; a double click sends one referral. Gives its address."""
    desk.press("Derivar", role="link")
    desk.page.wait_for_url("**/derivar/**")
    desk.look()
    with desk.page.expect_navigation():
        desk.page.locator("main .r-chip", has_text="Certificar").click()
    with desk.page.expect_navigation():
        desk.page.locator("main .r-list a", has_text=PROVIDER).first.click()
    desk.look()
    packet = desk.page.inner_text("#enviar")
    assert "Esto se envía, exactamente" in packet
    assert human.dni in packet
    assert "Persona retornada" not in packet
    desk.page.locator("main button", has_text="Enviar la derivación").dblclick()
    desk.page.wait_for_url(re.compile(r"/derivaciones/\d+/$"))
    desk.look()
    assert "1 de 6" in desk.page.inner_text("main")
    address = desk.page.url
    desk.go("/derivaciones/?ver=enviadas&todas=1")
    assert desk.page.locator("main .r-list li", has_text=human.surnames).count() == 1
    return address


def see_packet_and_not_case(partner: Visitor, human: Human, case: str) -> None:
    """INFOP reads what was sent; the case behind it, its person and the search stay closed."""
    partner.go("/derivaciones/")
    with partner.page.expect_navigation():  # what others sent before stands above
        partner.page.locator("main .r-list a", has_text=human.surnames).first.click()
    partner.look()
    inbox = partner.page.inner_text("main")
    assert human.surnames in inbox
    assert human.dni in inbox
    partner.expected |= {403, 404}
    for path in (case, case + "necesidades/", case.replace("/casos/", "/casos/valoraciones/")):
        answer = partner.page.request.get(path)
        assert answer.status in {403, 404}, (path, answer.status)
        assert human.surnames not in answer.text()
    partner.expected -= {403, 404}


def accept_with_appointment(partner: Visitor) -> None:
    """One form gives the appointment; the person and the sender know at once."""
    partner.page.locator("main label", has_text="8:00").first.click()
    partner.page.fill("#id_place", "Aula 3")
    partner.page.fill("#id_bring", "Su DNI")
    partner.page.fill("#id_ask_for", "Iván Fúnez")
    with partner.page.expect_navigation():
        partner.press("Aceptar y avisarle")
    partner.look()
    assert "Con cita" in partner.page.inner_text("main")


def attend_and_deliver(partner: Visitor) -> None:
    """She came; the outcome is a code and a sentence."""
    with partner.page.expect_navigation():
        partner.press("Asistió", role="link")
    partner.look()
    with partner.page.expect_navigation():
        partner.press("Anotar que asistió")
    partner.look()
    with partner.page.expect_navigation():
        partner.press("Informar resultado", role="link")
    partner.look()
    choose(partner, "outcome", "termino y tiene", "completed_certified")
    partner.page.fill("#id_note", "Aprobó la prueba práctica.")
    with partner.page.expect_navigation():
        partner.press("Guardar el resultado")
    partner.look()
    assert "5 de 6" in partner.page.inner_text("main")


def confirm_on_telephone(product: Product, telephone: Visitor) -> None:
    """The link of her message opens one question; her answer uses it up."""
    link = newest_link(product.var)
    telephone.go(link)
    telephone.page.locator("label", has_text="Sí, todo bien").click()
    with telephone.page.expect_navigation():
        telephone.press("Enviar mi respuesta", inside="body")
    telephone.look()
    assert "Gracias" in telephone.page.inner_text("body")
    telephone.expected.add(404)
    telephone.go(link)
    telephone.expected.discard(404)
    assert "ya no abre" in telephone.page.inner_text("body")


def newest_link(var: Path, place: str = "a", otherwise: str | None = None, to: str = "") -> str:
    """The path of the link in the last message that left with one; `place` is where such links live, `otherwise` what to say of none.

    `to` is the telephone of one person: at full hours others are reminded of their appointments too.
    """
    whom = f"Para: {to}\n" if to else ""
    for last in sorted((var / "messages").rglob("*.txt"), reverse=True):
        text = last.read_text(encoding="utf8")
        found = re.search(rf"https?://[^/\s]+(/{place}/\S+/)", text) if text.startswith(whom) else None
        if found:
            return found[1]
    if otherwise is not None:
        return otherwise
    message = f"no message with a link to /{place}/ left"
    raise AssertionError(message)


def ring_is_closed(desk: Visitor, referral: str, case: str) -> None:
    """Six of six; need, plan and line of the case moved by themselves."""
    desk.go(referral)
    assert "6 de 6" in desk.page.inner_text("main")
    desk.go(f"{case}?todo=1")
    told = desk.page.inner_text("main")
    for words in (
        "Hecho: Derivar a INFOP para evaluación",
        "Resuelta: Certificar lo que ya sabe hacer",
        "La persona confirmó",
        "Prestó el servicio",
        "Envió la derivación",
        "El caso empezó en SI EMPLEO San Pedro Sula",
    ):
        assert words in told, f"{words}: {told[:3000]}"


def withdraw_consent(desk: Visitor, partner: Visitor, human: Human, case: str, referral: str) -> None:
    """From the next click on, INFOP sees no name and no document."""
    partner.go(referral)
    assert human.dni in partner.page.inner_text("main")
    desk.go(case)
    person = re.search(r"/personas/(\d+)/", desk.page.inner_html("main"))
    assert person
    desk.go(f"/permisos/{person[1]}/")
    desk.page.locator("main a[href*='/retirar/']").first.click()
    dialog = desk.page.locator("dialog[open]")
    assert "INFOP" in dialog.inner_text()
    dialog.locator("input[name=reason]").fill("Ya tiene su certificado")
    with desk.page.expect_navigation():
        dialog.locator("button[type=submit]").click()
    desk.look()
    partner.go(referral)
    seen = partner.page.inner_html("body")
    assert human.dni not in seen
    assert human.surnames not in seen
    assert "ya no se muestra" in partner.page.inner_text("main")


def attentions(desk: Visitor) -> int:
    """How many services the indicator counts this year, the month that runs included; the figure itself waits for its end."""
    desk.go("/indicadores/atenciones/")
    months = desk.page.locator("details.r-behind tbody tr td:nth-of-type(1)").all_text_contents()
    assert len(months) == 12
    return sum(int(re.sub(r"\D", "", month) or 0) for month in months)
