"""How near is a provider, and in which codes do a service and an agreement say what they are?"""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Nearness(IntegerChoices):
    """How a service lies to the municipality of the person; the order is the order of the list."""

    SAME_MUNICIPALITY = 0, _("En el mismo municipio")
    SAME_DEPARTMENT = 1, _("En el mismo departamento")
    ELSEWHERE = 2, _("En otro departamento")
    NATIONAL = 3, _("Servicio nacional")


class Origin(TextChoices):
    """Where an entry of the directory comes from."""

    FROM_SOURCE = "from_source", _("Nombrada en las fuentes")
    GENERAL = "general", _("Conocimiento general, por confirmar")
    DEMO = "demo", _("Demostración")
    PRODUCT = "product", _("Registrada en el sistema")


class Cost(TextChoices):
    """What a service asks of a person's purse (HSDS `cost_option`)."""

    FREE = "free", _("Gratis")
    PAID = "paid", _("Se paga")
    DEPENDS = "depends", _("Depende del caso")


class Entry(TextChoices):
    """How one gets in (HSDS `application_process`)."""

    WALK_IN = "walk_in", _("Llegar sin cita")
    APPOINTMENT = "appointment", _("Con cita")
    PHONE = "phone", _("Por teléfono")
    ONLINE = "online", _("Por internet")
    REFERRAL = "referral", _("Con derivación de otra institución")


class Delivery(TextChoices):
    """Where the service meets the person (HSDS `location_type`)."""

    ON_SITE = "on_site", _("En la oficina")
    BY_PHONE = "by_phone", _("Por teléfono")
    ONLINE = "online", _("Por internet")
    OUTREACH = "outreach", _("Van a la comunidad")


class Access(TextChoices):
    """What makes a place fit for everybody (HSDS `accessibility`)."""

    RAMP = "ramp", _("Entrada sin gradas")
    TOILET = "toilet", _("Baño adaptado")
    SIGN_LANGUAGE = "sign_language", _("Lengua de señas (LESHO)")
    EASY_READING = "easy_reading", _("Explicación en palabras sencillas")
    COMPANION = "companion", _("Puede ir con acompañante")
    CHILDREN = "children", _("Espacio para niñas y niños")


class Audience(TextChoices):
    """For whom a service is. The first codes are those of the catalogue of modalities; `anyone` is said, nothing is not known."""

    ANYONE = "anyone", _("Cualquier persona")
    RETURNED = "returned", _("Persona retornada")
    DISPLACED = "internally_displaced", _("Persona desplazada")
    REFUGEE = "refugee", _("Persona refugiada o que pide refugio")
    IN_TRANSIT = "in_transit", _("Persona en tránsito")
    FOREIGN = "foreign_resident", _("Persona extranjera residente")
    RELATIVE = "relative_of_migrant", _("Familiar de persona migrante")
    AT_RISK = "at_risk_of_migrating", _("Persona que piensa migrar")
    WOMEN = "women", _("Mujeres")
    YOUTH = "youth", _("Jóvenes")
    CHILDREN = "children", _("Niñas, niños y adolescentes")
    DISABILITY = "disability", _("Personas con discapacidad")
    INDIGENOUS = "indigenous", _("Pueblos indígenas y afrohondureños")
    LGBTIQ = "lgbtiq", _("Personas LGBTIQ+")
    OLDER = "older", _("Personas adultas mayores")


class Fact(TextChoices):
    """What an entry has to say to be useful; the quality counts these."""

    DESCRIPTION = "description", _("Qué hace")
    POPULATIONS = "populations", _("Para quién es")
    ELIGIBILITY = "eligibility", _("Requisitos")
    PAPERS = "papers", _("Qué llevar")
    COST = "cost", _("Costo")
    HOURS = "hours", _("Horario")
    ENTRY = "entry", _("Cómo se entra")
    REACH = "reach", _("Teléfono, correo o página")
    PLACE = "place", _("Lugar")
    CAPACITY = "capacity", _("Cupo")
    LANGUAGES = "languages", _("Idiomas")
    ACCESSIBILITY = "accessibility", _("Accesibilidad")
    FOCAL_POINT = "focal_point", _("Persona de enlace")


class OwnerAnswer(TextChoices):
    """What an owner says of a service that nobody confirmed for 90 days."""

    SAME = "same", _("Sigue igual")
    CHANGED = "changed", _("Cambió algo")
    ENDED = "ended", _("Ya no se da")


class ProposalState(TextChoices):
    """Where a proposed change of a service stands."""

    OPEN = "open", _("Por decidir")
    ACCEPTED = "accepted", _("Aceptado")
    REFUSED = "refused", _("No aceptado")


class AgreementKind(TextChoices):
    """What kind of paper it is; only a protocol brings units into the count of offices that apply it."""

    FRAMEWORK = "framework", _("Convenio marco")
    DATA = "data", _("Intercambio de datos")
    PROTOCOL = "protocol", _("Protocolo de atención")
    LETTER = "letter", _("Carta de entendimiento")


class AgreementState(TextChoices):
    """How far it is."""

    DRAFT = "draft", _("Borrador")
    IN_FORCE = "in_force", _("Vigente")
    SUSPENDED = "suspended", _("Suspendido")
    ENDED = "ended", _("Terminado")
    EXPIRED = "expired", _("Vencido")
    RENEWED = "renewed", _("Renovado por otro")
    DROPPED = "dropped", _("Descartado")


class AgreementPart(TextChoices):
    """How an institution takes part."""

    COORDINATES = "coordinates", _("Coordina")
    SERVES = "serves", _("Atiende a las personas")
    SHARES = "shares", _("Comparte datos")
    SUPPORTS = "supports", _("Apoya")


class ClauseKind(TextChoices):
    """What a clause is about."""

    PURPOSE = "purpose", _("Objeto")
    DUTY = "duty", _("Compromisos")
    DATA = "data", _("Datos y confidencialidad")
    COORDINATION = "coordination", _("Coordinación")
    TERM = "term", _("Vigencia y terminación")
    OTHER = "other", _("Otra")


class OpinionSide(TextChoices):
    """Who gives an opinion of an agreement; no name of a person stands anywhere."""

    PARTY = "party", _("Una parte")
    PERSON = "person", _("Una persona atendida")
    EMPLOYER = "employer", _("Una empresa")


class PhoneKind(TextChoices):
    """By what a post is reached when everything fails."""

    MOBILE = "mobile", _("Móvil")
    LANDLINE = "landline", _("Fijo")
    MESSAGES = "messages", _("Mensajes")
    RADIO = "radio", _("Radio o satélite")


class DrillKind(TextChoices):
    """What was tried."""

    EVACUATION = "evacuation", _("Evacuación")
    POWER = "power", _("Sin electricidad")
    NETWORK = "network", _("Sin red")
    SITE = "site", _("Sitio alterno")
    CALLS = "calls", _("Cadena de llamadas")
    RESTORE = "restore", _("Restaurar la copia")
