"""How does somebody work with the application of the field in a real browser?"""

import json
from dataclasses import dataclass

from tests.journeys import visitor as visitors
from tests.journeys.product import Product
from tests.journeys.steps.registering import choose, sign
from tests.journeys.visitor import Visitor

APP = "/campo/app/"


@dataclass(frozen=True)
class Human:
    """Whom the journey is about; invented."""

    given_names: str
    surnames: str
    dni: str
    born: str
    phone: str


GIVEN = ("Alba", "Benito", "Celia", "Danilo", "Elvia", "Fausto", "Gloria", "Hernán", "Irma", "Julio")
SURNAMES = ("Zelaya", "Banegas", "Cálix", "Dubón", "Euceda", "Funes", "Girón", "Hernández", "Izaguirre", "Juárez")


def human(number: int) -> Human:
    """One of many, none like another."""
    first, second = SURNAMES[number % 10], SURNAMES[(number // 10 + 3) % 10]
    year = 1960 + number % 40
    return Human(
        GIVEN[(number * 7) % 10], f"{first} {second} {chr(65 + number % 26)}{chr(97 + number // 26)}quez", f"0801-{year}-{60000 + number * 37:05d}",
        f"{1 + number % 28:02d}/{1 + number % 12:02d}/{year}", f"3{number:03d}-{(number * 7919) % 10000:04d}",
    )  # fmt: skip


def begin(desk: Visitor, pin: str) -> None:
    """A PIN on this device, with network."""
    desk.go("/campo/")
    desk.press("Abrir la aplicación de campo", role="link")
    desk.page.locator("#f-new").wait_for()
    desk.look()
    desk.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    desk.page.fill("#f-pin", pin)
    desk.page.fill("#f-again", pin)
    desk.page.fill("#f-label", "Tableta de prueba")
    desk.press("Guardar la clave", inside="#f-new")
    home(desk)
    desk.look()


def home(desk: Visitor) -> None:
    """The list of the device is shown."""
    desk.page.locator("[data-screen=home]").wait_for(timeout=30_000)
    desk.page.locator("#f-ready").filter(has_text="esper").wait_for()


def take_work(desk: Visitor) -> None:
    """Texts, catalogues and the cases that were marked."""
    desk.page.click("#f-take")
    desk.page.locator("#f-choose").wait_for()
    desk.look()
    desk.press("Llevar lo marcado", inside="#f-choose")
    desk.page.locator("#f-told").get_by_text("Listo: lleva").wait_for(timeout=60_000)


def reload(desk: Visitor) -> None:
    """Open the application anew, from what the device keeps."""
    desk.page.goto(APP)
    desk.page.locator("#f-vaults form").wait_for()


def reopen(desk: Visitor, pin: str) -> None:
    """Anew, and with the PIN."""
    reload(desk)
    desk.page.fill("#f-vaults input[name=pin]", pin)
    desk.page.press("#f-vaults input[name=pin]", "Enter")
    home(desk)


def register(desk: Visitor, who: Human) -> None:
    """Somebody new, with a permission and a signature, on the screen."""
    page = desk.page
    page.click("#f-add")
    page.locator("[data-screen=register]").wait_for()
    page.locator("#f-offers input").first.wait_for()
    for name, value in {
        "number_0": who.dni,
        "given_names": who.given_names,
        "surnames": who.surnames,
        "birth_date": who.born,
        "phone": who.phone,
    }.items():
        page.fill(f"#id_{name}", value)
    page.select_option("#id_sex", "woman")
    choose(desk, "municipality_id", "choloma", "0502")
    page.check("input[name=modality][value=returned]", force=True)
    page.fill("#id_returned_on", "14/03/2026")
    choose(desk, "return_country", "estados unidos", "US")
    page.locator("#f-offers input[value$=':case_management']").check()
    sign(desk)
    twice(desk, "#f-register")
    home(desk)


def twice(desk: Visitor, form: str) -> None:
    """Touch the button two times, as people do: it is one thing all the same."""
    desk.page.locator(form).get_by_role("button", name="Guardar en este aparato").dblclick()


def close(desk: Visitor) -> None:
    """Close with the PIN: only the lock is left."""
    desk.page.click("#f-lock")
    desk.page.locator("#f-vaults form").wait_for()


def send(desk: Visitor) -> None:
    """Bring what waits."""
    desk.page.click("#f-send")
    desk.page.locator("#f-told").get_by_text("Enviado.").wait_for(timeout=120_000)


def states(desk: Visitor) -> list[str]:
    """What the list says of those registered on this device."""
    home(desk)
    rows = desk.page.locator("#f-cases li .r-muted").all_inner_texts()
    return [row for row in rows if not row[:1].isupper() or not row[1:2].isupper()]


def look(desk: Visitor) -> None:
    """Axe and the narrow screen, without network."""
    desk.looked.add(visitors.shape(desk.page.url))
    desk.complaints += [f"axe on {desk.page.url}: {fault}" for fault in visitors.axe(desk.page)]
    desk.complaints += visitors.overflow(desk.page, desk.size)


def counts(product: Product) -> dict[str, int]:
    """How many rows the register has, counted past every policy."""
    return json.loads(product.run("tests.journeys.counting"))


def databases(desk: Visitor) -> list[str]:
    """The databases that the browser keeps."""
    return sorted(desk.page.evaluate("indexedDB.databases().then(all => all.map(one => one.name))"))


def sealed(desk: Visitor) -> bool:
    """Whether nothing in the boxes and the outbox can be read."""
    raw = desk.page.evaluate(
        """async () => {
          const names = (await indexedDB.databases()).map(one => one.name).filter(name => name.startsWith('ruta-campo-'));
          let told = '';
          for (const name of names) {
            const db = await new Promise(go => { const ask = indexedDB.open(name); ask.onsuccess = () => go(ask.result); });
            for (const store of db.objectStoreNames) {
              const rows = await new Promise(go => { const ask = db.transaction(store).objectStore(store).getAll(); ask.onsuccess = () => go(ask.result); });
              for (const row of rows) told += Object.keys(row).join() + ' ' + new TextDecoder('latin1').decode(row.data);
            }
            db.close();
          }
          return told;
        }"""
    )
    return bool(raw) and not any(word in raw for word in ("Alba", "Zelaya", "surnames", "given_names", "notice"))


def open_case(desk: Visitor, name: str) -> None:
    """One case of the device."""
    desk.page.locator("#f-cases").get_by_role("button", name=name).first.click()
    desk.page.locator("[data-screen=case]").wait_for()


def assess(desk: Visitor) -> None:
    """Answer the first option of every question that is asked; what it opens is asked too."""
    page = desk.page
    desk.press("Valorar", inside="[data-screen=case]")
    page.locator("[data-screen=assess] #f-questions fieldset").first.wait_for()
    for _ in range(6):
        answered = page.evaluate(ANSWER)
        if not answered:
            break
    desk.press("Guardar en este aparato", inside="#f-assess")
    page.locator("[data-screen=case]").wait_for()


# Ticks or fills each visible question that has no answer yet; gives how many.
ANSWER = """() => {
  let answered = 0;
  for (const box of document.querySelectorAll('#f-questions [data-question]')) {
    if (box.closest('[hidden]')) continue;
    const ticks = [...box.querySelectorAll('input[type=radio], input[type=checkbox]')];
    const texts = [...box.querySelectorAll('input[type=text]')];
    for (const text of texts) if (!text.value) { text.value = text.inputMode === 'decimal' ? '1' : text.placeholder || 'costura'; answered++; text.dispatchEvent(new Event('change', {bubbles: true})); }
    for (const name of new Set(ticks.map(tick => tick.name))) {
      const same = ticks.filter(tick => tick.name === name);
      if (!same.some(tick => tick.checked)) { same[0].click(); answered++; }
    }
  }
  return answered;
}"""


def plan(desk: Visitor, title: str) -> None:
    """A plan out of a template."""
    page = desk.page
    desk.press("Acordar itinerario", inside="[data-screen=case]")
    page.locator("#f-template option").nth(1).wait_for(state="attached")
    page.select_option("#f-template", index=1)
    page.locator("#f-steps li").first.wait_for()
    page.fill("#f-title", title)
    desk.press("Guardar en este aparato", inside="#f-plan")
    page.locator("[data-screen=case]").wait_for()


def deliver(desk: Visitor) -> None:
    """A service of today."""
    page = desk.page
    desk.press("Anotar atención", inside="[data-screen=case]")
    page.locator("#f-service option[value=individual_counselling]").wait_for(state="attached")
    page.select_option("#f-service", "individual_counselling")
    page.select_option("#f-outcome", "delivered_full")
    twice(desk, "#f-deliver")
    page.locator("[data-screen=case]").wait_for()


def note_need(desk: Visitor, code: str) -> None:
    """A need of the list."""
    desk.page.select_option("#f-need-code", code)
    desk.press("Anotar necesidad", inside="#f-need")
    desk.page.locator("#f-case-written").get_by_text("Necesidad").wait_for()


def trouble(desk: Visitor) -> list[str]:
    """What the device says is not kept yet."""
    return desk.page.locator("#f-trouble li").all_inner_texts()


def take_case(desk: Visitor, who: Human) -> None:
    """Take one case along, as it is now."""
    desk.page.click("#f-take")
    box = desk.page.locator("#f-candidates li", has_text=who.surnames).locator("input")
    box.first.wait_for()
    box.first.check()
    desk.press("Llevar lo marcado", inside="#f-choose")
    desk.page.locator("#f-told").get_by_text("Listo: lleva").wait_for(timeout=60_000)


def correct(desk: Visitor, who: Human, **values: str) -> None:
    """Change fields of a case that was taken along."""
    desk.page.locator("#f-cases li", has_text="SPS-").get_by_role("button", name=who.given_names).first.click()
    desk.press("Corregir datos", inside="[data-screen=case]")
    for name, value in values.items():
        desk.page.fill(f"[name=e-{name}]", value)
    desk.press("Guardar en este aparato", inside="#f-edit")
    desk.page.locator("#f-case-written").get_by_text("Cambio de datos").wait_for()
    desk.page.locator("[data-screen=case] .r-crumb [data-go=home]").click()
    home(desk)


def photograph(desk: Visitor, kind: str) -> None:
    """A paper of 2400 × 1800 points, drawn by the browser itself."""
    page = desk.page
    desk.press("Fotografiar documento", inside="[data-screen=case]")
    page.locator("[data-screen=photo]").wait_for()
    raw = page.evaluate(
        """async () => {
          const canvas = new OffscreenCanvas(2400, 1800); const pen = canvas.getContext('2d');
          for (let at = 0; at < 900; at++) { pen.fillStyle = `hsl(${at * 7 % 360} 60% 60%)`; pen.fillRect(at * 53 % 2400, at * 97 % 1800, 90, 30); }
          const blob = await canvas.convertToBlob({type: 'image/png'});
          return [...new Uint8Array(await blob.arrayBuffer())];
        }"""
    )
    page.set_input_files("#f-file", {"name": "papel.png", "mimeType": "image/png", "buffer": bytes(raw)})
    page.fill("#f-kind", kind)
    desk.press("Guardar en este aparato", inside="#f-photo")
    page.locator("#f-case-written").get_by_text("Fotografía de documento").wait_for(timeout=30_000)


def change_pin(desk: Visitor, old: str, pin: str) -> None:
    """Another PIN for what is kept."""
    page = desk.page
    desk.press("Cambiar clave", inside="[data-screen=home]")
    for name, text in {"old": old, "pin": pin, "again": pin}.items():
        page.fill(f"#f-pin-change [name={name}]", text)
    look(desk)
    desk.press("Cambiar clave", inside="#f-pin-change form")
    page.locator("#f-told").get_by_text("La clave cambió").wait_for(timeout=30_000)


def take_this(desk: Visitor) -> None:
    """Take along the case of somebody who was registered here and has left the device."""
    desk.page.locator("#f-cases").get_by_role("button", name="Llevar este caso").last.click()
    desk.page.locator("#f-told").get_by_text("Listo: lleva el caso").wait_for(timeout=30_000)


def allow(desk: Visitor) -> None:
    """One more permission, with a signature."""
    page = desk.page
    desk.press("Pedir permiso", inside="[data-screen=case]")
    page.locator("#f-allow-offers input").first.wait_for()
    look(desk)
    page.locator("#f-allow-offers input").first.check()
    sign(desk, inside="#f-allow", name="c-signature")
    desk.press("Guardar en este aparato", inside="#f-allow")
    page.locator("#f-case-written").get_by_text("Permisos").wait_for()


def change_need(desk: Visitor, note: str) -> None:
    """Another note of the first need."""
    page = desk.page
    page.locator("#f-case-needs").get_by_role("button", name="Cambiar").first.click()
    page.fill("#f-change-note", note)
    look(desk)
    desk.press("Guardar en este aparato", inside="#f-change")
    page.locator("#f-case-needs").get_by_text(note).wait_for()


def change_plan(desk: Visitor, title: str) -> None:
    """The plan with its steps, under another title."""
    page = desk.page
    desk.press("Cambiar itinerario", inside="[data-screen=case]")
    page.locator("#f-steps li").first.wait_for()
    look(desk)
    page.fill("#f-title", title)
    desk.press("Guardar en este aparato", inside="#f-plan")
    page.locator("#f-case-written").get_by_text("Itinerario").wait_for()


def decide(desk: Visitor, **choices: str) -> None:
    """Which of two values stays, chosen without network."""
    page = desk.page
    page.locator("#f-trouble").get_by_role("button", name="Resolver").first.click()
    for name, value in choices.items():
        page.check(f"input[name=choice-{name}][value={value}]")
    look(desk)
    desk.press("Dejar lo elegido", inside="#f-settle")
    home(desk)
