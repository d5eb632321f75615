"""Does a coordinator run a training whose certificates anybody checks, and is an office brought from what it lacks to evidence?"""

import re
from datetime import UTC, datetime, timedelta

import pytest

from ruta.base.clock import HONDURAS
from tests.journeys.figures import figure
from tests.journeys.visitor import TELEPHONE, Visitor, sign_in

pytestmark = pytest.mark.journey
PAPER = {"name": "entrega.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 una prueba"}
OFFICE = "SI EMPLEO San Pedro Sula"
NAME, HOLDER, NEWS = "Acoger sin volver a preguntar", "Persona de prueba", "Charla del viernes"


def test_twenty_five_are_trained_and_a_certificate_is_checked_from_outside(visit):
    coordinator, central = visit("coordinacion"), visit("central")
    sign_in(coordinator, "coordinacion.sps@demo.ruta.hn")
    sign_in(central, "central@demo.ruta.hn")
    before = figure(central, "I10")
    page = coordinator.page
    coordinator.go("/formacion/")
    coordinator.press("Dar un curso", role="link")
    page.wait_for_url("**/cursos/")
    coordinator.look()
    coordinator.press("Registrar curso", role="link")
    page.wait_for_url("**/nuevo/")
    coordinator.look()
    for name, value in {"name": NAME, "hours": "4", "phases": "Acogida, 120", "least_grade": "70"}.items():
        page.fill(f"#id_{name}", value)
    save(coordinator, "Guardar")
    coordinator.look()
    begin = datetime.now(UTC).astimezone(HONDURAS) - timedelta(minutes=4)
    for name, value in {"place": "Salón", "starts_on": f"{begin:%Y-%m-%d}", "hour": f"{begin:%H:%M}", "places": "25"}.items():
        page.fill(f"#id_{name}", value)
    save(coordinator, "Abrir edición")
    coordinator.look()
    edition = str(page.evaluate("location.pathname"))
    page.fill("#id_lines", "\n".join(f"{HOLDER} {at}; jornada{at}@ejemplo.hn; ; F" for at in range(1, 26)))
    save(coordinator, "Inscribir")
    assert "25" in page.locator(".r-figures").inner_text()
    page.locator("a[href*='/formacion/sesiones/']").first.click()
    page.wait_for_url("**/sesiones/*/")
    session = str(page.evaluate("location.pathname"))
    at_least_today(coordinator, begin)
    coordinator.look()
    come_in(visit, coordinator, edition, session)
    for grade in page.locator("input[name^='nota-']").all():
        grade.fill("90")
    save(coordinator, "Guardar notas")
    save(coordinator, "Terminar y certificar")
    coordinator.look()
    assert page.locator("a", has_text=re.compile(r"^CAP-\d{4}-\d+$")).count() == 25
    assert figure(central, "I10") == before + 25, "the roadmap counts who was certified"
    said = page.locator(".r-panel", has_text="Qué opinan quienes asistieron")
    assert "Contestaron 5 personas, sin nombre" in said.inner_text()
    assert "80 %" in said.inner_text(), "four of five found it useful"
    checked(visit, coordinator)


def at_least_today(coordinator: Visitor, begin: datetime) -> None:
    """On a Sunday the session was laid on Monday: hold it now."""
    page = coordinator.page
    page.locator("summary", has_text="Otro día u otra hora").click()
    page.fill("#id_day", f"{begin:%Y-%m-%d}")
    page.fill("#id_hour", f"{begin:%H:%M}")
    page.locator("details", has_text="Otro día u otra hora").get_by_role("button", name="Guardar").click()
    page.wait_for_load_state("load")


