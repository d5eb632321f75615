"""What is a person asked on a telephone? Plain words, no abbreviations."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

# Who came is asked in the words of what they came for; of anything delicate, in no words at all.
QUESTIONS: Mapping[str, Promise] = {
    "care_service": lazy("¿Le cuidaron como acordaron?"),
    "rnp_identity_document": lazy("¿Ya tiene su documento?"),
    "record_certificates": lazy("¿Ya le dieron su constancia?"),
    "infop_skills_certification": lazy("¿Le hicieron la prueba para certificar lo que sabe?"),
    "infop_short_course": lazy("¿Recibió el curso como acordaron?"),
    "infop_vocational_programme": lazy("¿Recibió el curso como acordaron?"),
    "school_reinsertion": lazy("¿Ya está en la escuela como acordaron?"),
    "senprende_seed_capital": lazy("¿Ya recibió el apoyo para su negocio?"),
    "reception_humanitarian_kit": lazy("¿Le dieron la ayuda que acordaron?"),
    "onward_travel_assistance": lazy("¿Le ayudaron con el viaje como acordaron?"),
}


def question_for(service_type: str, *, is_delicate: bool) -> str:
    """What the person is asked."""
    usual = _("¿Le atendieron como acordaron?")
    return usual if is_delicate else str(QUESTIONS.get(service_type, usual))
