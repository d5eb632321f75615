"""Which projects are there, narrowed by place, need and population?"""

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from ruta.base.errors import NotFound
from ruta.base.spelling import folded
from ruta.projects.models import Document, Load, Participant, Project
from ruta.projects.rules import DEPARTMENT
from ruta.taxonomy.selectors import needs
from ruta.territory.models import Municipality

NATIONAL = "00"
"""In a filter of places: those of the whole country alone."""


def projects() -> QuerySet[Project]:
    """Every entry of the bank, with the institution that keeps it and those that take part."""
    taking_part = Participant.objects.order_by("part", "name", "pk")
    return Project.objects.select_related("institution").prefetch_related(Prefetch("participants", queryset=taking_part))


def public_projects() -> QuerySet[Project]:
    """What everybody reads."""
    return projects().filter(published_at__isnull=False)


def found_projects(rows: QuerySet[Project], text: str) -> QuerySet[Project]:
    """Those whose name, code or participants hold every word of a text."""
    for word in folded(text).split()[:8]:
        taking_part = Participant.objects.filter(sort_name__contains=word).values("project")
        rows = rows.filter(Q(sort_name__contains=word) | Q(ref__icontains=word) | Q(pk__in=taking_part))
    return rows


def project_of(project_id: int) -> Project:
    """One entry."""
    found = projects().filter(pk=project_id).first()
    if found is None:
        raise NotFound(_("Ese proyecto no está en el banco. Búsquelo otra vez."))
    return found


def public_project(project_id: int) -> Project | None:
    """One entry that everybody reads."""
    return public_projects().filter(pk=project_id).first()


def document_of(project: Project, row_id: int) -> Document:
    """A file of an entry; what only lies at an address is not opened here."""
    found = project.documents.filter(pk=row_id).exclude(kind="").first()
    if found is None:
        raise NotFound(_("Ese documento ya no está en el proyecto. Vuelva a abrirlo."))
    return found


def by_place(rows: QuerySet[Project], code: str) -> QuerySet[Project]:
    """Those that reach a place: named for it, for its department, for one of its municipalities, or for the whole country."""
    if code == NATIONAL:
        return rows.filter(places=[])
    reached = {code, code[:DEPARTMENT]}
    if len(code) == DEPARTMENT:
        reached.update(Municipality.objects.filter(department=code).order_by("code").values_list("code", flat=True))
    return rows.filter(Q(places=[]) | Q(places__overlap=sorted(reached)))


def by_need_group(rows: QuerySet[Project], group: str) -> QuerySet[Project]:
    """Those that answer some need of a group."""
    return rows.filter(needs__overlap=[each.code for each in needs(group=group)])


def by_population(rows: QuerySet[Project], code: str) -> QuerySet[Project]:
    """Those for a population, or for everybody."""
    return rows.filter(Q(population=[]) | Q(population__contains=[code]))


def loads() -> QuerySet[Load]:
    """The files that came to the actor's institution, the newest first."""
    return Load.objects.order_by("-pk")


def load_of(load_id: int) -> Load:
    """One of them."""
    found = loads().filter(pk=load_id).first()
    if found is None:
        raise NotFound(_("Ese archivo no es de su institución. Vuelva a la lista."))
    return found
