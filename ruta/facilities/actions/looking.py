"""What was found in an office, and what does it lack?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.days import wrong_year
from ruta.base.errors import Invalid, NotFound, NotOpen
from ruta.base.papers import file_to_keep
from ruta.base.transactions import action
from ruta.facilities.enums import Condition, Kind
from ruta.facilities.models import Found, FoundPhoto, Requirement, Survey
from ruta.facilities.policies import demand_keeping
from ruta.facilities.rules import lacking
from ruta.facilities.selectors import office_named, on_its_way

LONGEST = 200
PHOTOS = ("jpeg", "png")


@dataclass(frozen=True, slots=True)
class Line:
    """How much of one kind there is, should be, and in which state."""

    kind: str
    have: int
    needed: int
    condition: str


@action
def keep_survey(*, actor: Actor, office_id: int, made_on: date, lines: Sequence[Line], note: str = "") -> Survey:
    """Keep a look at an office; as much of what is lacking as is not on its way yet becomes a requirement."""
    office = office_named(office_id)
    demand_keeping(actor, office)
    if sentence := _("Ese día todavía no llega.") if made_on > today() else wrong_year(made_on):
        raise fault("made_on", sentence)
    if not lines or any(line.kind not in Kind.values or line.condition not in Condition.values for line in lines):
        raise Invalid(_("Anote al menos un renglón: cuánto hay y cuánto debe haber."))
    survey = Survey.objects.create(office=office, made_on=made_on, note=note.strip()[:2000], made_at=now(), made_by=actor.user_id)
    Found.objects.bulk_create(
        Found(survey=survey, kind=line.kind, have=line.have, needed=line.needed, condition=line.condition) for line in lines
    )
    known = on_its_way(office)
    Requirement.objects.bulk_create(
        Requirement(
            office=office, survey=survey, kind=line.kind, what=str(Kind(line.kind).label), quantity=short, is_urgent=line.condition == Condition.BAD,
            state_since=today(), noted_at=now(), noted_by=actor.user_id,
        )
        for line in lines
        if (short := lacking(line.have, line.needed, line.condition) - known.get(line.kind, 0)) > 0
    )  # fmt: skip
    return survey


@action
def add_photo(*, actor: Actor, line_id: int, content: bytes) -> FoundPhoto:
    """Keep the photograph of one line of a look; what was seen that day is not replaced afterwards."""
    line = Found.objects.select_for_update(of=("self",)).select_related("survey__office").filter(pk=line_id).first()
    if line is None:
        raise NotFound(_("Ese renglón ya no está. Vuelva a abrir la oficina."))
    demand_keeping(actor, line.survey.office)
    kind, content = file_to_keep(content)
    if kind not in PHOTOS:
        raise fault("file", _("Aquí va una foto. El documento va en el requerimiento."))
    if FoundPhoto.objects.filter(line=line).exists():
        raise NotOpen(_("Este renglón ya tiene su foto. La de otro día va en otra revisión."))
    return FoundPhoto.objects.create(line=line, kind=kind, size=len(content), content=content, added_at=now(), added_by=actor.user_id)


@action
def take_photo_back(*, actor: Actor, line_id: int) -> int:
    """A photograph that shows somebody, or another thing, goes; another may take its place. Says which line lost it."""
    row = FoundPhoto.objects.select_for_update(of=("self",)).select_related("line__survey__office").filter(line=line_id).first()
    if row is None:
        raise NotFound(_("Ese renglón no tiene foto. Vuelva a abrir la oficina."))
    demand_keeping(actor, row.line.survey.office)
    row.delete()
    return line_id


@action
def note_requirement(  # noqa: PLR0913 (keywords only)
    *, actor: Actor, office_id: int, kind: str, what: str, quantity: int, estimate: int | None = None, is_urgent: bool = False
) -> Requirement:  # fmt: skip
    """Keep one thing that an office lacks."""
    office = office_named(office_id)
    demand_keeping(actor, office)
    if not what.strip():
        raise fault("what", _("Escriba qué hace falta."))
    if quantity < 1:
        raise fault("quantity", _("Escriba cuántos hacen falta."))
    return Requirement.objects.create(
        office=office, kind=Kind(kind), what=" ".join(what.split())[:LONGEST], quantity=quantity, estimate=estimate, is_urgent=is_urgent,
        state_since=today(), noted_at=now(), noted_by=actor.user_id,
    )  # fmt: skip


def fault(field: str, sentence: str) -> Invalid:
    """What is wrong with one field."""
    return Invalid(sentence, fields={field: sentence})
