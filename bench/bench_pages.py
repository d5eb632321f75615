"""How fast does the server answer the pages that are open all day?"""

import random

from django.db import transaction
from django.urls import reverse

from bench.measuring import Figure, interleaved, queries_of
from bench.visiting import Reader
from ruta.base.context import acting_as, system
from ruta.cases.models import Case
from ruta.directory.models import Institution
from ruta.employers.models import Vacancy
from ruta.people.models import Person
from ruta.placements.models import SeekerProfile
from ruta.referrals.models import Referral

TIMES = 140
AIM = "aim: p95 ≤ 50 ms"
AIM_MATCHING = "aim of the list itself: ≤ 100 ms"
MATCHING = ("who fits a vacancy", "vacancies that fit a person")
WARM = 20  # looks until the server has planned every kept query of a connection for good; a connection lives for an hour


def measure() -> list[Figure]:
    """Each page many times, in a mixed order, over many cases, persons and referrals; those that match among all by themselves."""
    calls = pages()
    matching = {name: calls.pop(name) for name in MATCHING}
    timings = interleaved(calls, warm=WARM) | interleaved(matching, warm=WARM)
    every = [(name, each, AIM) for name, each in calls.items()] + [(name, each, AIM_MATCHING) for name, each in matching.items()]
    return [Figure(name, str(timings[name]), str(queries_of(each[-1])), aim) for name, each, aim in every]


def pages() -> dict[str, list]:
    """The calls of each page."""
    desk, partner = Reader("orientacion.sps@demo.ruta.hn"), Reader("infop.sps@demo.ruta.hn")
    broker = Reader("intermediacion.sps@demo.ruta.hn")
    chance = random.Random(3)
    own, infop = (Institution.objects.get(code=code).pk for code in ("SETRASS-DGE", "INFOP"))
    with acting_as(system(own)), transaction.atomic():
        mine = Case.objects.filter(owner_institution_id=own, office__code="SPS")
        cases = sample(mine.filter(closed_at=None).order_by("pk").values_list("pk", flat=True)[:5000], chance)
        persons = sample(Person.objects.filter(office__code="SPS").order_by("pk").values_list("pk", flat=True)[:5000], chance)
        profiles = SeekerProfile.objects.filter(owner_institution_id=own, is_looking=True).order_by("pk")
        jobs = sample(
            Vacancy.objects.filter(owner_institution_id=own, state="published").order_by("pk").values_list("pk", flat=True)[:5000], chance
        )
        seekers = sample(profiles.values_list("person_id", flat=True)[:5000], chance)
    with acting_as(system(infop)), transaction.atomic():
        received = Referral.objects.filter(receiver_id=infop).exclude(state="draft").order_by("pk")
        referrals = sample(received.values_list("pk", flat=True)[:5000], chance)
    return {
        "work queue": [lambda: desk.get(reverse("desk:queue"))] * TIMES,
        "case list": [lambda: desk.get(reverse("desk:cases"))] * TIMES,
        "case": [lambda pk=pk: desk.get(reverse("desk:case", args=[pk])) for pk in cases],
        "person": [lambda pk=pk: desk.get(reverse("desk:person", args=[pk])) for pk in persons],
        "referral inbox": [lambda: partner.get(reverse("desk:inbox"))] * TIMES,
        "referral": [lambda pk=pk: partner.get(reverse("desk:referral", args=[pk])) for pk in referrals],
        "who fits a vacancy": [lambda pk=pk: broker.get(reverse("desk:vacancy-fits", args=[pk])) for pk in jobs],
        "vacancies that fit a person": [lambda pk=pk: broker.get(reverse("desk:person-openings", args=[pk])) for pk in seekers],
        "agenda": [lambda: desk.get(reverse("desk:agenda"))] * TIMES,
        "indicators": [lambda: desk.get(reverse("desk:indicators"))] * TIMES,
    }


def sample(rows, chance: random.Random) -> list[int]:
    """As many different ones as there are measurements."""
    found = list(rows)
    return [chance.choice(found) for _ in range(TIMES)]