def come_in(visit, coordinator: Visitor, edition: str, session: str) -> None:
    """All but two read the code of the room with a telephone, one's badge is read, one is noted by hand; five say what it was worth."""
    page = coordinator.page
    coordinator.go(f"{session}sala/")
    with page.expect_download() as paper:
        page.evaluate(
            "url => { const a = document.createElement('a'); a.href = url; a.download = ''; document.body.append(a); a.click(); }",
            f"{edition}gafetes.pdf",
        )
    badges = badges_in(paper.value.path())
    assert len(badges) == 25
    coordinator.go(session)
    page.locator("input[name=presente]").last.check()  # and is called away before saving
    page.wait_for_timeout(700)  # drafts wait for a pause in the typing
    coordinator.go(f"{session}sala/")
    telephone = visit("telefono", TELEPHONE)
    for at, badge in enumerate(badges[:23]):
        if at % 8 == 0:  # the code on the wall changes
            coordinator.page.reload()
            address = re.sub(r"^https?://[^/]+", "", page.locator("#codigo .text-break").inner_text())
            telephone.go(address)
        telephone.page.goto(address)
        telephone.page.fill("#id_badge", badge)
        save(telephone, "Anotar que llegué")
        assert "Quedó anotado" in telephone.page.inner_text("main")
    telephone.look()
    appraised(telephone, badges[:5])
    coordinator.go(f"/formacion/gafete/{badges[23]}/")
    save(coordinator, "Está presente")
    coordinator.go(session)
    assert page.locator("input[name=presente]:checked").count() >= 24, "a draft undoes nobody who came in by a code since"
    for missing in page.locator("input[name=presente]:not(:checked)").all():
        missing.check()
    save(coordinator, "Guardar asistencia")
    coordinator.go(edition)
    assert "Han contestado 5 personas" in page.inner_text("main")


def appraised(telephone: Visitor, badges: list[str]) -> None:
    """What it was worth, unnamed: the same badge does not say it twice."""
    telephone.press("Al terminar el curso", role="link")
    telephone.page.wait_for_url("**/cursos/evaluar/**")
    telephone.look()
    address = telephone.page.url
    for at, badge in enumerate([*badges, badges[0]]):
        telephone.page.goto(address)
        for name, mark in {"content": 5, "teaching": 4, "use": 5 if at else 2}.items():
            telephone.page.locator(f"label[for=id_{name}_{mark - 1}]").click()
        telephone.page.fill("#id_badge", badge)
        if at == len(badges):
            telephone.expected.add(409)
        save(telephone, "Enviar")
        telephone.look()
        assert ("Quedó guardado" if at < len(badges) else "ya se contestó") in telephone.page.inner_text("main")


def badges_in(path) -> list[str]:
    """What stands on the badges of a paper."""
    from pypdf import PdfReader

    text = "".join(each.extract_text() for each in PdfReader(path).pages)
    return [code.replace(" ", "") for code in re.findall(r"\b[A-Z2-7]{4} [A-Z2-7]{4}", text)]  # the next name may follow at once


def checked(visit, coordinator: Visitor) -> None:
    """Anybody types the code of the paper, compares the name, and takes the signed file to be checked."""
    page = coordinator.page
    link = page.locator("a", has_text=re.compile(r"^CAP-")).first
    with page.expect_download() as paper:
        page.evaluate(
            "url => { const a = document.createElement('a'); a.href = url; a.download = ''; document.body.append(a); a.click(); }",
            link.get_attribute("href"),
        )
    from pypdf import PdfReader

    text = "".join(each.extract_text() for each in PdfReader(paper.value.path()).pages)
    code = re.search(r"CAP-\d{4}-\d+(?: [A-Z2-7]{4}){4}", " ".join(text.split()))
    assert code is not None
    anybody = visit("cualquiera")
    anybody.go("/certificados/")
    anybody.page.fill("#codigo", code[0])
    save(anybody, "Comprobar")
    anybody.look()
    assert "Esta constancia vale" in anybody.page.inner_text("main")
    assert HOLDER not in anybody.page.inner_text("main")
    anybody.page.fill("#id_name", re.search(rf"{HOLDER} \d+", text)[0])
    save(anybody, "Comparar")
    assert "Coincide" in anybody.page.inner_text("main")


