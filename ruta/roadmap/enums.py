"""Which kinds of plan, of thing in a plan, of unit and of state are there?"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlanKind(models.TextChoices):
    """What sort of plan it is."""

    ROADMAP = "roadmap", _("Hoja de ruta")
    ACTION_PLAN = "action_plan", _("Plan de acción")
    REINTEGRATION = "reintegration", _("Plan de reintegración")
    MATURITY = "maturity", _("Instrumento de madurez")
    ANNUAL = "annual", _("Plan operativo anual")


class Kind(models.TextChoices):
    """What a row of a plan is, in the words of the plans themselves."""

    GENERAL_OBJECTIVE = "general_objective", _("Objetivo general")
    SPECIFIC_OBJECTIVE = "specific_objective", _("Objetivo específico del plan")
    OBJECTIVE = "objective", _("Objetivo")
    RESULT = "result", _("Resultado")
    GOAL = "goal", _("Meta sin cifra")
    INTERVENTION = "intervention", _("Intervención")
    ACTIVITY = "activity", _("Actividad")
    TASK = "task", _("Tarea")
    AREA = "area", _("Área")
    LINE = "line", _("Línea de acción")
    MEASURE = "measure", _("Medida")
    PILLAR = "pillar", _("Pilar")
    KEY_ACTION = "key_action", _("Acción clave")
    PRIORITY = "priority", _("Prioridad de país")
    CLUSTER = "cluster", _("Clúster")
    SUBTOPIC = "subtopic", _("Subtema")
    FACTOR = "factor", _("Factor")
    OPPORTUNITY = "opportunity", _("Área de oportunidad")
    IMPROVEMENT = "improvement", _("Área de mejora")
    PROPOSAL = "proposal", _("Acción propuesta")
    GROUP = "group", _("Grupo")


# What somebody does and reports on; the rest gathers.
WORK = frozenset({Kind.ACTIVITY, Kind.TASK, Kind.KEY_ACTION})


class Track(models.TextChoices):
    """The two tracks of the action plan."""

    TERRITORIAL = "territorial", _("Gestión territorial")
    REFERRAL = "referral", _("Derivación interinstitucional")


class Unit(models.TextChoices):
    """What a target counts."""

    MILESTONE = "milestone", _("hito")
    PERCENT = "percent", _("%")
    OFFICES = "offices", _("oficinas")
    PEOPLE = "people", _("personas")
    INSTITUTIONS = "institutions", _("instituciones")
    TERRITORIES = "territories", _("territorios")
    PLANS = "plans", _("planes")
    REPORTS = "reports", _("reportes")


class Direction(models.TextChoices):
    """Which way is better."""

    UP = "up", _("Sube")
    DOWN = "down", _("Baja")
    KEEP = "keep", _("Se mantiene")


class State(models.TextChoices):
    """How far a piece of work is, as whoever answers for it says."""

    WAITING = "waiting", _("Sin empezar")
    RUNNING = "running", _("En marcha")
    STOPPED = "stopped", _("Detenida")
    DONE = "done", _("Terminada")


class RoundKind(models.TextChoices):
    """What a round looks back at."""

    QUARTERLY = "quarterly", _("Trimestral")
    BASELINE = "baseline", _("Línea base del año anterior")
    SIX_MONTHS = "six_months", _("Informe de 6 meses")
    TWELVE_MONTHS = "twelve_months", _("Evaluación de 12 meses")


class AskKind(models.TextChoices):
    """What a question of a round is about."""

    ACTIVITY = "activity", _("Actividad")
    TARGET = "target", _("Meta")


class Stage(models.TextChoices):
    """Where the answer to a question of a round stands."""

    MISSING = "missing", _("Sin respuesta")
    DRAFT = "draft", _("Borrador")
    SENT = "sent", _("Por validar")
    RETURNED = "returned", _("Devuelta")
    ACCEPTED = "accepted", _("Validada")


class EvidenceKind(models.TextChoices):
    """What stands behind an answer."""

    PDF = "pdf", _("Documento")
    JPEG = "jpeg", _("Fotografía")
    PNG = "png", _("Imagen")
    LINK = "link", _("Enlace")


class UndertakingKind(models.TextChoices):
    """Why something was undertaken."""

    CORRECTIVE = "corrective", _("Correctiva")
    PREVENTIVE = "preventive", _("Preventiva")
    COMMITMENT = "commitment", _("Compromiso")


class SpaceKind(models.TextChoices):
    """What meets."""

    ROUNDTABLE = "roundtable", _("Mesa")
    CONSULTATION = "consultation", _("Consulta")
    FORUM = "forum", _("Foro")
    HOUSEHOLD = "household", _("Encuesta de hogares")
    NETWORK = "network", _("Red de personas retornadas")
    DIASPORA = "diaspora", _("Comunidad en el exterior")
    LOCAL_PLAN = "local_plan", _("Plan local")


class ProposalState(models.TextChoices):
    """Where an adjustment of a plan stands."""

    DRAFT = "draft", _("En preparación")
    SENT = "sent", _("Enviada")
    RETURNED = "returned", _("Devuelta")
    APPROVED = "approved", _("Aprobada")
    WITHDRAWN = "withdrawn", _("Retirada")


# Where its changes may still be written.
OPEN_PROPOSAL = frozenset({ProposalState.DRAFT, ProposalState.RETURNED})


class Verb(models.TextChoices):
    """What one change does to a row."""

    SET = "set", _("Cambia un dato")
    TARGET = "target", _("Cambia el valor de una meta")
    AIM = "aim", _("Cambia una meta")
    ADD = "add", _("Agrega la fila")
    REMOVE = "remove", _("Quita la fila")
    MOVE = "move", _("Mueve la fila")
    UNDO = "undo", _("Deshace")
