"""For whom is a course, of what kind, how far is an edition, and how did somebody come and end?"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Audience(TextChoices):
    """Whoever sits in it."""

    STAFF = "staff", _("Personal de las instituciones")
    PERSONS = "persons", _("Personas atendidas")


class Kind(TextChoices):
    """What it is for; the action plan names each."""

    STAFF = "staff", _("Capacitación del personal")
    WORKSHOP = "workshop", _("Taller de búsqueda de empleo")
    ACTIVATION = "activation", _("Programa de activación")
    FORMALISATION = "formalisation", _("Formalización")
    AGREEMENT = "agreement", _("Acuerdo de capacitación")


def audience_of(kind: str) -> Audience:
    """Who sits in a course of this kind."""
    return Audience.STAFF if kind == Kind.STAFF else Audience.PERSONS


class OfferedBy(TextChoices):
    """Whose offer it is; the roadmap names these."""

    OWN = "own", _("La propia institución")
    INFOP = "infop", "INFOP"
    UNAH = "unah", "UNAH"
    FLACSO = "flacso", "FLACSO"
    OIM = "oim", "OIM"
    OTHER = "other", _("Otra")


class EditionState(TextChoices):
    """How far one edition is."""

    OPEN = "open", _("Inscripción abierta")
    FINISHED = "finished", _("Terminada")
    CANCELLED = "cancelled", _("Cancelada")


class EnrolmentState(TextChoices):
    """How it ended for one of those who sat in it."""

    ENROLLED = "enrolled", _("En curso")
    PASSED = "passed", pgettext_lazy("who was examined", "Aprobó")
    FAILED = "failed", _("No aprobó")
    DROPPED = "dropped", _("Dejó de asistir")
    WITHDRAWN = "withdrawn", _("Se retiró")


class Way(TextChoices):
    """How it is known that somebody came."""

    SCREEN = "screen", _("Código de la sala")
    BADGE = "badge", _("Gafete")
    HAND = "hand", _("Lista a mano")


class Shortfall(TextChoices):
    """Why somebody did not pass."""

    NONE = "", _("Ninguno")
    ATTENDANCE = "attendance", _("Faltó a demasiadas sesiones")
    GRADE = "grade", _("No llegó a la nota")
    UNMARKED = "unmarked", _("Sin nota")
