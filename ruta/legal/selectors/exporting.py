"""Which Akoma Ntoso document is the text of a norm in force from a day on?"""

from datetime import date

from django.utils.translation import gettext as _

from ruta.base.errors import NotFound, NotOpen
from ruta.legal.akn import Change, Provision, Work, built
from ruta.legal.enums import RevisionState
from ruta.legal.models import Instrument, Revision
from ruta.legal.rules import COUNTRIES, expression_address, whole_day, work_address
from ruta.legal.selectors.texts import Piece, articles_on, paragraphs_of

AUTHORS = {
    "": "República de Honduras",
    "ONU": "Naciones Unidas",
    "OIT": "Organización Internacional del Trabajo",
    "OEA": "Organización de los Estados Americanos",
}


def address_of(instrument: Instrument) -> str:
    """The FRBR address of the work; nothing while not even its year is known."""
    year = (instrument.issued or instrument.gazette_on)[:4]
    return work_address(code=instrument.code, organisation=instrument.organisation, year=year)


def document_of(instrument: Instrument, day: date) -> str:
    """The address of the document of a day; nothing where the facts do not reach for one."""
    work = address_of(instrument)
    is_dated = whole_day(instrument.gazette_on, instrument.issued) is not None
    return f"{expression_address(work, day)}.xml" if work and is_dated else ""


def akoma_ntoso(instrument: Instrument, day: date) -> bytes:
    """The text in force on a day as XML; refused where the facts do not reach."""
    on = whole_day(instrument.gazette_on, instrument.issued)
    if on is None:
        raise NotOpen(_("Falta la fecha completa de la norma: sin ella no hay documento Akoma Ntoso. Corríjala en el compendio."))
    articles = list(articles_on(instrument, day))
    if not articles:
        raise NotFound(_("Esta norma no tiene texto vigente ese día."))
    addresses = {row.code: address_of(row) for row in Instrument.objects.defer("found_by").order_by("pk")}
    paragraphs = paragraphs_of(articles)
    provisions = [
        Provision(row.key, row.label, row.heading, row.part, [[_linked(piece, addresses) for piece in each] for each in paragraphs[row.pk]])
        for row in articles
    ]
    changes = _changes(instrument, day, addresses)
    return built(_work(instrument, addresses[instrument.code], on), max(each.day for each in changes), provisions, changes, changes[-1].day)


def _work(instrument: Instrument, address: str, on: date) -> Work:
    return Work(
        address, instrument.title, instrument.kind, instrument.number, on, COUNTRIES.get(instrument.organisation, "hn"),
        AUTHORS.get(instrument.organisation, instrument.organisation), instrument.gazette_number, whole_day(instrument.gazette_on),
    )  # fmt: skip


def _changes(instrument: Instrument, day: date, addresses: dict[str, str]) -> list[Change]:
    rows = Revision.objects.filter(instrument=instrument, state=RevisionState.PUBLISHED, in_force_from__lte=day)
    return [
        Change(
            row.in_force_from, addresses[row.amending.code] if row.amending else addresses[instrument.code],
            row.amending.title if row.amending else instrument.title, row.is_amendment,
        ) for row in rows.select_related("amending").order_by("in_force_from", "pk")
    ]  # fmt: skip


def _linked(piece: Piece, addresses: dict[str, str]) -> tuple[str, str]:
    address = addresses.get(piece.code, "")
    if address and piece.key:
        address += "/~" + piece.key.replace("art-", "art_")
    return piece.words, address
