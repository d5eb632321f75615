"""Which offices, files and shortcuts do the tests of imports share?"""

import io

from django.db import transaction

from ruta.base.context import Actor, acting_as, system
from ruta.directory.models import Office
from ruta.people.imports import actions
from ruta.people.imports.running import run, take_in
from ruta.people.models import Contact, Identifier, ImportBatch, ImportRow, Person, ReturnEpisode

HEADER = "Nombres;Apellidos;Fecha nac.;Identidad;Sexo;Tel.;Municipio"
ANA = "Ana Lucía;Mejía Paz;23/11/1990;0801-1990-00125;F;9712-3456;San Pedro Sula"
ANA_AGAIN = "Ana Lusía;Mejia Paz;23/11/1990;0801-1990-00152;F;9712-3456;0501"
EVA = "Eva;Cruz;01/02/1985;0501-1985-00777;F;3312-3456;Tela"
BAD = "José;Paz;31/02/1990;0801-1990-123;M;123;Nada"


def offices() -> tuple[Office, Office]:
    """One of a large institution and one of another."""
    return Office.objects.get(code="SPS"), Office.objects.get(code="UMAR-SPS")


def text(*rows: str, header: str = HEADER) -> bytes:
    return "\n".join([header, *rows, ""]).encode()


def machine(office: Office) -> Actor:
    return system(office.institution_id, "test")


def bring(content: bytes, office: Office, *, is_dry_run: bool = False, mapping=None, options=None, name="lista.csv") -> ImportBatch:
    """Take a file in and read it to its end, as the command line does."""
    file, actor = io.BytesIO(content), machine(office)
    batch, _new = take_in(actor=actor, office=office, name=name, file=file)
    if mapping or options:
        batch = actions.map_columns(actor=actor, batch_id=batch.pk, mapping=mapping or batch.mapping, options=options or {})
    batch = actions.start(actor=actor, batch_id=batch.pk, is_dry_run=is_dry_run)
    return run(actor=actor, batch=batch, file=file)


def counts(batch: ImportBatch) -> tuple[int, int, int, int]:
    return batch.created_count, batch.known_count, batch.duplicate_count, batch.error_count


def seen_by(office: Office, model=Person) -> list:
    with acting_as(machine(office)), transaction.atomic():
        return list(model.objects.order_by("pk"))


def everything(office: Office) -> dict[str, int]:
    return {model.__name__: len(seen_by(office, model)) for model in (Person, Identifier, Contact, ReturnEpisode, ImportBatch, ImportRow)}
