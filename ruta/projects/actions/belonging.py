"""How are the contacts, papers and results of a project kept?"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ruta.base.context import Actor
from ruta.base.errors import NotOpen
from ruta.base.papers import file_to_keep
from ruta.base.transactions import action
from ruta.projects.actions.writing import checked_address, fault
from ruta.projects.models import Contact, Document, Project, Result
from ruta.projects.policies import demand_keeping
from ruta.projects.selectors import project_of

LONGEST, MOST_DOCUMENTS = 300, 40


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactTerms:
    """Whom one asks."""

    name: str
    position: str = ""
    phone: str = ""
    email: str = ""
    is_public: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentTerms:
    """A paper: where it lies, or the file itself."""

    title: str
    url: str = ""
    content: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultTerms:
    """What was to be reached, and what was."""

    title: str
    target: int | None = None
    reached: int | None = None
    measured_on: date | None = None


@action
def add_contact(*, actor: Actor, project_id: int, terms: ContactTerms) -> Contact:
    """Whom one asks, with a telephone or an address of mail."""
    project = _kept(actor, project_id)
    if not terms.phone.strip() and not terms.email.strip():
        raise fault("phone", _("Escriba un teléfono o un correo."))
    return Contact.objects.create(
        owner_institution_id=project.institution_id, project=project, name=_named(terms.name, "name"), position=_short(terms.position),
        phone=_short(terms.phone), email=_short(terms.email), is_public=terms.is_public,
    )  # fmt: skip


@action
def remove_contact(*, actor: Actor, project_id: int, row_id: int) -> None:
    """Whoever is there no longer is not asked any more."""
    _remove(Contact, actor, project_id, row_id)


@action
def add_document(*, actor: Actor, project_id: int, terms: DocumentTerms) -> Document:
    """A paper by its address, or the file itself. What it is, its first bytes say, not its name."""
    project, url = _kept(actor, project_id), checked_address(terms.url, "url")
    if bool(url) == bool(terms.content):
        raise fault("url" if url else "file", _("Suba el documento o escriba su dirección, una de las dos cosas."))
    if project.documents.count() >= MOST_DOCUMENTS:
        raise NotOpen(_("Este proyecto ya tiene cuarenta documentos. Quite uno antes de agregar otro."))
    kind, content = file_to_keep(terms.content) if terms.content else ("", b"")
    return Document.objects.create(
        project=project, title=_named(terms.title, "title"), url=url, kind=kind, size=len(content), content=content or None
    )


@action
def remove_document(*, actor: Actor, project_id: int, row_id: int) -> None:
    """It lies there no longer."""
    _remove(Document, actor, project_id, row_id)


@action
def add_result(*, actor: Actor, project_id: int, terms: ResultTerms) -> Result:
    """What the project set out to reach."""
    project = _kept(actor, project_id)
    return Result.objects.create(
        project=project, title=_named(terms.title, "title"), target=terms.target, reached=terms.reached, measured_on=terms.measured_on
    )


@action
def remove_result(*, actor: Actor, project_id: int, row_id: int) -> None:
    """It was written by mistake."""
    _remove(Result, actor, project_id, row_id)


def _kept(actor: Actor, project_id: int) -> Project:
    project = project_of(project_id)
    demand_keeping(actor, project)
    return project


def _remove(kind: Any, actor: Actor, project_id: int, row_id: int) -> None:
    kind.objects.filter(project=_kept(actor, project_id), pk=row_id).delete()


def _named(text: str, field: str) -> str:
    line = _short(text)
    if not line:
        raise fault(field, _("Escriba el nombre."))
    return line


def _short(text: str) -> str:
    return " ".join(text.split())[:LONGEST]
