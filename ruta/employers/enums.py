"""Which codes describe an employer and a vacancy?"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Size(models.TextChoices):
    """Workers of an employer, in the bands of the minimum wage and of the law of small firms."""

    MICRO = "micro", _("1 a 10 personas")
    SMALL = "small", _("11 a 50 personas")
    MEDIUM = "medium", _("51 a 150 personas")
    LARGE = "large", _("151 personas o más")


class EmployerKind(models.TextChoices):
    """What an employer is."""

    COMPANY = "company", _("Empresa")
    TRADER = "trader", _("Comerciante individual")
    COOPERATIVE = "cooperative", _("Cooperativa o empresa asociativa")
    PUBLIC = "public", _("Institución pública")
    NON_PROFIT = "non_profit", _("Organización sin fines de lucro")
    HOUSEHOLD = "household", _("Hogar")


class Verification(models.TextChoices):
    """Whether somebody of the institution made sure that the employer is what it says."""

    PENDING = "pending", _("Por verificar")
    VERIFIED = "verified", _("Verificado")
    REFUSED = "refused", _("No se pudo verificar")
    SUSPENDED = "suspended", _("Suspendido")


BARRED = frozenset({Verification.REFUSED, Verification.SUSPENDED})
"""Whoever is so offers nothing, and nobody is sent there."""


class VacancyState(models.TextChoices):
    """From the first draft to what came of it."""

    DRAFT = "draft", _("Borrador")
    IN_REVIEW = "in_review", _("En revisión")
    PUBLISHED = "published", _("Publicada")
    PAUSED = "paused", _("En pausa")
    CLOSED = "closed", _("Cerrada")
    WITHDRAWN = "withdrawn", _("Retirada")


class ContractKind(models.TextChoices):
    """For how long."""

    PERMANENT = "permanent", _("Permanente")
    FIXED_TERM = "fixed_term", _("Por tiempo definido")
    TASK = "task", _("Por obra o servicio")
    SEASONAL = "seasonal", _("De temporada")
    HOURLY = "hourly", _("Por hora")
    APPRENTICESHIP = "apprenticeship", _("Aprendizaje")


class Schedule(models.TextChoices):
    """At which hours."""

    FULL_TIME = "full_time", _("Tiempo completo")
    PART_TIME = "part_time", _("Medio tiempo")
    SHIFTS = "shifts", _("Turnos")
    NIGHT = "night", _("De noche")
    WEEKENDS = "weekends", _("Fines de semana")


class Licence(models.TextChoices):
    """Which driving licence the law asks of whoever does the work."""

    MOTORCYCLE = "motorcycle", _("Motocicleta")
    LIGHT = "light", _("Liviana")
    HEAVY = "heavy", _("Pesada o articulada")
    MACHINERY = "machinery", _("Montacargas u otra máquina")


class Origin(models.TextChoices):
    """Who brought a vacancy."""

    BROKER = "broker", _("Intermediación")
    EMPLOYER = "employer", _("El empleador")
    BOARD = "board", _("Bolsa de empleo privada")


class Closing(models.TextChoices):
    """What came of the openings of a vacancy."""

    FILLED = "filled", _("Se cubrieron todos los puestos")
    PARTLY = "partly", _("Se cubrió una parte")
    UNFILLED = "unfilled", _("No se cubrió ningún puesto")


class StillOpen(models.TextChoices):
    """What an employer answers when asked about its vacancy."""

    OPEN = "open", _("Sigue abierta")
    HIRED = "hired", _("Ya contraté")
    DROPPED = "dropped", _("Ya no busco")


class VisitState(models.TextChoices):
    """Where a planned visit stands."""

    PLANNED = "planned", _("Planificada")
    DONE = "done", _("Hecha")
    CANCELLED = "cancelled", _("Cancelada")


class VisitOutcome(models.TextChoices):
    """What came of a visit."""

    VACANCY = "vacancy", _("Ofreció una vacante")
    LATER = "later", _("Va a contratar más adelante")
    EXPECTATIONS = "expectations", _("Contó qué busca y cuándo")
    NOT_NOW = "not_now", _("No va a contratar por ahora")
    NO_INTEREST = "no_interest", _("No le interesa el servicio")
    NOT_MET = "not_met", _("No se encontró a quien decide")


class FairState(models.TextChoices):
    """From the first plan of a fair to its published results."""

    DRAFT = "draft", _("En preparación")
    ANNOUNCED = "announced", _("Anunciada")
    HELD = "held", _("Realizada")
    CANCELLED = "cancelled", _("Cancelada")
    DROPPED = "dropped", _("Descartada")  # before anybody heard of it


class Coming(models.TextChoices):
    """Whether an employer takes part in a fair."""

    INVITED = "invited", _("Invitado")
    CONFIRMED = "confirmed", _("Confirmó")
    DECLINED = "declined", _("No vendrá")
    ATTENDED = "attended", _("Asistió")
    ABSENT = "absent", _("No llegó")


class Entry(models.TextChoices):
    """How somebody was checked in at a fair."""

    CODE = "code", _("Por documento o número de caso")
    SEARCH = "search", _("Por búsqueda")
    WALK_IN = "walk_in", _("Sin registro")


class InterviewResult(models.TextChoices):
    """What came of an interview at a fair."""

    TALKED = "talked", _("Conversaron")
    FOLLOW_UP = "follow_up", _("La llamarán otra vez")
    HIRED = "hired", _("Contratación ese día")
    NO_FIT = "no_fit", _("No era el perfil")


class Side(models.TextChoices):
    """Who answers the survey of a fair."""

    EMPLOYER = "employer", _("Empleadores")
    ATTENDEE = "attendee", _("Personas")
