"""What do two hundred cases weigh, and how long do they take on a line of 64 kbit/s? A real browser against a served product of its own."""

import shutil
import tempfile
import time
from datetime import datetime
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from bench.measuring import Figure
from ruta.base.clock import HONDURAS
from tests import browser
from tests.journeys import product as products
from tests.journeys.product import Product
from tests.journeys.steps import devices, field

PIN = "montaña 4827"
MANY = 200
LINE = 8_000  # bytes a second: 64 kbit/s, both ways
LATENCY = 300  # milliseconds
COUNT = "RutaField.batches(RutaField.store()).then(all => all.map(one => one.body.length))"
SEND = "RutaField.state(RutaField.store().vault.device).then(() => RutaField.synchronise(RutaField.store(), () => undefined))"
TAKE = "RutaField.state(RutaField.store().vault.device).then(() => RutaField.take(RutaField.store(), ids, () => undefined))"


def measure() -> list[Figure]:
    """Bytes and seconds, beside what the line alone would take."""
    product = products.start()
    disk = Path(tempfile.mkdtemp(prefix="ruta-field-"))
    try:
        product.run("tests.journeys.accounts")
        with sync_playwright() as playwright:
            running = playwright.chromium.launch(executable_path=browser.executable(), args=browser.ARGUMENTS)
            with devices.device(running, product, "tablet", disk) as tablet:
                return _figures(tablet, product)
    finally:
        product.stop()
        shutil.rmtree(disk, ignore_errors=True)
        shutil.rmtree(product.var, ignore_errors=True)


def _figures(tablet: devices.Device, product: Product) -> list[Figure]:
    devices.enter(tablet, "orienta.sps@prueba.hn")
    field.begin(tablet, PIN)
    field.take_work(tablet)
    devices.door(tablet.page, PIN)
    day = datetime.now(HONDURAS).date().isoformat()
    people = [field.human(number) for number in range(MANY)]
    begun = time.perf_counter()
    tablet.page.evaluate(devices.WRITE, [devices.as_said(who, day, number) for number, who in enumerate(people)])
    written = time.perf_counter() - begun
    batches = tablet.page.evaluate(COUNT)
    slow(tablet.page)
    seconds = timed(tablet.page, SEND)
    found = devices.registered(product, people)
    whole = sum(counts == [1, 1, 1, 1, 1] for counts in found.values())
    bytes_up, alone = sum(batches), sum(batches) / LINE + len(batches) * LATENCY / 1000
    return [
        Figure(
            "A case in the field: registration with signature, need, service",
            f"{bytes_up / MANY:,.0f} bytes on the line",
            "",
            f"{len(batches)} batches",
        ),
        Figure(
            f"{MANY} cases brought over 64 kbit/s, {LATENCY} ms",
            f"{seconds:.0f} s, {whole} of {MANY} whole",
            "",
            f"the line alone: {alone:.0f} s",
        ),
        Figure(
            "A thing written down on the device, sealed and on the disk", f"{written * 1000 / MANY / 3:.1f} ms", "", "durability: strict"
        ),
        *_taking(tablet.page),
    ]


def _taking(page: Page) -> list[Figure]:
    """A day's work for those cases, over the same line, from nothing."""
    ids = [one["id"] for one in page.evaluate("RutaField.get('candidatos/').then(found => found.content)")][:50]
    page.evaluate("RutaField.store().drop('pack:hashes')")
    parts = page.evaluate("RutaField.get('paquete/').then(found => found.content.parts)")
    seconds = timed(page, TAKE.replace("ids", str(ids)))
    weight = sum(part["bytes"] for part in parts)
    return [
        Figure(
            f"Texts, catalogues, instruments, index and {len(ids)} cases taken along over 64 kbit/s",
            f"{seconds:.0f} s",
            "",
            f"parts: {weight / 1000:.0f} kB",
        )
    ]


def slow(page: Page) -> None:
    """A line of 64 kbit/s."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    said = {"offline": False, "latency": LATENCY, "downloadThroughput": LINE, "uploadThroughput": LINE}
    line.send("Network.emulateNetworkConditions", said)


def timed(page: Page, script: str) -> float:
    """Seconds of one promise."""
    begun = time.perf_counter()
    page.evaluate(script)
    return time.perf_counter() - begun
