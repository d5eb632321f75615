"""Can an actor be more than one thing, an address be invented, or an event carry what somebody typed?"""

import inspect
from dataclasses import dataclass, fields, is_dataclass
from importlib import import_module
from types import UnionType
from typing import get_args, get_type_hints

import pytest
from django.apps import apps
from django.db import transaction
from django.test import RequestFactory
from procrastinate.contrib.django import app

from ruta.base.addresses import address_of
from ruta.base.context import Actor, acting_as, system
from ruta.base.events import publish

# Words of our own that an event may carry beside ids: codes of catalogues and states.
CODES = {
    "cause",
    "closing",
    "verification",
    "about",
    "decision",
    "instrument",
    "segment",
    "code",
    "state",
    "result",
    "reason",
    "purpose",
    "answer",
    "review_due",
    "verdict",
    "audience",
    "channel",
    "kind",
    "fields",
}


@pytest.mark.parametrize("kind", ["person", "partner"])
def test_the_holder_of_a_link_has_no_institution(kind):
    """With one, the policies would take them for a member of it."""
    assert Actor(kind=kind, referral_id=1).institution_id is None
    for more in ({"institution_id": 1}, {"user_id": 1}, {"membership_id": 1}, {"role": "counsellor"}, {"sees_strict": True}):
        with pytest.raises(ValueError, match="link"):
            Actor(kind=kind, referral_id=1, **more)


def test_a_member_carries_no_link():
    with pytest.raises(ValueError, match="link"):
        Actor(kind="staff", institution_id=1, referral_id=7)
    with pytest.raises(ValueError, match="kind"):
        Actor(kind="root", institution_id=1)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "1.1.1.1", "9.9.9.9"),
        (1, "1.1.1.1, 2.2.2.2", "2.2.2.2"),
        (1, "", "9.9.9.9"),
        (2, "6.6.6.6, 1.1.1.1, 2.2.2.2", "1.1.1.1"),
        (2, "1.1.1.1", "9.9.9.9"),
    ],
)
def test_an_address_is_what_our_own_proxy_saw(settings, proxies, forwarded, expected):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = RequestFactory().get("/", headers={"X-Forwarded-For": forwarded} if forwarded else {}, REMOTE_ADDR="9.9.9.9")
    assert address_of(request) == expected


@dataclass(frozen=True)
class Told:
    code: str


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["Ana Paz", "ana@ejemplo.hn", "Col. Kennedy, bloque 3", "0801-1999-12345"])
def test_an_event_with_something_typed_is_refused(typed):
    with acting_as(system(1)), transaction.atomic():
        publish(Told("referral"))
        with pytest.raises(ValueError, match="ids and codes"):
            publish(Told(typed))


def events():
    for config in apps.get_app_configs():
        if not config.name.startswith("ruta."):
            continue
        try:
            module = import_module(f"{config.name}.events")
        except ModuleNotFoundError:
            continue
        yield from (each for _, each in inspect.getmembers(module, is_dataclass) if each.__module__ == module.__name__)


def is_id(kind) -> bool:
    return {kind} <= {int, bool, list[int]} or (isinstance(kind, UnionType) and set(get_args(kind)) <= {int, type(None)})


def test_every_event_holds_ids_and_codes():
    found = list(events())
    assert len(found) > 20
    loose = [
        f"{event.__name__}.{field.name}"
        for event in found
        for field in fields(event)
        if not is_id(get_type_hints(event)[field.name]) and field.name not in CODES
    ]
    assert not loose, loose


def test_every_job_is_asked_with_ids():
    asked = {
        f"{name}.{parameter.name}": parameter.annotation
        for name, task in app.tasks.items()
        if name.startswith(("base.", "people.", "cases.", "referrals.", "communication.", "insights."))
        for parameter in inspect.signature(task.func).parameters.values()
    }
    assert len(asked) > 5
    loose = {name: kind for name, kind in asked.items() if not is_id(kind)}
    assert not loose, loose
