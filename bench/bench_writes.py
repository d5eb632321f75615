"""How fast are a registration and a referral written, form to commit?"""

import random
from uuid import uuid4

from django.urls import reverse

from bench.measuring import Figure, interleaved, queries_of
from bench.visiting import Reader
from ruta.directory.models import Institution

TIMES = 60
AIM = "aim: p95 ≤ 100 ms"
GIVEN = ("Yeimy", "Wilmer", "Osman", "Suyapa", "Nohelia", "Kenia", "Elvin", "Dilcia", "Marlon", "Gerson", "Lourdes", "Bessy")
SURNAMES = ("Quiroz", "Zúñiga", "Bustillo", "Euceda", "Cálix", "Murillo", "Andrade", "Pineda", "Lobo", "Turcios", "Ávila", "Irías")


def measure() -> list[Figure]:
    """Registrations of new people, each by its own form."""
    desk = Reader("orientacion.sps@demo.ruta.hn")
    chance = random.Random()
    calls = {"register": [lambda: desk.post(reverse("desk:register"), registration(chance))] * TIMES}
    timings = interleaved(calls)
    return [Figure(f"write: {name}", str(timings[name]), str(queries_of(calls[name][0])), AIM) for name in calls]


def registration(chance: random.Random) -> dict:
    """A form as the screen sends it."""
    own, infop = (Institution.objects.get(code=code).pk for code in ("SETRASS-DGE", "INFOP"))
    year = chance.randrange(1960, 2005)
    return {
        "given_names": " ".join(chance.sample(GIVEN, 2)), "surnames": " ".join(chance.sample(SURNAMES, 2)),
        "birth_date": f"{chance.randrange(1, 28):02}/{chance.randrange(1, 12):02}/{year}", "sex": "woman", "nationality": "HN",
        "municipality_id": "0502", "kind_0": "dni", "number_0": f"0501-{year}-{chance.randrange(100_000):05}", "modality": "returned",
        "entry_point": "si_empleo_office", "returned_on": "14/02/2026", "return_country": "US", "return_kind": "forced",
        "phone": f"9{chance.randrange(1_000_000, 9_999_999)}", "safety": "safe", "grants": [f"{own}:case_management", f"{infop}:referral"],
        "given_by": "person", "method": "signature_screen", "signature": "M1 1L2 2", "idempotency_key": str(uuid4()), "languages": ["es"],
    }  # fmt: skip
