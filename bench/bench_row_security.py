"""What does row security cost? The very queries of a page, replayed under it and by a role that it does not bind."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.db import connections

from bench.bench_pages import pages
from bench.measuring import Figure, interleaved
from bench.population import DATABASE, as_superuser
from ruta.accounts.models import Membership
from ruta.accounts.selectors import actor_in
from ruta.base.context import BIND
from ruta.base.provision import role_password
from ruta.config import installation

FREE = "bench_free"
ROUNDS = 150
Asked = list[tuple[str, object, bool]]
"""Words, values, and whether the product lets the server keep the words (planned once for a connection)."""
LISTS = {"case list": 'FROM "cases_case"', "referral inbox": 'FROM "referrals_referral"'}
"""Pages that are lists, and what the query of their rows reads."""
PAGES = {"case list": "orientacion.sps", "case": "orientacion.sps", "referral inbox": "infop.sps", "person": "orientacion.sps"}


def measure() -> list[Figure]:
    """Medians of the database's time for all queries of one page."""
    with as_superuser() as admin:
        admin.execute(f"DROP ROLE IF EXISTS {FREE}")
        admin.execute(f"CREATE ROLE {FREE} LOGIN BYPASSRLS PASSWORD '{role_password(installation.secret(), FREE)}'")
        admin.execute(f"GRANT ruta_app TO {FREE}")
        try:
            with _on(0):
                return [each for name, mailbox in PAGES.items() for each in figures(name, mailbox)]
        finally:
            admin.execute(f"DROP ROLE {FREE}")


def figures(name: str, mailbox: str) -> list[Figure]:
    """One page: its queries taken from a real request; of a list, the query of its rows by itself too."""
    asked, settings = recorded(pages()[name][-1]), bound(mailbox)
    whole = figure(f"row security, all queries of the {name}", asked, settings, "packets are read under consent")
    if name not in LISTS:
        return [whole]
    rows = [each for each in asked if LISTS[name] in each[0] and " LIMIT " in each[0]][:1]
    return [figure(f"row security, rows of the {name}", rows, settings, "aim: lists < ×1.3"), whole]


def figure(claim: str, asked: Asked, settings: list[str], beside: str) -> Figure:
    """These queries, replayed by both roles in turn."""
    with opened("ruta_app") as tied, opened(FREE) as free:
        calls = {"tied": [lambda: replay(tied, asked, settings)] * ROUNDS, "free": [lambda: replay(free, asked, settings)] * ROUNDS}
        times = interleaved(calls)
    with_security, without = times["tied"].at(0.5), times["free"].at(0.5)
    return Figure(claim, f"{with_security:.2f} ms against {without:.2f} ms: ×{with_security / without:.2f}", str(len(asked)), beside)


def recorded(call) -> Asked:
    """The reads of the request on protected or open tables, in their order."""
    found: Asked = []

    def watch(execute, sql, parameters, many, context):
        if sql.lstrip().upper().startswith(("SELECT", "WITH")):
            found.append((sql, parameters, context["connection"]._keeps_words))  # noqa: SLF001 - nothing else tells
        return execute(sql, parameters, many, context)

    call()
    with connections["default"].execute_wrapper(watch):
        call()
    return found


def bound(mailbox: str) -> list[str]:
    membership = (
        Membership.objects.select_related("office__institution").filter(user__email=f"{mailbox}@demo.ruta.hn").order_by("pk").first()
    )
    return actor_in(membership).settings()


def opened(role: str) -> psycopg.Connection:
    connection = psycopg.connect(
        installation.admin_dsn(), dbname=DATABASE, user=role, password=role_password(installation.secret(), role), autocommit=True,
    )  # fmt: skip
    if _is_beside(connection):
        os.sched_setaffinity(connection.info.backend_pid, {os.cpu_count() - 1})
    return connection


@contextmanager
def _on(core: int) -> Iterator[None]:
    """This process stays on one core and the server's two on another: where they wander, two equal queries differ by a half."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def _is_beside(connection: psycopg.Connection) -> bool:
    return connection.info.host.startswith("/") and os.cpu_count() > 1


def replay(connection: psycopg.Connection, asked: Asked, settings: list[str]) -> None:
    """One transaction, bound like a request; each query sent as the page sends it."""
    with connection.transaction(), psycopg.ClientCursor(connection) as whole, psycopg.Cursor(connection) as kept:
        whole.execute(BIND, settings)
        for sql, parameters, is_kept in asked:
            cursor = kept if is_kept else whole
            cursor.execute(sql, parameters)
            cursor.fetchall()
