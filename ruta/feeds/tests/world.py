"""Which source do the tests of this domain read? A folder where INFOP leaves lists for the employment direction, under an agreement."""

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from ruta.base import clock
from ruta.base.context import Actor, acting_as, system
from ruta.directory.actions.agreements import (
    AgreementTerms,
    ClauseTerms,
    GrantTerms,
    PartyTerms,
    add_clause,
    add_grant,
    add_party,
    publish_revision,
    save_agreement,
)
from ruta.directory.models import Agreement, Institution, Office
from ruta.feeds.actions import SourceTerms, declare_source, map_source
from ruta.feeds.rules import Line
from ruta.people.models import ImportRow, Person

HEADER = "NOMBRE COMPLETO,IDENTIDAD,NACIMIENTO,GENERO,TEL"
ANA = '"MEJIA PAZ, ANA LUCIA",0801-1990-00125,19901123,M,97123456'
EVA = '"CRUZ, EVA",0501-1985-00777,19850201,M,33123456'
LUIS = '"REYES, LUIS",0801-1970-00321,19700310,H,NULL'
BAD = '"PAZ, JOSE",0801-1990-123,31/02/90,H,123'
GIVEN = ("identity", "contact", "education_work")
LINES = (
    Line("NOMBRE COMPLETO", "surnames", (("before", ","), ("capitals", ""))),
    Line("NOMBRE COMPLETO", "given_names", (("after", ","), ("capitals", ""))),
    Line("IDENTIDAD", "dni"),
    Line("NACIMIENTO", "birth_date", (("date", "AAAAMMDD"),)),
    Line("GENERO", "sex", (("replace", "M = Mujer; H = Hombre"),)),
    Line("TEL", "phone", (("nothing", "NULL; -"),)),
)


def institution(code):
    return Institution.objects.get(code=code)


def office():
    return Office.objects.get(code="SPS")


def machine():
    return system(office().institution_id, "test")


def staff(code, role="data_steward"):
    return Actor(kind="staff", institution_id=institution(code).pk, user_id=1, membership_id=1, office_id=1, role=role)


def agreed(categories=GIVEN, purpose="shared_case", giver="INFOP"):
    """An agreement in force by which the employment direction reads of another institution."""
    ours, theirs = staff("SETRASS-DGE", "office_coordinator"), institution(giver)
    terms = AgreementTerms(
        title="Convenio de ejemplo", summary="Para no pedir dos veces lo mismo.", signed_on=clock.today() - timedelta(days=9),
        valid_from=clock.today() - timedelta(days=8), lawful_basis="consent", basis_note="Permiso de cada persona",
    )  # fmt: skip
    with acting_as(staff("SETRASS-DGE", "central_coordination")):
        row = save_agreement(actor=ours, terms=terms)
        add_party(actor=ours, agreement_id=row.pk, terms=PartyTerms(institution_id=theirs.pk, part="serves"))
        grant = GrantTerms(giver_id=theirs.pk, reader_id=ours.institution_id, purpose=purpose, categories=categories)
        add_grant(actor=ours, agreement_id=row.pk, terms=grant)
        add_clause(actor=ours, agreement_id=row.pk, terms=ClauseTerms(kind="purpose", title="Objeto", text="Orientar."))
        publish_revision(actor=ours, agreement_id=row.pk, version=Agreement.objects.get(pk=row.pk).version)
        return Agreement.objects.get(pk=row.pk)


def declared(kind="folder", address=None, code="infop-listas", lines=LINES):
    """A source, with its columns said."""
    terms = SourceTerms(
        code=code, name="Listas de INFOP", giver_id=institution("INFOP").pk, office_id=office().pk, purpose="shared_case", kind=kind,
        address=address or {"folder": "infop", "pattern": "*.csv"},
    )  # fmt: skip
    row = declare_source(actor=machine(), terms=terms)
    if lines:
        map_source(actor=machine(), source_id=row.pk, after=0, lines=lines)
    return row


def dropped(*rows, name="lista.csv", header=HEADER):
    """What the other institution left."""
    place = Path(settings.FEEDS_FOLDER) / "infop"
    place.mkdir(parents=True, exist_ok=True)
    (place / name).write_text("\n".join([header, *rows, ""]), encoding="utf-8")


def seen(model=Person):
    with acting_as(machine()), transaction.atomic():
        return list(model.objects.order_by("pk"))


def waiting():
    return [row for row in seen(ImportRow) if row.outcome == "error" and row.values]
