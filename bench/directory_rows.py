"""Which twenty thousand services does a country have? Invented offices in every municipality, services of every type, hours for most."""

from datetime import timedelta
from random import Random

from django.db import connection, transaction

from ruta.base.clock import today
from ruta.directory.actions import describe, learn_words
from ruta.directory.models import Institution, Office, OpeningHours, Service
from ruta.taxonomy.selectors import service_types
from ruta.territory.models import Municipality

INSTITUTIONS, OFFICES_EACH = 200, 12
SHIFTS = ((480, 720), (780, 960))
THINGS = (
    "soldadura",
    "albañilería",
    "costura",
    "repostería",
    "mecánica",
    "barbería",
    "inglés",
    "computación",
    "electricidad",
    "carpintería",
    "café",
    "ganadería",
)
AUDIENCES = (["anyone"], ["returned"], ["women"], ["youth", "returned"], ["internally_displaced"], [])
WHAT = "Taller de {thing} para personas que vuelven a {place}: se aprende haciendo y se entrega constancia al terminar."


def fill(services: int) -> None:
    """Write them past the actions, but with everything that the actions write beside an entry."""
    chance, kinds = Random(20), service_types(referable=True)
    with transaction.atomic():
        offices = _offices(chance)
        rows = [_service(number, chance.choice(offices), chance.choice(kinds).code, chance) for number in range(services)]
        Service.objects.bulk_create(rows, batch_size=2000)
        hours = [window for row in rows if chance.random() < 0.8 for window in _week(row)]
        OpeningHours.objects.bulk_create(hours, batch_size=5000)
        describe(rows)
        Service.objects.bulk_update(rows, ("sort_name", "found_by", "found_needs", "is_place_hidden", "quality"), batch_size=1000)
        learn_words(rows)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # as the database's own clean-up leaves it


def _offices(chance: Random) -> list[Office]:
    towns = list(Municipality.objects.exclude(latitude=None))
    owners = Institution.objects.bulk_create(
        Institution(code=f"BANCO-{number}", name=f"Asociación de apoyo número {number}", short_name=f"Apoyo {number}")
        for number in range(INSTITUTIONS)
    )
    return Office.objects.bulk_create(
        Office(
            code=f"B-{owner.pk}-{number}", institution=owner, name=f"Sede {number} de {owner.short_name}", short_name=f"Sede {number}", kind="partner",
            municipality=chance.choice(towns), phone="2200-0000",
        )
        for owner in owners
        for number in range(OFFICES_EACH)
    )  # fmt: skip


def _service(number: int, office: Office, kind: str, chance: Random) -> Service:
    thing = chance.choice(THINGS)
    verified = today() - timedelta(days=chance.randrange(300)) if chance.random() < 0.8 else None
    return Service(
        institution=office.institution, office=office if chance.random() < 0.95 else None, service_type=kind, name=f"Taller de {thing} {number}",
        description=WHAT.format(thing=thing, place=office.municipality.name), populations=chance.choice(AUDIENCES), cost=chance.choice(("free", "paid", "")),
        entry=["walk_in"], verified_on=verified,
    )  # fmt: skip


def _week(row: Service) -> list[OpeningHours]:
    return [OpeningHours(service=row, weekday=day, opens=opens, closes=closes) for day in range(5) for opens, closes in SHIFTS]
