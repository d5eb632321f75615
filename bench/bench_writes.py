"""How fast are a registration and a referral written, form to commit?"""

import random
from uuid import uuid4

from django.urls import reverse

from bench.measuring import Figure, interleaved, queries_of
from bench.visiting import Reader
from ruta.accounts.models import Membership
from ruta.accounts.selectors import actor_in
from ruta.cases.actions import add_need
from ruta.directory.models import Institution
from ruta.directory.selectors import providers_for_need

TIMES = 60
NEED = "skills_certification"
AIM = "aim: p95 ≤ 100 ms"
WRITER = "orientacion.tgu@demo.ruta.hn"
"""Not the account whose queue is measured: every run would make that queue longer than a day's."""
GIVEN = ("Yeimy", "Wilmer", "Osman", "Suyapa", "Nohelia", "Kenia", "Elvin", "Dilcia", "Marlon", "Gerson", "Lourdes", "Bessy")
SURNAMES = ("Quiroz", "Zúñiga", "Bustillo", "Euceda", "Cálix", "Murillo", "Andrade", "Pineda", "Lobo", "Turcios", "Ávila", "Irías")


def measure() -> list[Figure]:
    """Registrations of new people, each by its own form; then each of them referred to INFOP."""
    desk = Reader(WRITER)
    chance = random.Random()
    cases: list[int] = []

    def register() -> None:
        desk.post(reverse("desk:register"), registration(chance))
        cases.append(int(desk.location.rstrip("/").split("/")[-1]))

    registering = interleaved({"register": [register] * TIMES})["register"]
    forms = [prepared(case) for case in cases]
    sending = interleaved({"refer": [lambda f=form: desk.post(*f) for form in forms[:-1]]})["refer"]
    return [
        Figure("write: register, with documents, permissions and case", str(registering), str(queries_of(register)), AIM),
        Figure("write: refer, with its sealed packet", str(sending), str(queries_of(lambda: desk.post(*forms[-1]))), AIM),
    ]


def prepared(case_id: int) -> tuple[str, dict]:
    """The form of a referral to INFOP, for a need that is opened here."""
    actor = actor_in(Membership.objects.select_related("office__institution").get(user__email=WRITER))
    need = add_need(actor=actor, case_id=case_id, code=NEED)
    service = next(each for each in providers_for_need(NEED, "0502") if each.institution.code == "INFOP").service
    address = f"{reverse('desk:refer', args=[case_id])}?necesidad={need.pk}&servicio={service.pk}"
    return address, {"request": "Evaluación hecha: competente, o plan para completar.", "idempotency_key": str(uuid4())}


def registration(chance: random.Random) -> dict:
    """A form as the screen sends it, with a number that neither anybody nor the synthetic population has."""
    own, infop = (Institution.objects.get(code=code).pk for code in ("SETRASS-DGE", "INFOP"))
    year = chance.randrange(1960, 2005)
    return {
        "given_names": " ".join(chance.sample(GIVEN, 2)), "surnames": " ".join(chance.sample(SURNAMES, 2)),
        "birth_date": f"{chance.randrange(1, 28):02}/{chance.randrange(1, 12):02}/{year}", "sex": "woman", "nationality": "HN",
        "municipality_id": "0502", "kind_0": "dni", "number_0": f"0501-{year}-{chance.randrange(40_000, 90_000)}", "modality": "returned",
        "entry_point": "si_empleo_office", "returned_on": "14/02/2026", "return_country": "US", "return_kind": "forced",
        "phone": f"9{chance.randrange(1_000_000, 9_999_999)}", "safety": "safe", "grants": [f"{own}:case_management", f"{infop}:referral"],
        "given_by": "person", "method": "signature_screen", "signature": "M1 1L2 2", "idempotency_key": str(uuid4()), "languages": ["es"],
    }  # fmt: skip
