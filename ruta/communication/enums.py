"""In which channels do messages leave, in which states do they stand, and what does the strategy around them know?"""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(StrEnum):
    """A way out."""

    SMS = "sms"
    EMAIL = "email"
    WHATSAPP = "whatsapp"


class MessageState(StrEnum):
    """Where a message stands."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    BLOCKED = "blocked"


class Delivery(StrEnum):
    """What a gateway said became of it after it left."""

    UNKNOWN = ""
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"


class Blocked(StrEnum):
    """Why a message never left; the row stays and says so."""

    NO_CONTACT = "no_contact"
    UNSAFE = "unsafe"
    NO_CONSENT = "no_consent"
    ALERT = "alert"
    WEEKLY_LIMIT = "weekly_limit"
    UNCONFIRMED = "unconfirmed"
    CALLED_OFF = "called_off"
    SAME_ADDRESS = "same_address"


class Segment(models.TextChoices):
    """To whom something is told."""

    ALL = "all", _("Toda la población")
    WOMEN = "women", _("Mujeres")
    YOUTH = "youth", _("Jóvenes")
    TRANSIT = "transit", _("Personas en tránsito")


class StrategyAim(models.TextChoices):
    """What a strategy is for; each is measured by its own milestones."""

    COMMUNICATION = "communication", _("Comunicación")
    ACTION = "action", _("Actuación en los territorios")


class StrategyState(models.TextChoices):
    """Whether a strategy is being written, rules, was replaced, or never came to rule."""

    DRAFT = "draft", _("Borrador")
    IN_FORCE = "in_force", _("Vigente")
    REPLACED = "replaced", _("Reemplazada")
    DROPPED = "dropped", _("Descartada")


class MilestoneKind(models.TextChoices):
    """Which part of the strategy a milestone belongs to."""

    DESIGN = "design", _("Diseño de la estrategia")
    MEDIA = "media", _("Plan de medios")
    ORIENTATION = "orientation", _("Programa de orientación")
    TOOLS = "tools", _("Herramientas y materiales")
    CAMPAIGN = "campaign", _("Campaña")
    SERVICES = "services", _("Servicios en el territorio")
    PROJECTS = "projects", _("Programas y proyectos")
    ALLIANCES = "alliances", _("Alianzas y coordinación")
    FOLLOWING = "following", _("Seguimiento y actualización")


PARTS = {
    StrategyAim.COMMUNICATION: ("design", "media", "orientation", "tools", "campaign"),
    StrategyAim.ACTION: ("design", "services", "projects", "alliances", "following"),
}
"""Which parts a strategy of each aim has."""


class Medium(models.TextChoices):
    """By which means something is told to many."""

    RADIO = "radio", _("Radio")
    TELEVISION = "television", _("Televisión")
    PRESS = "press", _("Prensa")
    SOCIAL = "social", _("Redes sociales")
    OUTDOOR = "outdoor", _("Vallas y perifoneo")
    PRINT = "print", _("Impresos")
    EVENT = "event", _("Evento o feria")
    MESSAGES = "messages", _("Mensajes")


class PlannedState(models.TextChoices):
    """What became of something with a day: a piece of the media plan, a session."""

    PLANNED = "planned", _("Previsto")
    DONE = "done", _("Hecho")
    CANCELLED = "cancelled", _("Cancelado")


class MaterialKind(models.TextChoices):
    """What kind of material it is."""

    LEAFLET = "leaflet", _("Volante o tríptico")
    POSTER = "poster", _("Afiche")
    GUIDE = "guide", _("Guía")
    SCRIPT = "script", _("Guion de radio o video")
    SLIDES = "slides", _("Presentación")
    IMAGE = "image", _("Imagen para redes")


class VersionState(models.TextChoices):
    """How far a version of a material is."""

    SUBMITTED = "submitted", _("Por aprobar")
    APPROVED = "approved", _("Aprobada")
    DECLINED = "declined", _("No aprobada")
    WITHDRAWN = "withdrawn", _("Retirada")


class CampaignState(models.TextChoices):
    """How far a campaign is."""

    DRAFT = "draft", _("Borrador")
    SUBMITTED = "submitted", _("Por aprobar")
    SENDING = "sending", _("Enviándose")
    SENT = "sent", _("Enviada")
    CANCELLED = "cancelled", _("Cancelada")


class Said(models.TextChoices):
    """What somebody answers to a campaign."""

    YES = "yes", _("Sí, me interesa")
    NO = "no", _("No, gracias")
    STOP = "stop", _("No me escriban más de esto")
