"""How does a certificate become a page with a square code?"""

import json
from pathlib import Path

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ruta.base.squares import square_code, typed_code
from ruta.permits.models import Certificate
from ruta.permits.rules import Procedure
from ruta.permits.selectors.certificates import address_of_certificate
from ruta.permits.selectors.procedures import word

SHEET = Path(__file__).parent.parent / "sheets" / "certificate.typ"


def certificate_sheet(certificate: Certificate, followed: Procedure, institution: str, facts: list[tuple[str, str]]) -> bytes:
    """PDF/UA: tagged for screen readers."""
    import typst

    address = address_of_certificate(certificate)
    first, last = (date_format(day, "DATE_FORMAT") for day in (certificate.valid_from, certificate.valid_until))
    data = {
        "title": f"{paper_word(followed)} {certificate.number}", "institution": institution, "basis": followed.basis_es, "paper": paper_word(followed),
        "says": _("Certifica que cumple los requisitos:"), "holder": certificate.holder_name, "document": certificate.dossier.document,
        "lines": [[_("Vigencia"), _("Del %(first)s al %(last)s") % {"first": first, "last": last}], *facts],
        "code_alt": _("Código para comprobar el certificado"), "check": _("Compruébelo con la cámara"),
        "how": _("Vale solo lo que diga esta página, que cualquiera puede abrir:"), "address": address,
        "typed": _("O escriba este código ahí:"), "number": typed_code(certificate.number),
        "signs": _("Firma y sello de quien resuelve"), "footer": word(followed),
    }  # fmt: skip
    made: bytes = typst.compile(
        str(SHEET), sys_inputs={"data": json.dumps(data), "code": square_code(address)}, pdf_standards=["ua-1"], ignore_system_fonts=True
    )
    return made


def paper_word(followed: Procedure) -> str:
    """The name of the certificate; papers are issued in Spanish."""
    return followed.paper_es
