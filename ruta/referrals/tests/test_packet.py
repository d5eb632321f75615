"""Can anything outside the permission travel, or a seal lie?"""

import json
import unicodedata
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruta.referrals.packet import REQUEST_FIELDS, Packet, PacketError, build_packet, canonical, verify

CATEGORIES = ["identity", "contact", "household", "migration", "education_work", "health", "protection", "child_voice"]
SECRET = "s3cr3t-"
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["uno", "dos", "año"]), inner, max_size=3),
    max_leaves=6,
)
facts = st.dictionaries(st.sampled_from(CATEGORIES), st.dictionaries(st.sampled_from(["k1", "k2", "k3"]), values, max_size=3))
requests = st.dictionaries(st.sampled_from(sorted(REQUEST_FIELDS)), st.text(max_size=8))


def packet() -> Packet:
    person = {"identity": {"name": "Ana", "dni": "0501-1996-04821"}, "contact": {"phone": "9748-2206"}, "health": {"note": "x"}}
    return build_packet("referral", {"identity", "contact"}, person, {"number": "D-2026-01873", "service_type": "infop_course"})


def test_what_a_packet_looks_like() -> None:
    made = packet()
    assert made.content == (
        '{"data":{"contact":{"phone":"9748-2206"},"identity":{"dni":"0501-1996-04821","name":"Ana"}},'
        '"format":1,"purpose":"referral","request":{"number":"D-2026-01873","service_type":"infop_course"}}'
    )
    assert (made.categories, made.left_out) == (("contact", "identity"), ("health",))
    assert made.short_hash == f"{made.hash[:4]} {made.hash[4:8]}"
    assert verify(made)


@given(facts, st.sets(st.sampled_from(CATEGORIES)), requests)
def test_nothing_outside_the_allowed_categories_enters(person: dict[str, Any], allowed: set[str], request: dict[str, str]) -> None:
    marked = {category: {**inner, "mark": f"{SECRET}{category}"} for category, inner in person.items()}
    made = build_packet("referral", allowed, marked, request)
    assert set(json.loads(made.content)["data"]) == allowed & set(marked)
    for category in set(marked) - allowed:
        assert f"{SECRET}{category}" not in made.content
    assert set(made.left_out) == set(marked) - allowed
    assert verify(made)


@given(facts, requests)
def test_order_and_accents_do_not_change_the_seal(person: dict[str, Any], request: dict[str, str]) -> None:
    def turned(value: Any) -> Any:
        if isinstance(value, dict):
            return {unicodedata.normalize("NFD", key): turned(value[key]) for key in reversed(value)}
        if isinstance(value, list):
            return [turned(item) for item in value]
        return unicodedata.normalize("NFD", value) if isinstance(value, str) else value

    made = build_packet("referral", CATEGORIES, person, request)
    other = build_packet("referral", CATEGORIES, turned(person), turned(request))
    assert made.hash == other.hash


@given(st.integers(0, 5000), st.characters(codec="utf-8"))
def test_one_changed_character_breaks_the_seal(place: int, character: str) -> None:
    made = packet()
    at = place % len(made.content)
    changed = made.content[:at] + character + made.content[at + 1 :]
    assert verify(replace(made, content=changed)) == (changed == made.content)


@pytest.mark.parametrize("content", ["", "no", "{}  ", '{"b":1,"a":2}', '{"a":1.5}', "null "])
def test_a_text_that_is_not_canonical_is_not_verified(content: str) -> None:
    assert not verify(replace(packet(), content=content))


@pytest.mark.parametrize("value", [1.5, float("nan"), {1, 2}, b"x", object(), {1: "x"}, "\ud800", {"e\u0301": 1, "é": 2}])
def test_what_has_no_single_form_is_refused(value: object) -> None:
    with pytest.raises(PacketError):
        canonical({"facts": value})


def test_a_request_is_no_back_door() -> None:
    with pytest.raises(PacketError, match="diagnosis"):
        build_packet("referral", {"identity"}, {}, {"diagnosis": "x"})
    assert build_packet("referral", "identity", {"identity": {"name": "Ana"}}, {}).categories == ()
