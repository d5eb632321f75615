"""Which verbs write what a board brings? Each portion of rows is one transaction with its counts."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound, NotOpen
from ruta.base.events import publish
from ruta.base.spelling import folded
from ruta.base.transactions import action
from ruta.employers.actions import EmployerTerms, register_employer, take_vacancy
from ruta.employers.actions.registering import checked_rtn
from ruta.employers.events import VacanciesLoaded
from ruta.employers.imports.files import Row
from ruta.employers.imports.reading import Offer, RowReader, are_alike
from ruta.employers.models import BoardLoad, BoardRow, Employer, Vacancy
from ruta.employers.policies import demand_keeping
from ruta.employers.selectors import employer_with_rtn, vacancies_like

SAME, OTHER = "same", "other"


@action
def open_load(*, actor: Actor, board: str, file_name: str, file: str = "") -> BoardLoad:
    """Begin to read a file of a board."""
    demand_keeping(actor)
    if not board.strip():
        raise Invalid(_("Escriba de qué bolsa viene."), fields={"board": _("Escriba de qué bolsa viene.")})
    return BoardLoad.objects.create(
        owner_institution_id=actor.institution_id or 0, board=" ".join(board.split())[:80], file_name=file_name[:200], file=file,
        made_at=now(), made_by=actor.user_id, office_ref=actor.office_id,
    )  # fmt: skip


@action
def load_portion(*, actor: Actor, load_id: int, rows: Sequence[Row], reader: RowReader) -> BoardLoad:
    """Take a portion of rows: new ones, known ones, those that may be here already, and those that cannot be read."""
    load = _load(actor, load_id)
    for number, said in rows:
        load.done += 1
        try:
            with transaction.atomic():
                _take(actor, load, number, said, reader)
        except (Invalid, NotOpen) as error:
            load.refused += 1
            sentence = next(iter(error.fields.values()), error.message)
            BoardRow.objects.create(
                owner_institution_id=load.owner_institution_id, load=load, number=number, said=said, problem=str(sentence)
            )
        except IntegrityError:
            load.known += 1  # the same number came twice at once
    load.save()
    return load


@action
def finish_load(*, actor: Actor, load_id: int, problem: str = "") -> BoardLoad:
    """The file was read to its end, or cannot be read further."""
    load = _load(actor, load_id)
    load.finished_at, load.problem, load.file = now(), problem, ""
    load.save(update_fields=["finished_at", "problem", "file"])
    publish(VacanciesLoaded(load.pk), institution_id=load.owner_institution_id)
    return load


@action
def decide_row(*, actor: Actor, row_id: int, decision: str) -> BoardRow:
    """Say whether a staged row is the vacancy that is here already, or another one, which is then taken."""
    demand_keeping(actor)
    row = BoardRow.objects.select_for_update(of=("self",)).select_related("load").filter(pk=row_id, problem="").first()
    if row is None or row.owner_institution_id != actor.institution_id:
        raise NotFound(_("Esa fila no es de su institución. Vuelva a la carga."))
    if row.decision:
        raise NotOpen(_("Esa fila ya se decidió. Recargue la página."))
    if decision not in {SAME, OTHER}:
        raise Invalid(_("Diga si es la misma vacante o es otra."))
    if decision == OTHER:
        offer = RowReader().read(row.said)
        row.vacancy = _taken(actor, row.load, offer, _employer(actor, row.load, offer))
    row.decision = decision
    row.save(update_fields=["decision", "vacancy"])
    counted = "created" if decision == OTHER else "known"
    BoardLoad.objects.filter(pk=row.load_id).update(**{"staged": F("staged") - 1, counted: F(counted) + 1})
    return row


def _take(actor: Actor, load: BoardLoad, number: int, said: dict[str, str], reader: RowReader) -> None:
    offer = reader.read(said)
    mine = {"owner_institution_id": load.owner_institution_id, "ref": offer.ref}
    is_kept = Vacancy.objects.filter(owner_institution_id=load.owner_institution_id, board=load.board, board_ref=offer.ref).exists()
    if is_kept or BoardRow.objects.filter(load__board=load.board, problem="", **mine).exists():
        load.known += 1
        return
    employer = _employer(actor, load, offer)
    like = _like(load, offer, employer)
    if like is not None:
        load.staged += 1
        BoardRow.objects.create(load=load, number=number, said=said, like=like, **mine)
        return
    _taken(actor, load, offer, employer)
    load.created += 1


def _taken(actor: Actor, load: BoardLoad, offer: Offer, employer: Employer) -> Vacancy:
    return take_vacancy(actor=actor, employer_id=employer.pk, terms=offer.terms, board=load.board, ref=offer.ref)


def _employer(actor: Actor, load: BoardLoad, offer: Offer) -> Employer:
    """By RTN, else by name, else a new one to be verified."""
    rtn = checked_rtn(offer.rtn)
    found = employer_with_rtn(load.owner_institution_id, rtn)
    if found is None and offer.employer:
        same = Employer.objects.filter(owner_institution_id=load.owner_institution_id, sort_name=folded(offer.employer)).order_by("pk")
        found = (same.filter(rtn="") if rtn else same).first()
    return found or register_employer(actor=actor, terms=EmployerTerms(name=offer.employer or rtn, rtn=rtn))


def _like(load: BoardLoad, offer: Offer, employer: Employer) -> Vacancy | None:
    near = vacancies_like(load.owner_institution_id, employer.pk, offer.terms.occupation, offer.terms.municipality)
    return next((row for row in near[:20] if are_alike(row.title, offer.terms.title)), None)


def _load(actor: Actor, load_id: int) -> BoardLoad:
    demand_keeping(actor)
    found = BoardLoad.objects.select_for_update().filter(pk=load_id, owner_institution_id=actor.institution_id or 0).first()
    if found is None:
        raise NotFound(_("Esa carga no es de su institución."))
    return found
