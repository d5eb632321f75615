"""What does each state of a referral ask of whoever holds it, in one sentence and one button?"""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ruta.referrals.models import Referral
from ruta.taxonomy.selectors import label

TO_RECEIVER = {
    "sent": (_("Llegó una derivación: %(service)s."), _("Responder")),
    "received": (_("Espera su respuesta: %(service)s."), _("Responder")),
    "accepted": (_("Aceptada; falta dar cita: %(service)s."), _("Dar cita")),
    "scheduled": (_("Tenía cita; anote si vino: %(service)s."), _("Anotar")),
    "attended": (_("Vino; falta el resultado: %(service)s."), _("Informar")),
    "no_show": (_("No vino; busque otra fecha: %(service)s."), _("Otra fecha")),
}
OTHER_TO_RECEIVER = (_("Falta un paso: %(service)s."), _("Ver"))
TO_SENDER = {
    "draft": (_("Derivación a %(who)s sin enviar."), _("Enviar")),
    "sent": (_("%(who)s no ha acusado recibo."), _("Escalar")),
    "received": (_("%(who)s recibió y no ha respondido."), _("Escalar")),
    "accepted": (_("%(who)s aceptó y no ha dado cita."), _("Escalar")),
    "scheduled": (_("%(who)s no ha anotado si vino a su cita."), _("Preguntar")),
    "attended": (_("%(who)s no ha informado el resultado."), _("Escalar")),
    "no_show": (_("No asistió a su cita con %(who)s."), _("Llamar")),
    "delivered": (_("%(who)s dice que ya le atendió. Falta que la persona responda."), _("Pedir respuesta")),
    "confirmed": (_("La persona confirmó a %(who)s. Falta cerrar."), _("Cerrar")),
    "disputed": (_("En desacuerdo con lo que informó %(who)s."), _("Leer y decidir")),
    "declined": (_("La derivación a %(who)s no siguió. Busque otro camino."), _("Reorientar")),
    "expired": (_("%(who)s no respondió a tiempo. Busque otro camino."), _("Reorientar")),
    "rerouted": (_("%(who)s la reorientó. Falta enviarla."), _("Enviar")),
}
OTHER_TO_SENDER = (_("La derivación a %(who)s espera un paso."), _("Ver"))


def receiver_words(referral: Referral) -> tuple[str, str]:
    """For the institution that was asked."""
    service = label("service_types", referral.service_type)
    sentence, button = TO_RECEIVER.get(referral.state, OTHER_TO_RECEIVER)
    return str(sentence) % {"service": service}, str(button)


def sender_words(referral: Referral) -> tuple[str, str]:
    """For the office that referred. A protected referral names neither service nor provider."""
    if referral.is_protected:
        return gettext("Una derivación protegida espera un paso suyo o va tarde."), gettext("Ver")
    who = referral.receiver.short_name
    sentence, button = TO_SENDER.get(referral.state, OTHER_TO_SENDER)
    return str(sentence) % {"who": who}, str(button)
