"""Do two installations refer to each other until the loop closes, over a network that is cut, doubles, disorders and forges?"""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.journeys import product as products
from tests.journeys.product import Product
from tests.journeys.wire import Wire

pytestmark = pytest.mark.journey
PATIENCE = 150
ROUND = ["send", "acknowledge", "accept", "schedule", "attend", "deliver", "confirm"]


@dataclass
class Side:
    """One installation behind its wire, and one process in which everybody there acts."""

    product: Product
    wire: Wire
    people: subprocess.Popen[str]

    def do(self, *words: str) -> str:
        """Somebody there does something."""
        assert self.people.stdin and self.people.stdout
        self.people.stdin.write(json.dumps(words) + "\n")
        self.people.stdin.flush()
        told = self.people.stdout.readline()
        assert told, f"{words}: {(self.product.var / 'people.log').read_text()[-4000:]}"
        return str(json.loads(told))

    def drain(self) -> None:
        """Wait until the worker has nothing left that is due."""
        until(lambda: self.do("waiting") == "0", "the worker ends what is due")

    def stop(self) -> int:
        """Everybody goes home, and the product with them."""
        self.people.communicate(timeout=40)
        return self.product.stop()

    def look(self) -> dict[str, Any]:
        """What is known there."""
        return dict(json.loads(self.do("look")))

    def referral(self, name: str, number: str) -> dict[str, Any]:
        """One referral by its own number, or by that of the other side."""
        return next((each for each in self.look()["referrals"] if each[name] == number), {})


def side() -> Side:
    """An installation that everybody else reaches over its wire alone."""
    inside, outside = products.free_port(), products.free_port()
    wire = Wire(outside, inside)
    product = products.start(port=inside, address=f"http://127.0.0.1:{outside}")
    with (product.var / "people.log").open("w") as log:
        people = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.two_sides"], cwd=products.ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=log, env=products.environment(product.var, RUTA_ADDRESS=product.address),
        )  # fmt: skip
    return Side(product, wire, people)


@pytest.fixture(scope="module")
def both() -> Iterator[tuple[Side, Side]]:
    """SETRASS, which refers, and INFOP, which is asked: each knows the other by an agreement and its keys."""
    setrass, infop = side(), side()
    try:
        scope_there = infop.do("prepare", "SETRASS-DGE", setrass.product.address)
        setrass.do("prepare", "INFOP", infop.product.address)
        setrass.do("connect", "INFOP", "SETRASS-DGE", infop.product.address, scope_there, "")
        infop.do("connect", "SETRASS-DGE", "INFOP", setrass.product.address, "", "events")
        yield setrass, infop
    finally:
        codes = [each.stop() for each in (setrass, infop)]
    assert codes == [0, 0]
    for each in (setrass, infop):
        shutil.rmtree(each.product.var)


def until(reached: Callable[[], Any], what: str) -> Any:
    """Wait as the people would."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := reached():
            return found
        time.sleep(1)
    pytest.fail(f"never: {what}")


def test_the_loop_closes_over_a_bad_network(both):
    setrass, infop = both
    infop.wire.cut()
    number = setrass.do("refer", "Wendy Suyapa", "Lara Cruz")
    time.sleep(5)
    assert infop.look()["referrals"] == [], "the network is cut: nothing arrived yet"
    infop.wire.mend()
    there = until(lambda: infop.referral("theirs", number), "the referral arrives after the cut")
    here = setrass.referral("number", number)
    assert there["packet"] == here["packet"], "the same sealed packet on both sides"
    theirs = there["number"]

    infop.do("step", "mark_received", theirs)
    infop.do("step", "accept", theirs)
    until(lambda: setrass.referral("number", number)["state"] == "accepted", "acceptance is heard")
    setrass.wire.cut()
    infop.do("step", "schedule", theirs)
    infop.do("step", "record_attended", theirs)
    time.sleep(3)
    assert setrass.referral("number", number)["state"] == "accepted", "cut: nothing heard"
    setrass.wire.mend()
    until(lambda: setrass.referral("number", number)["state"] == "attended", "what happened during the cut is heard in its order")

    infop.drain()
    setrass.drain()
    events, before = setrass.wire.events(), setrass.look()
    assert len(events) >= 2
    told = [json.loads(each.partition(b"\r\n\r\n")[2])["id"] for each in events]
    assert sorted(before["heard"]) == sorted(set(told)), "each event was heard, each once"
    assert setrass.wire.again(events[-1]) == 200, "doubled"
    assert setrass.wire.again(events[0]) == 200, "late: after those that came later"
    forged = events[-1].replace(b"hn.ruta.referral.attended", b"hn.ruta.referral.declined")
    assert forged != events[-1]
    assert setrass.wire.again(forged) == 401, "forged"
    setrass.drain()
    assert setrass.look() == before, "nothing twice, nothing in"

    infop.do("step", "deliver", theirs)
    until(lambda: setrass.referral("number", number)["state"] == "delivered", "the result is heard")
    setrass.do("step", "confirm", number)
    closed = until(lambda: _whole(infop.referral("theirs", number)), "the other side hears that the person confirmed")
    mine = setrass.referral("number", number)
    assert mine["steps"] == closed["steps"] == ROUND, "nothing lost, nothing twice, the same order on both sides"
    assert (mine["position"], closed["position"], mine["outcome"], closed["outcome"]) == (
        6,
        6,
        "completed_certified",
        "completed_certified",
    )
    assert (mine["trouble"], closed["trouble"]) == ("", "")


def _whole(row: dict[str, Any]) -> dict[str, Any]:
    return row if row.get("state") in ("confirmed", "closed") else {}


def test_what_the_sender_takes_back_ends_there_and_a_refusal_comes_back(both):
    setrass, infop = both
    taken_back = setrass.do("refer", "Óscar", "Paz Mejía")
    refused = setrass.do("refer", "Iris", "Reyes Soto")
    theirs = until(lambda: infop.referral("theirs", refused), "it arrives")["number"]
    until(lambda: infop.referral("theirs", taken_back), "it arrives")
    setrass.do("step", "withdraw", taken_back)
    infop.do("step", "decline", theirs)
    until(lambda: infop.referral("theirs", taken_back)["state"] == "withdrawn", "taken back on both sides")
    until(lambda: setrass.referral("number", refused)["state"] == "declined", "the refusal is heard")
