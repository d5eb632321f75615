"""What does every journey stand on? The real product on a port of its own, and visitors at real browsers."""

import fcntl
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests import browser
from tests.journeys import product as products
from tests.journeys.product import Product
from tests.journeys.visitor import DESKTOP, Visitor

LONGEST = "tests/journeys/test_two_instances.py"
PICTURES = Path(__file__).parents[2] / "var/journeys"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys alone may open sockets: to their own product. The longest file begins, so that nobody waits for it at the end."""
    items.sort(key=lambda item: LONGEST not in item.nodeid)
    for item in items:
        if item.get_closest_marker("journey"):
            item.add_marker(pytest.mark.enable_socket)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Let the fixtures know whether the journey failed."""
    report = yield
    if report.when == "call":
        item.failed = report.failed  # type: ignore[attr-defined]
    return report


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The population is made once: whoever comes second copies what the first one made."""
    shared = tmp_path_factory.getbasetemp()
    with locked((shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared) / "peopled") as note:
        if not note.read_text():
            note.write_text(str(peopled()))
        running = products.start(copied(Path(note.read_text())))
    try:
        yield running
    finally:
        code = running.stop()
    assert code == 0, (running.var / "serve.log").read_text()[-3000:]
    shutil.rmtree(running.var)


@contextmanager
def locked(note: Path) -> Iterator[Path]:
    """One at a time."""
    with note.open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield note


def peopled() -> Path:
    """The folder of an installation with accounts and a population, at rest."""
    made = products.start()
    try:
        made.run("tests.journeys.accounts")
        made.ruta("demo", "--persons", "200", "--seed", "4")
    finally:
        code = made.stop()
    assert code == 0, (made.var / "serve.log").read_text()[-3000:]
    return made.var


def copied(var: Path) -> Path:
    """The same in a folder of its own, with the owner that the server asks for."""
    own = products.folder()
    subprocess.run(["cp", "-a", f"{var}/.", own], check=True)
    return own


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Whoever began them all takes away what they copied."""
    if hasattr(session.config, "workerinput"):
        return
    factory = session.config._tmp_path_factory  # type: ignore[attr-defined]
    note = factory.getbasetemp() / "peopled"
    if note.exists() and note.read_text():
        shutil.rmtree(note.read_text())


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser per module: Playwright's loop and Django's database do not share a thread."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=browser.executable(), args=browser.ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def visit(product: Product, chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., Visitor]]:
    """`visit(name)` gives a visitor; each one's complaints fail the journey, and a failure leaves pictures."""
    visitors: list[Visitor] = []

    def enter(name: str, size: dict[str, int] = DESKTOP) -> Visitor:
        visitors.append(Visitor(chromium, product.address, name, size))
        return visitors[-1]

    yield enter
    if getattr(request.node, "failed", False) or any(visitor.complaints for visitor in visitors):
        PICTURES.mkdir(parents=True, exist_ok=True)
        for visitor in visitors:
            visitor.page.screenshot(path=PICTURES / f"{request.node.name}-{visitor.name}.png", full_page=True)
    for visitor in visitors:
        visitor.finish()
