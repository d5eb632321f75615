"""By what are figures broken down, and which steps of a referral are counted?"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AgeGroup(models.TextChoices):
    """Age on the day of the service."""

    CHILD = "00-11", _("0 a 11")
    TEEN = "12-17", _("12 a 17")
    YOUNG = "18-24", _("18 a 24")
    TWENTIES = "25-29", _("25 a 29")
    THIRTIES = "30-44", _("30 a 44")
    FORTIES = "45-59", _("45 a 59")
    OLDER = "60+", _("60 o más")
    UNKNOWN = "?", _("Sin dato")


class Disability(models.TextChoices):
    """Whether somebody said to have great difficulty to see, hear, walk or remember."""

    YES = "yes", _("Con discapacidad")
    NO = "no", _("Sin discapacidad")
    UNKNOWN = "?", _("Sin dato")


class Dimension(models.TextChoices):
    """By what a figure is taken apart."""

    MODALITY = "modality", _("Modalidad")
    SEX = "sex", _("Sexo")
    AGE = "age_group", _("Edad")
    DISABILITY = "disability", _("Discapacidad")
    OFFICE = "office", _("Oficina")
    INSTITUTION = "institution", _("Institución")
    OFFICER = "officer", _("Quien atiende")
    SERVICE = "service", _("Servicio")
    NEED = "need", _("Necesidad")
    MUNICIPALITY = "municipality", _("Municipio")


# Stored as the item of a cell: each indicator has at most one of them.
OF_ITEM = (Dimension.OFFICER, Dimension.SERVICE, Dimension.NEED, Dimension.MUNICIPALITY)


class Step(models.TextChoices):
    """The steps of a referral that are counted and timed."""

    SENT = "sent", _("Enviadas")
    ACCEPTED = "accepted", _("Aceptadas")
    DECLINED = "declined", _("No aceptadas")
    DELIVERED = "delivered", _("Con servicio prestado")
    CONFIRMED = "confirmed", _("Confirmadas por la persona")


class SheetSection(models.TextChoices):
    """What officers write of a territory."""

    POTENTIAL = "potential", _("Potencial")
    INCOME = "income", _("Oportunidades de ingreso")
    NOTES = "notes", _("Lo que hay que saber")


class TextState(models.TextChoices):
    """Whether another person read it."""

    WRITTEN = "written", _("Por revisar")
    APPROVED = "approved", _("Aprobado")
    RETURNED = "returned", _("Devuelto")


class PublicationState(models.TextChoices):
    """How far a report is on its way to everybody."""

    PROPOSED = "proposed", _("Por aprobar")
    PUBLIC = "public", _("Público")
    REFUSED = "refused", _("No se publicó")
    WITHDRAWN = "withdrawn", _("Retirado")


class IssueState(models.TextChoices):
    """How an announced report stands."""

    AHEAD = "ahead", _("Anunciado")
    PROPOSED = "proposed", _("Por aprobar")
    LATE = "late", _("Atrasado")
    OUT = "out", _("Publicado")
    CALLED_OFF = "called_off", _("Cancelado")


class StudyKind(models.TextChoices):
    """What kind of work a study is."""

    RESEARCH = "research", _("Investigación")
    DIAGNOSIS = "diagnosis", _("Diagnóstico")
    EVALUATION = "evaluation", _("Evaluación")
    STATISTICS = "statistics", _("Estadística")
    FORESIGHT = "foresight", _("Prospectiva")


class Theme(models.TextChoices):
    """What a study or a scenario is about."""

    RETURN = "return", _("Retorno y reintegración")
    LABOUR_MIGRATION = "labour_migration", _("Migración laboral")
    LABOUR_MARKET = "labour_market", _("Mercado de trabajo")
    SMALL_FIRMS = "small_firms", _("Pequeñas empresas")
    CLIMATE = "climate", _("Clima")
    SKILLS = "skills", _("Competencias y formación")
    DISPLACEMENT = "displacement", _("Desplazamiento")
    TRANSIT = "transit", _("Tránsito y refugio")
    REMITTANCES = "remittances", _("Remesas y diáspora")
    GENDER = "gender", _("Género y juventud")


class Likelihood(models.TextChoices):
    """How likely its writers hold a scenario."""

    UNKNOWN = "unknown", _("No se sabe")
    LOW = "low", _("Poco probable")
    MIDDLE = "middle", _("Posible")
    HIGH = "high", _("Probable")
