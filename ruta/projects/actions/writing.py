"""How is an entry written or corrected? What its codes, days and amounts say is checked here, whoever brings them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.errors import Invalid
from ruta.base.spelling import folded
from ruta.base.transactions import action
from ruta.directory.models import Institution
from ruta.projects.enums import Kind, Origin, Part, State
from ruta.projects.models import Participant, Project
from ruta.projects.policies import demand_keeping
from ruta.taxonomy.selectors import items, needs
from ruta.territory.models import Department, Municipality

LONGEST = {"ref": 80, "name": 300, "summary": 6000, "website": 300, "source": 400}
MOST = 10**12
CURRENCY = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectTerms:
    """What is known of a project. The participants by name."""

    name: str
    ref: str = ""
    kind: str = Kind.PROJECT
    summary: str = ""
    places: Sequence[str] = ()
    population: Sequence[str] = ()
    needs: Sequence[str] = ()
    begins: date | None = None
    ends: date | None = None
    budget: int | None = None
    currency: str = "HNL"
    expected: int | None = None
    reached: int | None = None
    website: str = ""
    source: str = ""
    executing: Sequence[str] = ()
    funding: Sequence[str] = ()
    partner: Sequence[str] = ()


@action
def save_project(
    *, actor: Actor, terms: ProjectTerms, project_id: int | None = None, state: str = "", origin: str = Origin.PRODUCT
) -> Project:
    """Register a project or correct it; each code once in an institution. `state` is where a new one begins."""
    row = _row(actor, project_id, origin)
    demand_keeping(actor, row)
    _demand_sense(terms)
    name = _line(terms.name, "name", _("Escriba el nombre del proyecto."))
    row.name, row.sort_name, row.kind = name, folded(name), Kind(terms.kind)
    row.ref = _line(terms.ref, "ref") or row.ref or _own_ref(row.institution_id)
    row.summary, row.source = terms.summary.strip()[: LONGEST["summary"]], _line(terms.source, "source")
    row.website = checked_address(terms.website, "website")
    row.places, row.population, row.needs = _places(terms.places), _known("population", terms.population), _known("needs", terms.needs)
    row.begins, row.ends, row.budget, row.currency = terms.begins, terms.ends, terms.budget, _currency(terms.currency)
    row.expected, row.reached, row.verified_on = terms.expected, terms.reached, today()
    if state and row.pk is None:
        row.state = State(state)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise fault("ref", _("Ya hay un proyecto con ese código en la institución. Ábralo en la lista.")) from error
    _take_part(row, terms)
    return row


def fault(field: str, sentence: str) -> Invalid:
    """What is wrong with one field."""
    return Invalid(sentence, fields={field: sentence})


def checked_address(text: str, field: str) -> str:
    """An address of the web, or nothing."""
    address = text.strip()[: LONGEST["website"]]
    if address and not address.lower().startswith(("https://", "http://")):
        raise fault(field, _("Escriba la dirección completa, con https:// al inicio."))
    if any(sign in address for sign in ' <>"\\\n\t'):
        raise fault(field, _("La dirección tiene signos que no van en una dirección."))
    return address


def _row(actor: Actor, project_id: int | None, origin: str) -> Project:
    if project_id is None:
        return Project(institution_id=actor.institution_id or 0, registered_at=now(), origin=origin)
    return Project.objects.select_for_update().get(pk=project_id)


def _line(text: str, field: str, missing: str = "") -> str:
    line = " ".join(text.split())
    if missing and not line:
        raise fault(field, missing)
    if len(line) > LONGEST[field]:
        raise fault(field, _("Es demasiado largo: caben %(most)s letras.") % {"most": LONGEST[field]})
    return line


def _own_ref(institution_id: int) -> str:
    """A number within the institution for what came without a code."""
    count = Project.objects.filter(institution=institution_id).count()
    taken = set(Project.objects.filter(institution=institution_id, ref__startswith="P-").order_by().values_list("ref", flat=True))
    return next(ref for number in range(count + 1, count + len(taken) + 2) if (ref := f"P-{number:03}") not in taken)


def _demand_sense(terms: ProjectTerms) -> None:
    if terms.begins and terms.ends and terms.ends < terms.begins:
        raise fault("ends", _("El proyecto termina antes de empezar. Revise las fechas."))
    for field in ("budget", "expected", "reached"):
        amount = getattr(terms, field)
        if amount is not None and not 0 <= amount <= (MOST if field == "budget" else 10_000_000):
            raise fault(field, _("Ese número no puede ser. Revíselo."))


def _currency(code: str) -> str:
    wanted = code.strip().upper() or "HNL"
    if len(wanted) != CURRENCY or not wanted.isalpha() or not wanted.isascii():
        raise fault("currency", _("Escriba la moneda con tres letras, por ejemplo HNL o USD."))
    return wanted


def _places(codes: Sequence[str]) -> list[str]:
    wanted = set(codes)
    known = set(Department.objects.filter(pk__in=wanted).order_by().values_list("pk", flat=True))
    known |= set(Municipality.objects.filter(pk__in=wanted).order_by().values_list("pk", flat=True))
    if strange := sorted(wanted - known):
        raise fault("places", _("«%(code)s» no es un departamento ni un municipio.") % {"code": strange[0][:20]})
    return sorted(wanted)


def _known(field: str, codes: Sequence[str]) -> list[str]:
    offered = {each.code for each in (needs() if field == "needs" else items("modalities"))}
    if strange := sorted(set(codes) - offered):
        raise fault(field, _("«%(code)s» no está en el catálogo.") % {"code": strange[0][:40]})
    return sorted(set(codes))


def _take_part(project: Project, terms: ProjectTerms) -> None:
    """Write anew who takes part; one that the directory knows, by its name or its short name, is tied to it."""
    wanted = [(part, " ".join(name.split())[:200]) for part in Part.values for name in getattr(terms, part) if name.strip()]
    known = {folded(text): pk for pk, *texts in _institutions() for text in texts if text}
    project.participants.all().delete()
    Participant.objects.bulk_create(
        Participant(project=project, part=part, name=name, sort_name=folded(name), institution_id=known.get(folded(name)))
        for part, name in dict.fromkeys(wanted)
    )


def _institutions() -> list[tuple[int, str, str]]:
    return list(Institution.objects.order_by("-pk").values_list("pk", "name", "short_name"))