def test_an_office_goes_from_what_it_lacks_to_evidence(visit):
    keeper, purse = visit("oficina"), visit("central")
    sign_in(keeper, "coordinacion.sps@demo.ruta.hn")
    sign_in(purse, "central@demo.ruta.hn")
    purse.go("/equipamiento/metas/")
    counts_already = purse.page.locator("ol.r-list a", has_text=OFFICE).count()
    before = figure(purse, "I09")
    keeper.go("/equipamiento/")
    keeper.press("Anotar lo que falta", role="link")
    keeper.page.wait_for_url("**/nuevo/")
    keeper.look()
    keeper.page.fill("#id_what", "Silla de ruedas para la entrada")
    save(keeper, "Guardar")
    keeper.look()
    place = str(keeper.page.evaluate("location.pathname"))
    photographed(keeper)
    purse.go(place)
    fill(purse, budget="9000", funding="Fondos nacionales")
    fill(purse, supplier="Comercial Prueba", order_ref="OC-99", paid="8800")
    keeper.go(place)
    keeper.page.fill("#id_received", "1")
    keeper.page.fill("#id_upkeep_months", "6")
    keeper.page.locator("#id_file").first.set_input_files(files=[PAPER])
    save(keeper, "Guardar")
    assert "Recibido" in keeper.page.inner_text("main")
    fill(keeper, what="Revisión de frenos")
    assert "Revisión de frenos" in keeper.page.inner_text("main")
    purse.go("/equipamiento/metas/")
    assert purse.page.locator("ol.r-list a", has_text=OFFICE).count() == 1
    assert figure(purse, "I09") == before + 1 - counts_already, "the roadmap counts the office once its evidence is there"


def photographed(keeper: Visitor) -> None:
    """How it looks without it."""
    keeper.page.locator("summary", has_text="Agregar foto o documento").click()
    form = keeper.page.locator("details", has_text="Agregar foto o documento")
    form.locator("[name=title]").fill("La entrada, sin silla")
    form.locator("[name=file]").set_input_files(
        files=[{"name": "entrada.png", "mimeType": "image/png", "buffer": keeper.page.screenshot()}]
    )
    with keeper.page.expect_navigation():
        form.get_by_role("button", name="Guardar").click()
    assert "La entrada, sin silla" in keeper.page.inner_text("main")


def test_a_campaign_goes_from_a_draft_to_what_came_of_it(visit, product):
    """Written and approved by two, read on a telephone by somebody who is named nowhere, and counted."""
    writer, other = visit("central", TELEPHONE), visit("aprueba", TELEPHONE)
    sign_in(writer, "central@demo.ruta.hn")
    sign_in(other, "coordinacion.sps@demo.ruta.hn")
    writer.go("/comunicacion/campanas/")
    writer.press("Escribir una campaña", role="link")
    writer.page.wait_for_url("**/nueva/")
    writer.look()
    for name, value in {
        "title": NEWS,
        "text": "Charla gratis el viernes. Lugar y hora:",
        "details": "En la casa comunal, a las nueve.",
    }.items():
        writer.page.fill(f"#id_{name}", value)
    save(writer, "Guardar borrador")
    writer.look()
    place = str(writer.page.evaluate("location.pathname"))
    assert "A cuántas personas irá" in writer.page.inner_text("main")
    save(writer, "Enviar a aprobación")
    other.go(place)
    save(other, "Guardar decisión")
    product.drain()
    product.run("tests.journeys.messages")
    sent = [path for path in (product.var / "messages").rglob("*.txt") if "Charla gratis el viernes" in path.read_text()]
    assert len(sent) >= 5
    reader = visit("telefono", TELEPHONE)
    with reader.page.expect_response(lambda answer: answer.url.endswith("/visto/")) as seen:
        reader.go(re.search(r"/n/[\w-]+/", sent[0].read_text())[0])
    assert seen.value.status == 204
    save(reader, "Sí, me interesa")
    reader.look()
    assert "Usted contestó" in reader.page.inner_text("main")
    writer.go(place)
    told = writer.page.inner_text("main")
    assert "Qué resultó" in told
    assert re.search(r"Abrieron el enlace\s+(menos de 5|protegida)", told)


def fill(visitor: Visitor, **typed: str) -> None:
    """The step that is next."""
    for name, value in typed.items():
        visitor.page.fill(f"#id_{name}", value)
    save(visitor, "Guardar")


def save(visitor: Visitor, label: str) -> None:
    """Send a form and wait for the page after it."""
    with visitor.page.expect_navigation():
        visitor.page.get_by_role("button", name=label, exact=True).first.click()
    visitor.page.wait_for_load_state("load")
