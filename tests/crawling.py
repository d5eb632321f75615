"""Which pages can somebody reach by following links? One address per named page, found from the landing page outwards."""

import re
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urljoin, urlsplit

from django.urls import NoReverseMatch, Resolver404, URLPattern, URLResolver, get_resolver, resolve, reverse
from playwright.sync_api import Page

# Places of others: pages of libraries that the desk does not link, and the developer's administration.
FOREIGN = ("admin:", "headless:", "mfa_", "account_")
# Answers that are no page of HTML.
FILES = ("text/html",)
LIMIT = 400
LINK = re.compile(r"""<a\b[^>]*\shref=["']([^"'#]+)""")


@dataclass
class Found:
    """The first address that was met for each name, and what went wrong on the way."""

    pages: dict[str, str] = field(default_factory=dict)
    broken: dict[str, int] = field(default_factory=dict)


def crawl(
    page: Page,
    *starts: str,
    on_page: Callable[[str, str], None] = lambda _name, _path: None,
    is_known: Callable[[str], bool] = lambda _name: False,
) -> Found:
    """Follow every link from the given addresses; a name is visited twice at most, so that a list's rows do not repeat.

    Addresses without arguments are tried even when nothing links them: not every role may open them, and some only take posts.
    `on_page(name, path)` is called with each new page open in the browser; one that `is_known` is asked for and read, not opened.
    """
    plain = addresses()
    found, met, waiting = Found(), {}, deque([*starts, *plain])
    while waiting and len(found.pages) < LIMIT:
        path = waiting.popleft()
        name = name_of(path)
        if name is None or met.get(name, 0) >= 2 or name.startswith("admin:"):
            continue
        met[name] = met.get(name, 0) + 1
        answer = page.context.request.get(path, max_redirects=0)
        if answer.status in {301, 302}:
            waiting.append(urlsplit(urljoin(page.url, answer.headers["location"])).path)
            continue
        if answer.status != 200:
            if path not in plain:
                found.broken[path] = answer.status
            continue
        if not is_page(answer.headers):
            continue
        if name not in found.pages and not is_known(name):
            page.goto(path)
            on_page(name, path)
        found.pages.setdefault(name, path)
        waiting.extend(links(answer.text(), path))
    return found


def is_page(headers: dict[str, str]) -> bool:
    """An answer of HTML that opens in the browser: one to be kept as a file is no page."""
    return headers.get("content-type", "").startswith(FILES) and not headers.get("content-disposition", "").startswith("attachment")


def links(html: str, here: str) -> list[str]:
    """The addresses of our own that a page links, with their queries."""
    found = [urljoin(here, unescape(one)) for one in LINK.findall(html)]
    return [one for one in dict.fromkeys(found) if one.startswith("/") and not one.startswith("//")]


def addresses() -> list[str]:
    """The addresses of our own that take no argument."""
    found = []
    for name in names():
        with suppress(NoReverseMatch):
            found.append(reverse(name))
    return found


def name_of(path: str) -> str | None:
    """The name of the address, or nothing when no view answers it."""
    try:
        match = resolve(urlsplit(path).path)
    except Resolver404:
        return None
    return match.view_name or None


def names(resolver: URLResolver | None = None, space: str = "") -> list[str]:
    """Every name of the product's own pages, by the resolver itself."""
    found = []
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            found += names(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern) and entry.name:
            found.append(f"{space}{entry.name}")
    return [name for name in found if not name.startswith(FOREIGN)]
