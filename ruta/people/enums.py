"""Which codes describe a person and a permission?"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sex(models.TextChoices):
    """As the document says."""

    WOMAN = "woman", _("Mujer")
    MAN = "man", _("Hombre")
    UNKNOWN = "unknown", _("Sin dato")


class IdentifierKind(models.TextChoices):
    """Documents that a person may carry."""

    DNI = "dni", _("DNI")
    PASSPORT = "passport", _("Pasaporte")
    CONSULAR = "consular", _("Consular")
    REFUGEE = "refugee", _("Refugio")
    RTN = "rtn", _("RTN")


class ContactKind(models.TextChoices):
    """Ways to reach somebody."""

    PHONE = "phone", _("Teléfono")
    EMAIL = "email", _("Correo")


class ContactSafety(models.TextChoices):
    """Whether using it may harm."""

    SAFE = "safe", _("Sí")
    MESSAGES = "messages", _("Solo mensajes")
    UNSAFE = "unsafe", _("No")


class ReturnKind(models.TextChoices):
    """How the person came back; the codes of the catalogue `modalities`."""

    FORCED = "forced", _("Forzada")
    VOLUNTARY = "voluntary", _("Voluntaria")
    ASSISTED_VOLUNTARY = "assisted_voluntary", _("Voluntaria con apoyo de un programa")
    CONTRACT_END = "contract_end", _("Terminó su contrato")
    UNKNOWN = "unknown", _("No lo dijo")


class Difficulty(models.TextChoices):
    """Difficulty to see, hear, walk or remember."""

    NONE = "none", _("Ninguna")
    SOME = "some", _("Alguna")
    GREAT = "great", _("Mucha")
    NO_ANSWER = "no_answer", _("No responde")


class GivenBy(models.TextChoices):
    """Who gives a consent."""

    PERSON = "person", _("La persona")
    GUARDIAN = "guardian", _("Madre, padre o representante")
    SENAF = "senaf", _("SENAF")
    JUDGE = "judge", _("Juzgado")


class ConsentMethod(models.TextChoices):
    """How a consent is given; the codes of the catalogue `consent_notices`."""

    SIGNATURE_SCREEN = "signature_screen", _("Firma aquí")
    PAPER_SCAN = "paper_scan", _("Papel firmado")
    FINGERPRINT_WITNESS = "fingerprint_witness", _("Huella con testigo")
    VERBAL_WITNESS = "verbal_witness", _("De palabra con testigo")
    PHONE_RECORDED = "phone_recorded", _("Por teléfono")
    PORTAL = "portal", _("En el portal")
    ELSEWHERE = "elsewhere", _("En el sistema de quien envía")


class DismissReason(models.TextChoices):
    """Why somebody very alike is not the person at the counter."""

    OTHER_DOCUMENT = "other_document", _("Mostró un documento distinto")
    RELATIVE = "relative", _("Es familiar")
    PERSON_SAYS_NO = "person_says_no", _("La persona dice que no")
    OTHER_FACTS = "other_facts", _("Los datos no son los suyos")


class Verdict(models.TextChoices):
    """What the review of an override found."""

    JUSTIFIED = "justified", _("Justificado")
    UNJUSTIFIED = "unjustified", _("No justificado")


class Answer(models.TextChoices):
    """How the owner of a record answered another institution that asked."""

    GRANTED = "granted", _("La persona dio permiso")
    REFUSED = "refused", _("La persona dijo que no")
    UNREACHABLE = "unreachable", _("No se pudo hablar con la persona")


PACKET_ONLY = frozenset({"referral", "protection", "health_sharing"})
"""Purposes under which data travel in a sealed packet and nowhere else: a permission for them opens no register."""


class PairOrigin(models.TextChoices):
    """Who noticed that two records are alike."""

    IMPORT = "import", _("Al importar")
    COUNTER = "counter", _("Al registrar")
    NIGHT = "night", _("Revisión de la noche")


class PairAnswer(models.TextChoices):
    """What a human says about two records."""

    SAME = "same", _("Es la misma persona")
    DIFFERENT = "different", _("Son personas distintas")
    UNSURE = "unsure", _("No sé")


TAKEN_BACK = "unlikely"
"""What a pair says of which the machine thought better before anybody answered."""


class TieState(models.TextChoices):
    """What is known of a record here and one in another institution."""

    ASKED = "asked", _("Se espera respuesta")
    SAME = "same", _("Es la misma persona")
    DIFFERENT = "different", _("Son personas distintas")
    UNSURE = "unsure", _("La otra oficina no lo sabe")
    ENDED = "ended", _("Se deshizo el enlace")


class TieGround(models.TextChoices):
    """Why two records of two institutions are held to be of one person."""

    ANSWER = "answer", _("Las dos oficinas dijeron que sí")
    PERMISSION = "permission", _("Se compararon con permiso de la persona")


class VersionKind(models.TextChoices):
    """What a version of the search for duplicates changes."""

    THRESHOLD = "threshold", _("Otro umbral")
    LEARNED = "learned", _("Pesos aprendidos")
    RETURN = "return", _("Vuelta a una versión anterior")


class LearningState(models.TextChoices):
    """How learning weights ends."""

    RUNNING = "running", _("En marcha")
    DONE = "done", _("Terminó")
    FAILED = "failed", _("No terminó")


class LearningStep(models.TextChoices):
    """What learning weights is at."""

    WAITING = "waiting", _("Espera su turno")
    READING = "reading", _("Lee el registro")
    LEARNING = "learning", _("Aprende sin respuestas dadas")
    COMPARING = "comparing", _("Mide qué cambiaría")


class GuardianKind(models.TextChoices):
    """Who answers for a girl, boy or adolescent."""

    MOTHER = "mother", _("Madre")
    FATHER = "father", _("Padre")
    LEGAL = "legal", _("Representante legal")
    RELATIVE = "relative", _("Otro familiar, sin representación")
    SENAF = "senaf", _("SENAF")
    COURT = "court", _("Juzgado")


class GuardianProof(models.TextChoices):
    """How the bond was proven."""

    DOCUMENT = "document", _("Con documento")
    SENAF = "senaf", _("Por SENAF")
    COURT = "court", _("Por resolución de juzgado")
    STATEMENT = "statement", _("Solo de palabra")


class Companion(models.TextChoices):
    """With whom a girl, boy or adolescent arrived."""

    PARENT = "parent", _("Madre o padre")
    LEGAL = "legal", _("Representante legal")
    RELATIVE = "relative", _("Otro familiar")
    NON_RELATIVE = "non_relative", _("Alguien que no es familia")
    ALONE = "alone", _("Nadie")


class NoticeReason(models.TextChoices):
    """Why SENAF is told of a girl, boy or adolescent."""

    UNACCOMPANIED = "unaccompanied", _("Vino sin compañía")
    NON_RELATIVE = "non_relative", _("Vino con alguien que no es familia")
    UNKNOWN_COMPANION = "unknown_companion", _("No se sabe con quién está")
    NO_AUTHORITY = "no_authority", _("No hay quien autorice")
    CONFLICT = "conflict", _("Quien autoriza está en conflicto")


class NoticeAnswer(models.TextChoices):
    """What SENAF answered."""

    ASSUMED = "assumed", _("SENAF asume la protección y autoriza")
    GUARDIAN_FOUND = "guardian_found", _("SENAF encontró a quien responde por ella o él")
    NOT_OURS = "not_ours", _("No corresponde: es mayor de edad o ya estaba avisado")


WITH_NOBODY = frozenset({Companion.ALONE, Companion.NON_RELATIVE})
"""Whoever comes so goes to SENAF at once."""
