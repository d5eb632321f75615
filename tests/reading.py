"""Which pages does an account reach by following links, and how many queries does each take? For tests, without a browser."""

import re
from collections import deque
from collections.abc import Callable
from typing import Any

from django.db import connections
from django.test import Client

from tests.crawling import links, name_of

Watch = Callable[[str, str, bytes], None]
FORM = re.compile(r"""<form\b[^>]*\bmethod=["']?post.*?</form>""", re.DOTALL | re.IGNORECASE)
TOKEN = re.compile(r"""name=["']csrfmiddlewaretoken["'] value=["'][^"']{32}""")
PER_NAME = 6  # detail pages differ: some cases have more of everything
# What leaves the account, or belongs to a library.
SKIPPED = ("account_", "mfa_", "admin:", "set_", "health")


class Counter:
    """Counts what Django asks of any alias; savepoints are no questions."""

    def __init__(self) -> None:
        """Starts at nothing."""
        self.asked: list[str] = []

    def __call__(self, execute, sql, parameters, many, context):
        """One query."""
        if "SAVEPOINT" not in sql:
            self.asked.append(sql)
        return execute(sql, parameters, many, context)


def read(client: Client, path: str) -> tuple[Any, list[str], bytes]:
    """The answer, the queries it took and its body."""
    counter = Counter()
    with connections["default"].execute_wrapper(counter), connections["log"].execute_wrapper(counter):
        answer = client.get(path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer, counter.asked, body


def walk(client: Client, start: str = "/", watch: Watch | None = None) -> dict[str, list[tuple[str, list[str]]]]:
    """For each named page: the addresses that were met, with their queries; its first is read twice, so that caches are warm.

    `watch` is told the name, the address and the body of each.
    """
    found: dict[str, list[tuple[str, list[str]]]] = {}
    met, broken, waiting = set(), [], deque([(start, "nowhere")])
    while waiting:
        path, linked_from = waiting.popleft()
        name = name_of(path)
        if name is None or name.startswith(SKIPPED) or path in met or len(found.get(name, ())) >= PER_NAME:
            continue
        met.add(path)
        if name not in found:
            read(client, path)
        answer, asked, body = read(client, path)
        if answer.status_code in {301, 302}:
            waiting.append((answer["Location"], path))
        elif answer.status_code == 200:
            found.setdefault(name, []).append((path, asked))
            if watch:
                watch(name, path, body)
            if not answer.streaming and answer.get("Content-Type", "").startswith("text/html"):
                html = body.decode()
                demand_tokens(html, path)
                waiting.extend((one, path) for one in links(html, path))
        else:
            broken.append(f"{path} is linked by {linked_from} and answers {answer.status_code}")
    assert not broken, "\n".join(broken)
    return found


def demand_tokens(html: str, path: str) -> None:
    """A form without its token is refused in the hands of the user, and never in a test client."""
    for form in FORM.findall(html):
        assert TOKEN.search(form), f"{path}: a form without its token: {form[:200]}"
