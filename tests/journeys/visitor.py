"""Who walks through the product in a browser? A visitor who notices errors, what is not accessible, and what overflows."""

import base64
import hmac
import json
import re
import struct
import time
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Response

from ruta.demo.cast import PASSWORD as DEMO_PASSWORD
from tests.journeys.accounts import PASSWORD, PEOPLE, TOTP_SECRET, WITH_SECOND_FACTOR

AXE = Path(__file__).parents[2] / "frontend/node_modules/axe-core/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
GRAVE = {"serious", "critical"}
NARROW = {"width": 320, "height": 720}
DESKTOP = {"width": 1366, "height": 768}
TELEPHONE = {"width": 360, "height": 740}


class Visitor:
    """One person at one browser; what goes wrong is kept in `complaints` and fails the journey."""

    def __init__(self, chromium: Browser, address: str, name: str, size: dict[str, int] = DESKTOP) -> None:
        """A context of its own, so that two visitors share no cookie."""
        self.address, self.name, self.size = address, name, size
        self.context = chromium.new_context(viewport=size, locale="es-HN", base_url=address, reduced_motion="reduce")
        self.context.set_default_timeout(15_000)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.looked: set[str] = set()
        self.visited: set[str] = set()
        self.expected: set[int] = set()  # answers that the journey asks for, such as 409
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("response", self._response)
        self.page.on("framenavigated", lambda frame: self.visited.add(shape(frame.url)) if frame == self.page.main_frame else None)

    def _console(self, message: ConsoleMessage) -> None:
        is_status = "the server responded with a status of" in message.text  # judged by _response
        if message.type == "error" and not is_status:
            self.complaints.append(f"console on {self.page.url}: {message.text}")

    def _response(self, response: Response) -> None:
        if urlsplit(response.url).netloc != urlsplit(self.address).netloc:
            self.complaints.append(f"asked a stranger: {response.url}")
        if response.status >= 400 and response.status not in self.expected:
            self.complaints.append(f"{response.status} {response.request.method} {response.url}")

    def go(self, path: str) -> Page:
        """Open an address and look at it."""
        self.page.goto(path)
        self.look()
        return self.page

    def look(self) -> None:
        """Nothing serious for axe, and no overflow on a narrow screen."""
        self.page.wait_for_load_state("load")
        self.looked.add(shape(self.page.url))
        self.complaints += [f"axe on {self.page.url}: {fault}" for fault in axe(self.page)]
        self.complaints += overflow(self.page, self.size)

    def press(self, label: str, *, role: str = "button", inside: str = "main") -> None:
        """Press the button or follow the link with this label."""
        self.page.locator(inside).get_by_role(role, name=label).first.click()

    def finish(self) -> None:
        """Close the browser and tell what went wrong; every page that was opened must have been looked at."""
        self.context.close()
        unseen = self.visited - self.looked - {""}
        assert not self.complaints, f"{self.name}:\n" + "\n".join(self.complaints)
        assert not unseen, f"{self.name} opened pages without looking: {sorted(unseen)}"


def shape(url: str) -> str:
    """The path without ids, numbers and tokens."""
    parts = urlsplit(url)
    if not parts.scheme.startswith("http"):
        return ""
    return re.sub(r"/(\d+|[0-9a-f-]{36}|[A-Z]{1,6}-[\w-]*\d+|[\w:=-]{30,})(?=/)", "/…", parts.path)


def axe(page: Page) -> list[str]:
    """What axe-core finds that is serious or critical, with the first nodes."""
    page.evaluate(AXE.read_text())
    # Whatever passed stays in the browser: to carry it over takes three times as long as to look.
    asked = json.dumps({"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]})
    found = page.evaluate(f"axe.run(document, {asked}).then(said => said.violations)")
    return [
        f"{one['id']} ({one['impact']}): " + " | ".join(node["html"][:160] for node in one["nodes"][:3])
        for one in found
        if one["impact"] in GRAVE
    ]


def overflow(page: Page, size: dict[str, int]) -> list[str]:
    """Whether the page scrolls sideways at 320 px, and what sticks out."""
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    is_wide = page.evaluate("document.scrollingElement.scrollWidth > innerWidth")
    widest = page.evaluate(
        "[...document.querySelectorAll('body *')].filter(e => e.checkVisibility() && e.getBoundingClientRect().right > innerWidth + 1)"
        ".slice(0, 3).map(e => e.outerHTML.slice(0, 120))"
    ) if is_wide else []  # fmt: skip
    page.set_viewport_size(size)  # type: ignore[arg-type]
    return [f"overflows at 320 px: {page.url}: {widest}"] if is_wide else []


def sign_in(visitor: Visitor, email: str) -> None:
    """Enter as one of the accounts, with the second factor where it has one."""
    visitor.go("/cuenta/login/")
    visitor.page.fill("input[name=login]", email)
    visitor.page.fill("input[name=password]", PASSWORD if email in PEOPLE else DEMO_PASSWORD)
    visitor.page.press("input[name=password]", "Enter")
    if email == WITH_SECOND_FACTOR:
        visitor.page.wait_for_url("**/2fa/**")
        visitor.look()
        visitor.page.fill("input[name=code]", totp(TOTP_SECRET))
        visitor.page.press("input[name=code]", "Enter")
    visitor.page.wait_for_url(lambda url: "/cuenta/" not in url)
    visitor.look()


def totp(secret: str, at: float | None = None) -> str:
    """The six digits that an authenticator application shows (RFC 6238)."""
    counter = struct.pack(">Q", int((at or time.time()) // 30))
    digest = hmac.new(base64.b32decode(secret), counter, "sha1").digest()
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4]) & 0x7FFFFFFF) % 1_000_000:06d}"
