"""Which verbs take a file of projects in? A trial writes and undoes, so that it finds what the real thing would find."""

from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotOpen, RutaError
from ruta.base.spelling import folded
from ruta.base.transactions import action
from ruta.people.imports.files import open_sheet
from ruta.projects.actions import ContactTerms, DocumentTerms, ResultTerms, add_contact, add_document, add_result, save_project
from ruta.projects.enums import LoadState, Origin
from ruta.projects.imports.columns import FACTS, guess
from ruta.projects.imports.iati import activities, looks_like_xml
from ruta.projects.imports.reading import Draft, RowReader
from ruta.projects.models import Load, Project
from ruta.projects.policies import demand_keeping
from ruta.projects.selectors import load_of, projects

MOST_ROWS, MOST_RESULTS = 2_000, 12


class _Undone(Exception):
    """The end of a trial."""


@action
def open_load(*, actor: Actor, file_name: str, file: BinaryIO) -> Load:
    """Read a file and try its rows; nothing of it is kept but the file."""
    demand_keeping(actor)
    file.seek(0)
    is_xml = looks_like_xml(file.read(256))
    header, rows, mapping = _of_iati(file) if is_xml else _of_sheet(file)
    load = Load(
        owner_institution_id=actor.institution_id or 0, file_name=file_name[:200], origin=Origin.IATI if is_xml else Origin.SHEET, header=header,
        rows=rows, mapping=mapping, made_by=actor.user_id, made_at=now(),
    )  # fmt: skip
    return _tried(actor, load)


@action
def map_load(*, actor: Actor, load_id: int, mapping: Mapping[str, str]) -> Load:
    """Say what each column is, and try again."""
    demand_keeping(actor)
    load = _waiting(load_id)
    known = {header: code for header, code in mapping.items() if header in load.header and code in FACTS}
    if len(set(known.values())) < len(known):
        raise Invalid(_("Dos columnas dicen ser el mismo dato. Deje solo una de ellas."))
    load.mapping = known | ({"country": "country"} if load.origin == Origin.IATI else {})
    return _tried(actor, load)


@action
def bring_load(*, actor: Actor, load_id: int) -> Load:
    """Keep what can be read; rows that cannot stay told in the load."""
    demand_keeping(actor)
    load = _waiting(load_id)
    _run(actor, load)
    load.state, load.rows = LoadState.DONE, []
    load.save()
    return load


def _waiting(load_id: int) -> Load:
    load = load_of(load_id)
    if load.state == LoadState.DONE:
        raise NotOpen(_("Este archivo ya se trajo. Suba otro si hay cambios."))
    return load


def _of_iati(file: BinaryIO) -> tuple[list[str], list[Any], dict[str, str]]:
    found = activities(file)
    codes = [*FACTS, "country"]
    rows = [[number, [facts.get(code, "") for code in codes]] for number, facts in found]
    return codes, _bounded(rows), {code: code for code in codes}


def _of_sheet(file: BinaryIO) -> tuple[list[str], list[Any], dict[str, str]]:
    sheet = open_sheet(file)
    rows: list[Any] = []
    for number, cells in sheet.rows():
        rows.append([number, [_written(cell) for cell in cells[: len(sheet.header)]]])
        _bounded(rows)
    return list(sheet.header), rows, guess(sheet.header)


def _written(cell: str) -> str:
    """Without the signs that no column of the database holds."""
    return cell.replace("\0", "").encode("utf-8", errors="replace").decode().strip()


def _bounded(rows: list[Any]) -> list[Any]:
    if not rows:
        raise Invalid(_("El archivo no trae ningún proyecto."))
    if len(rows) > MOST_ROWS:
        raise Invalid(_("El archivo tiene más de %(most)s proyectos. Divídalo y suba cada parte.") % {"most": f"{MOST_ROWS:,}"})
    return rows


def _tried(actor: Actor, load: Load) -> Load:
    try:
        with transaction.atomic():
            _run(actor, load)
            raise _Undone  # noqa: TRY301 (that is what a trial is)
    except _Undone:
        load.save()
    return load


def _run(actor: Actor, load: Load) -> None:
    reader, counts, refused = RowReader(), {True: 0, False: 0}, []
    kept = {folded(ref): pk for pk, ref in _mine(load).values_list("pk", "ref")}
    named = {name: pk for pk, name in _mine(load).values_list("pk", "sort_name")}
    for number, cells in load.rows:
        facts = _facts(load, cells)
        pk = kept.get(folded(facts["ref"])) if facts.get("ref") else named.get(folded(facts.get("name", "")))
        try:
            with transaction.atomic():
                row = _keep(actor, load, reader, facts, pk)
        except RutaError as error:
            refused.append([number, facts.get("name", "")[:120], str(next(iter(error.fields.values()), error.message))])
            continue
        counts[pk is None] += 1
        kept[folded(row.ref)], named[row.sort_name] = row.pk, row.pk
    load.created, load.changed, load.refused = counts[True], counts[False], refused


def _mine(load: Load) -> Any:
    return Project.objects.filter(institution=load.owner_institution_id).order_by("pk")


def _facts(load: Load, cells: Sequence[str]) -> dict[str, str]:
    said = dict(zip(load.header, cells, strict=False))
    return {code: said.get(header, "") for header, code in load.mapping.items()}


def _keep(actor: Actor, load: Load, reader: RowReader, facts: Mapping[str, str], pk: int | None) -> Project:
    before = projects().get(pk=pk) if pk else None
    draft = reader.read(facts, before)
    row = save_project(actor=actor, terms=draft.terms, project_id=pk, state=draft.state, origin=load.origin)
    if before is None:
        _add(actor, row, draft)
    return row


def _add(actor: Actor, row: Project, draft: Draft) -> None:
    """What belongs to a new project; of one that is here already it stays as its institution wrote it."""
    contact = draft.contact
    if contact.get("phone") or contact.get("email"):
        terms = ContactTerms(name=contact.get("contact") or row.name, phone=contact["phone"], email=contact["email"])
        add_contact(actor=actor, project_id=row.pk, terms=terms)
    if draft.document:
        add_document(actor=actor, project_id=row.pk, terms=DocumentTerms(title=_("Documento del proyecto"), url=draft.document))
    for title in draft.results[:MOST_RESULTS]:
        add_result(actor=actor, project_id=row.pk, terms=ResultTerms(title=title))
