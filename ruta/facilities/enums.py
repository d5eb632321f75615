"""What may an office lack, how far is it, and in which state is what is there?"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """Works and equipment, as the action plan names them."""

    RAMP = "ramp", _("Rampas y accesos")
    CUBICLE = "cubicle", _("Cubículos privados")
    WAITING = "waiting", _("Sala de espera y sillas")
    SCREEN = "screen", _("Pantallas")
    DISPENSER = "dispenser", _("Dispensador de turnos")
    COMPUTER = "computer", _("Computadoras")
    PRINTER = "printer", _("Impresoras")
    NETWORK = "network", _("Internet y teléfono")
    SIGN = "sign", _("Rótulos y señales")
    WORKS = "works", _("Remodelación")
    OTHER = "other", _("Otro")


class Condition(TextChoices):
    """In which state is what is there."""

    GOOD = "good", _("Bueno")
    FAIR = "fair", _("Regular")
    BAD = "bad", _("Malo")
    NONE = "none", _("No hay")


class State(TextChoices):
    """From what is lacking to what is there."""

    NEEDED = "needed", _("Hace falta")
    BUDGETED = "budgeted", _("Con presupuesto")
    PURCHASED = "purchased", _("Comprado o contratado")
    RECEIVED = "received", _("Recibido")
    DROPPED = "dropped", _("Ya no hace falta")


class Stage(TextChoices):
    """What a photograph or paper shows."""

    NEED = "need", _("La necesidad")
    PURCHASE = "purchase", _("La compra")
    DELIVERY = "delivery", _("La entrega")
    UPKEEP = "upkeep", _("El mantenimiento")
