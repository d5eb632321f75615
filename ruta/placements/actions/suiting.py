"""How is a step refused that would lead somebody where they must not go?"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as L  # noqa: N812 (a table of words)

from ruta.base.context import acting_as, system
from ruta.base.errors import NotFound, Refused
from ruta.employers.models import Vacancy
from ruta.employers.selectors import working_ages
from ruta.people.models import Person
from ruta.placements.selectors.suiting import DOUBTED, UNSAFE, YOUNG, hindrance_of

WORDS = {
    UNSAFE: L("Ese municipio está marcado como no seguro para la persona. Elija otra vacante, o hable con protección."),
    YOUNG: L("Es menor de %(adult)s años: solo se le propone trabajo en Honduras, de medio tiempo o fin de semana y de día, desde los %(lowest)s años y con permiso."),
    DOUBTED: L("El empleador no está verificado o está suspendido. Elija una vacante de otro."),
}  # fmt: skip


def demand_suited(owner_institution_id: int, person_id: int, vacancy: Vacancy) -> None:
    """No job opens these. Read as the institution: whoever stands behind a link reads neither marks nor employers."""
    with acting_as(system(owner_institution_id, "who is sent where")):
        person = Person.objects.filter(pk=person_id).first()
        found = hindrance_of(person, vacancy) if person else ""
    if person is None:
        raise NotFound(_("Esta persona no existe o su institución no la lleva. Búsquela otra vez."))
    if found:
        lowest, adult = working_ages()
        raise Refused(str(WORDS[found]) % {"lowest": lowest, "adult": adult})
