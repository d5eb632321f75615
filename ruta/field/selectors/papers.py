"""Which forms were printed, which of them were typed in, and how does a blank one look?"""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ruta.base.context import Actor
from ruta.base.errors import NotFound, NotOpen
from ruta.base.squares import square_code
from ruta.directory.models import Office
from ruta.field.models import PaperForm
from ruta.field.rules import read_code, written_code
from ruta.field.selectors.offers import offers_at_the_door
from ruta.taxonomy.selectors import choices, needs

SHEET = Path(__file__).parent.parent / "sheets" / "registration.typ"
PLACE = "/papel/{code}/"
"""Where a telephone that is signed in lands that reads the square."""


def papers() -> QuerySet[PaperForm]:
    """The forms of the institution, with their office and what came of them."""
    return PaperForm.objects.select_related("office", "case")


def paper_of(code: str) -> PaperForm:
    """One form by its code, typed or scanned."""
    row = papers().filter(code=read_code(code)).first()
    if row is None:
        raise NotFound(_("Ese código no es de un formulario de su institución. Revise letra por letra."))
    return row


def paper_needs() -> list[tuple[str, str]]:
    """What may be ticked on paper: nothing that is protected lies on a desk or is lost in the street."""
    return [(each.code, each.item.label()) for each in needs() if each.sensitivity == "normal"]


def papers_pdf(actor: Actor, batch: UUID) -> bytes:
    """The forms of a batch that still wait, two pages each, to be filled in by hand."""
    rows = list(papers().filter(batch=batch, state="printed").order_by("pk"))
    if not rows:
        raise NotFound(_("De ese lote no queda ningún formulario por llenar."))
    if rows[0].notice_version != texts_at_the_door(actor):
        raise NotOpen(_("Los textos de permiso cambiaron desde que se hizo este lote. Anule las hojas que quedan e imprima otro."))
    import typst

    data = _words(actor, rows[0].office) | {"codes": [written_code(row.code) for row in rows]}
    squares = [square_code(settings.PUBLIC_ADDRESS + PLACE.format(code=row.code)) for row in rows]
    inputs = {"data": json.dumps(data), "squares": json.dumps(squares)}
    made: bytes = typst.compile(str(SHEET), sys_inputs=inputs, pdf_standards=["ua-1"], ignore_system_fonts=True)
    return made


def texts_at_the_door(actor: Actor) -> str:
    """The version of the texts of permission that the actor's office reads today."""
    offers = offers_at_the_door(actor)
    return offers[0].notice.version if offers else ""


def _words(actor: Actor, office: Office) -> dict[str, Any]:
    """Everything that is said on a form; the permissions are the texts in force for this office."""
    offers = offers_at_the_door(actor)
    return {
        "title": _("Formulario de registro"), "office": office.name, "institution": office.institution.name, "alt": _("Código del formulario"),
        "code_word": _("Código"), "when": [_("Fecha"), _("Hora"), _("Quién lo llenó")], "person": _("Persona"),
        "lines": [
            [_("Nombres"), _("Apellidos")], [_("Documento (tipo y número)"), _("Nacimiento (día, mes, año)")],
            [_("Nacionalidad"), _("Municipio donde vive")], [_("Barrio, colonia o aldea"), _("Teléfono")],
            [_("¿Es seguro llamar? ¿A qué hora?"), _("Personas a su cargo")], [_("Si es menor: con quién está y dónde"), _("Idiomas")],
        ],
        "sex": [_("Sexo en el documento"), [_("Mujer"), _("Hombre"), _("No consta")]],
        "modality": [_("Modalidad"), [str(words) for _code, words in choices("modalities")]],
        "arrival": [_("Si retornó: fecha"), _("Desde qué país"), _("Por dónde entró")], "needs_title": _("Qué necesita"),
        "needs": [words for _code, words in paper_needs()], "other": _("Otra cosa, con sus palabras"), "allows": _("Qué permite"),
        "offers": [{"to": offer.institution.short_name, "title": offer.purpose_label, "text": offer.notice.text} for offer in offers],
        "version": _("Textos de permiso, versión %(version)s") % {"version": texts_at_the_door(actor)},
        "yes": _("Sí"), "no": _("No"), "sign": [_("Firma o huella de la persona"), _("Firma de quien llenó")],
        "warn": _("No anote aquí violencia, amenazas ni salud: eso se habla en privado y se registra después."),
        "page": _("Guarde este papel bajo llave hasta teclearlo."),
    }  # fmt: skip
