"""How long from the click that calls a number to the television? Seventeen offices at once, three screens each, against a served product."""

import http
import http.client
import json
import re
import secrets
import shutil
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

from bench.measuring import Figure, Timing, demand
from tests.journeys import product as products

SCREENS = 3
PATIENCE = 10
CALL = re.compile(rb'event: call\ndata: ({.*?"at": [^}]*})')


class Screen:
    """One television: an open line, and when each call was heard."""

    def __init__(self, address: str, token: str) -> None:
        """Open the line; the first words are awaited."""
        where = urlsplit(address)
        self.line = http.client.HTTPConnection(where.hostname or "", where.port, timeout=PATIENCE)
        self.line.request("GET", f"/pantallas/{token}/en-vivo/", headers={"Host": where.netloc})
        self.answer = self.line.getresponse()
        self.heard: dict[str, float] = {}
        self.ready = threading.Event()
        threading.Thread(target=self._listen, daemon=True).start()
        demand("the first words of a line", self.ready.wait(PATIENCE))

    def _listen(self) -> None:
        kept = b""
        while more := self._read():
            kept += more
            if b"event: board" in kept:
                self.ready.set()
            for call in CALL.finditer(kept):
                self.heard.setdefault(json.loads(call.group(1))["window"], time.perf_counter())

    def _read(self) -> bytes:
        try:
            return self.answer.read1(4096)
        except (OSError, ValueError):
            return b""


def measure() -> list[Figure]:
    """Each round every office calls at the same moment."""
    product = products.start()
    try:
        rooms = json.loads(product.run("bench.waiting_rooms").splitlines()[-1])
        with _screens(product.address, rooms) as screens:
            alone = _answers(product.address)
            timing = _rounds(product.address, rooms, screens)
            open_lines = sum(map(len, screens))
    finally:
        product.stop()
        shutil.rmtree(product.var, ignore_errors=True)
    claim = f"call to screen: {len(rooms)} offices call at once, {open_lines} televisions, one web process of 4 threads"
    said = f"p50 {timing.at(0.5):.0f} · p95 {timing.at(0.95):.0f} · p99 {timing.at(0.99):.0f} ms of {len(timing.times)} calls heard"
    return [Figure(claim, said, "", f"aim: p95 ≤ 1,000 ms; another page meanwhile {alone:.1f} ms")]


@contextmanager
def _screens(address: str, rooms: list[dict]) -> Iterator[list[list[Screen]]]:
    screens = [[Screen(address, room["token"]) for _ in range(SCREENS)] for room in rooms]
    yield screens
    for one in (screen for row in screens for screen in row):
        one.line.close()


def _answers(address: str) -> float:
    """How long another page takes while every line is open, in milliseconds."""
    where, times = urlsplit(address), []
    for _ in range(20):
        begun = time.perf_counter()
        line = http.client.HTTPConnection(where.hostname or "", where.port, timeout=PATIENCE)
        line.request("GET", "/cuenta/login/", headers={"Host": where.netloc})
        line.getresponse().read()
        line.close()
        times.append((time.perf_counter() - begun) * 1000)
    return sorted(times)[len(times) // 2]


def _rounds(address: str, rooms: list[dict], screens: list[list[Screen]]) -> Timing:
    timing, count = Timing(), len(rooms[0]["windows"])
    for turn in range(count):
        barrier = threading.Barrier(len(rooms))
        with ThreadPoolExecutor(len(rooms)) as pool:
            begun = list(pool.map(lambda room, turn=turn, barrier=barrier: _call(address, room, turn, barrier), rooms))
        for at, row in zip(begun, screens, strict=True):
            timing.times += [(_heard(screen, turn) - at) * 1000 for screen in row]
    timing.times = timing.times[len(rooms) * SCREENS :]  # the first round warms the process
    return timing


def _call(address: str, room: dict, turn: int, barrier: threading.Barrier) -> float:
    where, token = urlsplit(address), secrets.token_hex(16)
    body = urlencode({"window": room["windows"][turn], "idempotency_key": str(uuid4())})
    headers = {
        "Host": where.netloc, "Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": token,
        "Cookie": f"sessionid={room['session']}; csrftoken={token}",
    }  # fmt: skip
    line = http.client.HTTPConnection(where.hostname or "", where.port, timeout=PATIENCE)
    line.connect()
    barrier.wait(PATIENCE)
    begun = time.perf_counter()
    line.request("POST", "/turnos/siguiente/", body, headers)
    answer = line.getresponse()
    answer.read()
    line.close()
    demand("a call", answer.status == http.HTTPStatus.FOUND)
    return begun


def _heard(screen: Screen, turn: int) -> float:
    end = time.monotonic() + PATIENCE
    while f"Ventanilla {turn}" not in screen.heard:
        demand(f"round {turn}", time.monotonic() < end)
        time.sleep(0.005)
    return screen.heard[f"Ventanilla {turn}"]
