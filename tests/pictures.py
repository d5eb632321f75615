"""How does every page look? Each named page, per role that may open it, at 360 and 1366 px, light and dark: `make pictures`.

The pages are found by following links from each role's landing page over a demonstration population; a name of the resolver that
nobody reaches is listed in the index in red, so that a new page cannot be forgotten. Options: --roles, --persons, --only NAME.
"""

import argparse
import html
import os
import shutil
import sys
import time
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests import browser

os.environ["DJANGO_SETTINGS_MODULE"] = "ruta.config.settings"
ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "var/pictures"
PLAYED = ROOT / "var/pictures-product"
WIDTHS = (1366, 360)
HEIGHT = {1366: 900, 360: 740}
LIGHTS = ("light", "dark")


def main() -> int:
    """Start a product with a population, crawl as each role, take the pictures, write the index."""
    chosen = options()
    import django

    django.setup()
    from ruta.demo.cast import CAST, PASSWORD
    from tests.journeys import product as products

    players = {player.posts[0].role.value: player for player in reversed(CAST)}
    roles = [role for role in players if not chosen.roles or role in chosen.roles]
    for former in (FOLDER, PLAYED):  # a population is made into an empty database
        shutil.rmtree(former, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    product = products.start(PLAYED)
    taken: dict[str, dict[str, str]] = {}
    broken: dict[str, int] = {}
    try:
        product.ruta("demo", "--persons", str(chosen.persons))
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=browser.executable(), args=browser.ARGUMENTS)
            taken["anybody"] = as_anybody(chromium, product.address)
            for role in roles:
                begin = time.monotonic()
                taken[role], faults = as_role(chromium, product.address, players[role].email, PASSWORD, role, chosen.only)
                broken |= faults
                print(f"{role}: {len(taken[role])} pages in {time.monotonic() - begin:.0f} s", flush=True)
    finally:
        product.stop()
    return index(taken, broken)


def options() -> argparse.Namespace:
    """What to picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--roles", nargs="*", default=[])
    parser.add_argument("--persons", type=int, default=2000)
    parser.add_argument("--only", default="", help="part of a page's name")
    return parser.parse_args()


def as_anybody(chromium: Browser, address: str) -> dict[str, str]:
    """What somebody sees who did not sign in."""
    from tests.crawling import crawl

    context = chromium.new_context(base_url=address, locale="es-HN", reduced_motion="reduce")
    page = context.new_page()
    page.goto("/cuenta/login/")
    pages = crawl(page, "/cuenta/login/").pages
    shoot(context, address, pages, "anybody")
    context.close()
    return pages


def as_role(chromium: Browser, address: str, email: str, password: str, role: str, only: str) -> tuple[dict[str, str], dict[str, int]]:
    """Sign in, find the pages of the role, picture them."""
    from tests.crawling import crawl

    context = chromium.new_context(base_url=address, locale="es-HN", reduced_motion="reduce")
    page = context.new_page()
    page.goto("/cuenta/login/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", password)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/cuenta/" not in url)
    found = crawl(page, "/")
    pages = {name: path for name, path in found.pages.items() if only in name}
    shoot(context, address, pages, role)
    context.close()
    return pages, found.broken


def shoot(context: BrowserContext, address: str, pages: dict[str, str], role: str) -> None:
    """Four pictures of each page."""
    page = context.new_page()
    for light in LIGHTS:
        context.add_cookies([{"name": "theme", "value": light, "url": address}])
        for name, path in pages.items():
            page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT[WIDTHS[0]]})
            page.goto(path)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": HEIGHT[width]})
                page.screenshot(path=FOLDER / picture(role, name, width, light), full_page=True)


def picture(role: str, name: str, width: int, light: str) -> str:
    """The name of one file."""
    return f"{role}--{name.replace(':', '.')}--{width}-{light}.png"


def index(taken: dict[str, dict[str, str]], broken: dict[str, int]) -> int:
    """One page to look through; 1 when a link of ours leads nowhere."""
    from tests.crawling import names

    reached = {name for pages in taken.values() for name in pages}
    forgotten = sorted(set(names()) - reached)
    parts = [
        f"<h2>{html.escape(role)}</h2>" + "".join(_row(role, name, path) for name, path in pages.items()) for role, pages in taken.items()
    ]
    (FOLDER / "index.html").write_text(
        "<!doctype html><meta charset=utf-8><title>Pictures</title><style>body{font:14px sans-serif}figure{display:inline-block;margin:4px;"
        "vertical-align:top}img{border:1px solid #999;width:300px}.forgotten{color:#b00}</style>"
        f"<p class=forgotten>Names that nobody reached by links (posts, files and forgotten pages): {html.escape(', '.join(forgotten))}</p>"
        f"<p class=forgotten>Broken links: {html.escape(str(broken))}</p>" + "".join(parts),
        encoding="utf8",
    )
    print(f"{FOLDER / 'index.html'}: {len(reached)} named pages, not reached by links: {', '.join(forgotten)}")
    print(f"broken links: {broken or 'none'}")
    return 1 if broken else 0


def _row(role: str, name: str, path: str) -> str:
    shots = "".join(
        f"<figure><a href='{picture(role, name, width, light)}'><img loading=lazy src='{picture(role, name, width, light)}'></a></figure>"
        for light in LIGHTS
        for width in WIDTHS
    )
    return f"<h3>{html.escape(name)} <small>{html.escape(path)}</small></h3>{shots}"


if __name__ == "__main__":
    sys.exit(main())
