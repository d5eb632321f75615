"""Does whoever oversees find what was asked by its system, its address or its person, without a word of it in the address?"""

from ruta.desk.oversight.tests.test_oversight import sign_in
from ruta.directory.models import Office
from ruta.trust.tests.test_log import wrote

NUMBERS = {71, 720}


def test_a_message_is_found_by_its_system_its_address_or_its_person(committed, client):
    wrote(*NUMBERS)
    auditor = sign_in(client, Office.objects.get(code="SPS"), "auditor")
    for typed, found in (("INFOP-sis", NUMBERS), ("api/v1/x", NUMBERS), ("71", {71}), ("otro", set())):
        answer = auditor.post("/intercambio/mensajes/", {"q": typed}, follow=True)
        assert typed not in answer.redirect_chain[-1][0]
        assert {number for number in NUMBERS if f"Persona {number}<" in answer.content.decode()} == found, typed
