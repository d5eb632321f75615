"""How many look-ups of persons does one worker answer with the log of messages on, what does the log cost, and what a time stamp per batch?

python -m bench.bench_exchange [--lookups 1000]

Whole requests over DCI: token, signature, gate of agreement, purpose and permission, answer signed, row in the log before it leaves. The peer
is the same request with the log left out, interleaved in the same run. In a database of its own that is dropped afterwards.
"""

import argparse
import json
import os
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.measuring import Figure, Timing, interleaved

DATABASE = "ruta_bench_exchange"
PERSONS, WARM = 200, 20
ADDRESS = "/api/v1/dci/ess/sync/search"


def main() -> None:
    chosen = argparse.ArgumentParser(description=__doc__)
    chosen.add_argument("--lookups", type=int, default=1000)
    for figure in measure(chosen.parse_args().lookups):
        print(f"{figure.claim}: {figure.value} ({figure.beside})")


def measure(lookups: int) -> list[Figure]:
    """The figures, in a database that is there for them alone."""
    os.environ["RUTA_DATABASE"] = DATABASE
    os.environ["RUTA_EXCHANGE_RATE"] = "1000000/s"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ruta.config.settings")
    from ruta.config.database import prepare

    prepare()
    import django

    django.setup()
    from bench import bench_import

    try:
        return [*_looked_up(lookups), *_stamped()]
    finally:
        bench_import.DATABASE = DATABASE
        bench_import.drop()


def _looked_up(lookups: int) -> list[Figure]:
    from ruta.exchange import log

    caller, documents = _world()
    kept = log.log_message

    def without(call: Any) -> Any:
        def run() -> None:
            log.log_message = lambda **_told: None
            try:
                call()
            finally:
                log.log_message = kept

        return run

    calls = [_asking(caller, documents[at % len(documents)]) for at in range(2 * (lookups + WARM))]
    half = len(calls) // 2
    found = interleaved({"on": calls[:half], "off": [without(each) for each in calls[half:]]}, warm=WARM)
    on, off = found["on"], found["off"]
    return [
        Figure("look-up over DCI with the log of messages, one worker", f"{_rate(on):.0f}/s, {on}", "", f"without the log {_rate(off):.0f}/s, {off}"),
        Figure(
            "what the log of messages costs a look-up", f"× {on.at(0.5) / off.at(0.5):.2f} at the median, × {on.at(0.95) / off.at(0.95):.2f} at p95",
            "", "the same requests without it, interleaved",
        ),
    ]  # fmt: skip


def _rate(timing: Timing) -> float:
    return 1000 * len(timing.times) / sum(timing.times)


def _world() -> tuple[Any, list[str]]:
    """A system of INFOP, and persons who allow it to read."""
    from django.conf import settings
    from django.db import transaction
    from django.test import Client

    from ruta.base.context import acting_as
    from ruta.cases.tests.making import consent, register, staff
    from ruta.exchange.tests import conftest
    from ruta.people.models import Identifier

    settings.ALLOWED_HOSTS = ["*"]
    conftest.ISSUER = settings.PUBLIC_ADDRESS.rstrip("/")
    with transaction.atomic():
        caller = conftest.Caller(Client(), conftest.agreed())
        actor = staff("SPS")
    infop, documents = conftest.institution("INFOP").pk, []
    for number in range(PERSONS):
        dni = f"0801199{number % 10}{number:05d}"
        with acting_as(actor), transaction.atomic():
            person = register(actor, f"Persona {number}", "De Prueba")
            Identifier.objects.create(person=person, owner_institution_id=actor.institution_id, kind="dni", value=dni, normalized=dni)
        consent(actor, person, grantee_id=infop, purpose="shared_case", categories=["identity", "contact"])
        documents.append(dni)
    return caller, documents


def _asking(caller: Any, document: str) -> Any:
    from ruta.exchange.tests.test_dci import header, item, sealed, search

    def ask() -> None:
        body = json.dumps(sealed(caller, header("search"), search(item(value=document))))
        answer = caller.web.post(ADDRESS, body, content_type="application/json", headers=caller.bearer(_token(caller)))
        if answer.status_code != 200 or not answer.json()["message"]["search_response"][0]["data"]["reg_records"]:
            message = f"nobody was found, so nothing was measured: {answer.status_code}"
            raise RuntimeError(message)

    return ask


HELD: dict[str, Any] = {"token": "", "until": 0.0}


def _token(caller: Any) -> str:
    """One for many requests, as a partner keeps it."""
    if time.monotonic() > HELD["until"]:
        HELD.update(token=caller.token(), until=time.monotonic() + 200)
    return str(HELD["token"])


def _stamped() -> list[Figure]:
    """Seal and stamp what the look-ups left, by an authority in this process; its peer is the seal alone."""
    from django.conf import settings

    from ruta.trust.actions import anchor, anchoring
    from ruta.trust.tests.authority import Authority

    made = Authority()
    with tempfile.TemporaryDirectory() as folder:
        roots = Path(folder) / "roots.pem"
        roots.write_bytes(made.roots_pem())
        settings.TIME_AUTHORITY, settings.TIME_ROOTS = "", str(roots)
        begin = time.perf_counter()
        rows = anchor()
        sealed_ms = (time.perf_counter() - begin) * 1000
        settings.TIME_AUTHORITY = "https://sellos.example/tsa"
        anchoring.fetched = lambda _address, body, headers: made.answer(body)  # noqa: ARG005 - the names of the caller
        begin = time.perf_counter()
        anchor()
        stamped_ms = (time.perf_counter() - begin) * 1000
    return [
        Figure(
            f"a batch of {rows:,} messages sealed", f"{sealed_ms:.0f} ms, {rows / sealed_ms * 1000:,.0f} rows/s", "",
            f"its time stamp {stamped_ms:.0f} ms a batch, whatever its size; the authority in this process",
        )
    ]  # fmt: skip


if __name__ == "__main__":
    main()
