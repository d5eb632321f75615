"""Which kinds of norms are there, how do they stand in Honduras, and how sure is what is said of them?"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a norm is, as the compendium sorts it."""

    CONSTITUTION = "constitution", _("Constitución")
    CODE = "code", _("Código")
    LAW = "law", _("Ley")
    AMENDING_LAW = "amending_law", _("Ley de reforma")
    EXECUTIVE_DECREE = "executive_decree", _("Decreto ejecutivo")
    REGULATION = "regulation", _("Reglamento")
    AGREEMENT = "agreement", _("Acuerdo bilateral")
    CONVENTION = "convention", _("Convención")
    COVENANT = "covenant", _("Pacto")
    PROTOCOL = "protocol", _("Protocolo")
    DECLARATION = "declaration", _("Declaración")
    RESOLUTION = "resolution", _("Resolución")
    ILO_CONVENTION = "ilo_convention", _("Convenio de la OIT")


class Scope(models.TextChoices):
    """Where a norm comes from."""

    NATIONAL = "national", _("Nacional")
    INTERNATIONAL = "international", _("Internacional")


class Standing(models.TextChoices):
    """How a norm stands in Honduras, in one word; the words of the source stand beside it."""

    IN_FORCE = "in_force", _("Vigente")
    PARTY = "party", _("Ratificada o Estado parte")
    ADOPTED = "adopted", _("Adoptada o firmada")
    NOT_RATIFIED = "not_ratified", _("Sin ratificación conocida")
    REPEALED = "repealed", _("Derogada")
    ABSENT = "absent", _("No existe")
    UNKNOWN = "unknown", _("No se sabe")


class Certainty(models.TextChoices):
    """How sure it is what is said of a norm. Always shown."""

    VERIFIED = "verified", _("Verificada")
    PARTIAL = "partial", _("Verificada en parte")
    MEMORY = "memory", _("De memoria, sin comprobar")
    NOT_FOUND = "not_found", _("Se buscó y no se encontró")


class Link(models.TextChoices):
    """What one norm does to another."""

    REGULATES = "regulates", _("Reglamenta")
    AMENDS = "amends", _("Reforma")
    REPEALS = "repeals", _("Deroga")
    COMPLEMENTS = "complements", _("Complementa")
    INCORPORATES = "incorporates", _("Recoge")


# The same, read from the other end.
RECEIVED = {
    Link.REGULATES: _("Reglamentada por"),
    Link.AMENDS: _("Reformada por"),
    Link.REPEALS: _("Derogada por"),
    Link.COMPLEMENTS: _("Complementada por"),
    Link.INCORPORATES: _("Recogida en"),
}


class RevisionState(models.TextChoices):
    """How far a text is on its way in."""

    READING = "reading", _("Se está leyendo")
    DRAFT = "draft", _("En corrección")
    PROPOSED = "proposed", _("Espera a otra persona")
    PUBLISHED = "published", _("Publicado")
    WITHDRAWN = "withdrawn", _("Retirado")
    UNREADABLE = "unreadable", _("No se pudo leer")


class GapState(models.TextChoices):
    """How far a doubt is on its way to an answer."""

    OPEN = "open", _("Espera dictamen")
    ANSWERED = "answered", _("Con dictamen")
    SETTLED = "settled", _("Con criterio")


class CriterionState(models.TextChoices):
    """Whether a criterion holds."""

    PROPOSED = "proposed", _("Espera a otra persona")
    PUBLISHED = "published", _("Vigente")
    WITHDRAWN = "withdrawn", _("Retirado")
