"""How do a certificate and the badges of an edition look on paper?"""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ruta.base.squares import square_code, typed_code
from ruta.training.enums import EnrolmentState
from ruta.training.models import Award, Edition
from ruta.training.selectors.awards import address_of_award
from ruta.training.selectors.learning import lines_of

SHEETS = Path(__file__).parent.parent / "sheets"


def award_pdf(award: Award) -> bytes:
    """A letter page, tagged, with the code that anybody can check."""
    address = address_of_award(award)
    data = {
        "title": award.number, "institution": award.owner_institution.name, "paper": _("Constancia de formación"), "says": _("Hace constar que"),
        "holder": award.holder, "passed": _("aprobó"), "course": award.course_name,
        "lines": [
            [_("Duración"), _("%(hours)s horas") % {"hours": award.hours}], [_("Emitida"), date_format(award.issued_on, "DATE_FORMAT")],
        ],
        "code_alt": _("Código para comprobar la constancia"), "check": _("Compruébela con la cámara"),
        "how": _("Vale solo lo que diga esta página, que cualquiera puede abrir:"), "address": address, "typed": _("O escriba este código ahí:"),
        "number": typed_code(award.number),
    }  # fmt: skip
    return _made("award", data, [square_code(address)])


def badges_pdf(edition: Edition) -> bytes:
    """A badge for each of those who have a place, to be cut out; a telephone that is signed in reads it at the door."""
    rows = [line.row for line in lines_of(edition) if line.row.state != EnrolmentState.WITHDRAWN]
    data = {
        "title": _("Gafetes"), "course": edition.course.name, "alt": _("Código del gafete"),
        "badges": [{"name": row.name, "code": f"{row.badge[:4]} {row.badge[4:]}"} for row in rows],
    }  # fmt: skip
    squares = [square_code(f"{settings.PUBLIC_ADDRESS}{reverse('desk:badge', args=[row.badge])}") for row in rows]
    return _made("badges", data, squares)


def _made(sheet: str, data: dict[str, Any], squares: list[str]) -> bytes:
    import typst

    inputs = {"data": json.dumps(data), "squares": json.dumps(squares)}
    made: bytes = typst.compile(str(SHEETS / f"{sheet}.typ"), sys_inputs=inputs, pdf_standards=["ua-1"], ignore_system_fonts=True)
    return made
