"""Which devices go to the field? Browsers that keep their disk when they are killed, and a store that is filled without the screen."""

import json
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Route

from tests import browser
from tests.journeys.product import Product
from tests.journeys.steps.field import APP, Human
from tests.journeys.visitor import Visitor, sign_in

DOOR = Path(__file__).parents[3] / "var/axe/field-door.js"


class Device(Visitor):
    """A visitor whose browser keeps its disk in a folder, so that it can be killed and started again."""

    def __init__(self, chromium: Browser, address: str, name: str, disk: Path) -> None:
        """The same folder is the same device."""
        self.address, self.name, self.size, self.disk = address, name, {"width": 1366, "height": 768}, disk
        self.complaints, self.looked, self.visited, self.expected = [], set(), set(), set()
        self.context = chromium.browser_type.launch_persistent_context(
            str(disk), executable_path=browser.executable(), args=browser.ARGUMENTS, locale="es-HN", base_url=address, viewport=self.size,
            reduced_motion="reduce",
        )  # fmt: skip
        self.context.set_default_timeout(20_000)
        self.page = self.context.pages[0] if self.context.pages else self.context.new_page()
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))

    def kill(self) -> None:
        """As a battery that dies: every process of this browser at once."""
        for pid in processes_of(self.disk):
            os.kill(pid, signal.SIGKILL)


def processes_of(disk: Path) -> Iterator[int]:
    """Our own children that work on this folder, by their number."""
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if f"--user-data-dir={disk}".encode() in entry.read_bytes().split(b"\0"):
                yield int(entry.parent.name)
        except OSError:
            continue


@contextmanager
def device(chromium: Browser, product: Product, name: str, disk: Path) -> Iterator[Device]:
    """A device that is closed at the end, when it still lives."""
    one = Device(chromium, product.address, name, disk)
    try:
        yield one
    finally:
        for pid in processes_of(disk):
            os.kill(pid, signal.SIGTERM)


def enter(desk: Visitor, email: str) -> None:
    """Sign in, if the device is not signed in still."""
    desk.page.goto("/campo/")
    if "/cuenta/" in desk.page.url:
        sign_in(desk, email)
        desk.page.goto("/campo/")


def door(page: Page, pin: str) -> None:
    """The store of the first vault, opened beside the screen by the same code."""
    page.evaluate(DOOR.read_text() + ";globalThis.RutaField = RutaField;")
    page.evaluate("async pin => { const [vault] = await RutaField.vaults(); RutaField.begin(await RutaField.unlock(vault, pin)); }", pin)


# A registration with its permission, a need and a service, as the screens write them.
WRITE = """async people => {
  const store = RutaField.store();
  const own = (await store.get('pack:offers')).find(offer => offer.purpose === 'case_management');
  const grants = [{grantee: own.grantee, purpose: own.purpose, notice: own.notice}];
  for (const who of people) {
    const {signature, day, ...person} = who;
    const payload = {person, modality: 'returned', entry_point: 'si_empleo_office', grants, manner: {method: 'signature_screen', given_by: 'person', signature}};
    const out = await RutaField.write(store, 'register', payload, person.given_names);
    const on = {key: out.key};
    await RutaField.write(store, 'need', {case: on, code: 'national_id', note: ''}, person.given_names, on);
    await RutaField.write(store, 'deliver', {case: on, service_type: 'individual_counselling', outcome: 'delivered_full', delivered_on: day, channel: 'in_person', note: ''}, person.given_names, on);
  }
  return (await store.outbox()).length;
}"""


def as_said(who: Human, day: str, number: int) -> dict[str, Any]:
    """Somebody as the store takes them, with a signature of a hundred points."""
    date, month, year = who.born.split("/")
    points = "".join(f"L{(number * 31 + at * 7) % 280} {(number * 17 + at * 13) % 64}" for at in range(100))
    return {
        "given_names": who.given_names, "surnames": who.surnames, "preferred_name": "", "sex": "woman", "birth_date": f"{year}-{month}-{date}",
        "is_birth_date_estimated": False, "nationality": "HN", "municipality_id": "0502", "place": "Barrio El Centro", "languages": ["es"],
        "dependants": number % 5, "identifiers": [{"kind": "dni", "value": who.dni, "country": "HN"}],
        "contacts": [{"kind": "phone", "value": who.phone, "safety": "safe", "note": ""}],
        "return": {"returned_on": "2026-03-14", "country": "US", "entry_point": "", "kind": "forced"}, "disability": {"difficulty": "none"},
        "signature": f"M10 10{points}", "day": day,
    }  # fmt: skip


def states_of(page: Page) -> dict[str, int]:
    """How many things of the outbox are in which state."""
    return page.evaluate(
        "RutaField.store().outbox().then(all => all.reduce((sum, out) => ({...sum, [out.state]: (sum[out.state] || 0) + 1}), {}))"
    )


class Broken:
    """A line that breaks: some batches never leave, of others the answer never comes back."""

    def __init__(self, page: Page, *, lets: int) -> None:
        """Two of three batches pass until `lets` have passed; then nothing does."""
        self.page, self.seen, self.passed, self.lets = page, 0, 0, lets
        self.lost: list[str] = []
        page.route("**/campo/api/envios/", self._carry)

    def _carry(self, route: Route) -> None:
        self.seen += 1
        if self.passed >= self.lets or self.seen % 4 == 1:
            self.lost.append("before")
            return route.abort("connectionreset")
        self.passed += 1
        answer = route.fetch()
        if self.seen % 4 == 3:
            self.lost.append("after")  # the register has it, the device never hears of it
            return route.abort("connectionreset")
        return route.fulfill(response=answer)

    def mend(self) -> None:
        """The line holds."""
        self.page.unroute("**/campo/api/envios/")


def registered(product: Product, people: list[Human]) -> dict[str, list[int]]:
    """Of each document: persons, cases, permissions, needs and services that the register has."""
    wanted = product.var / "wanted.json"
    wanted.write_text(json.dumps([who.dni for who in people]))
    return json.loads(product.run("tests.journeys.counting", str(wanted)))


def open_app(desk: Visitor) -> None:
    """The page of the application with its lock."""
    desk.page.goto(APP)
    desk.page.locator("#f-vaults form").wait_for()
