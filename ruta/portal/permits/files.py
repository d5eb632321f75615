"""What does somebody take along of the register of agents? What its page says, word for word."""

from django.utils.translation import gettext_lazy as _

from ruta.base.clock import today
from ruta.base.listing import Column
from ruta.permits.enums import CertificateState
from ruta.permits.models import Certificate
from ruta.permits.rules import shown_state
from ruta.permits.selectors import CERTIFICATES, procedure, reason_word
from ruta.territory.selectors import municipalities_named


def shown(row: Certificate) -> CertificateState:
    """What the certificate is worth today."""
    return shown_state(row.state, row.valid_from, row.valid_until, today())


def why(row: Certificate) -> str:
    """The reason of a suspension or revocation, which the public reads."""
    followed = procedure(row.procedure, row.procedure_version)
    return reason_word(followed, row.reason) if followed else ""


AGENT_COLUMNS = (
    Column("nombre", _("Nombre"), lambda row: row.holder_name), Column("estado", _("Estado"), lambda row: CERTIFICATES[shown(row)]), Column("motivo", _("Motivo"), why),
    Column("lugar", _("Lugar"), lambda row: dict(municipalities_named()).get(row.municipality, "")),
    Column("numero", _("Número"), lambda row: row.number), Column("vigente_hasta", _("Vigente hasta"), lambda row: row.valid_until),
)  # fmt: skip
