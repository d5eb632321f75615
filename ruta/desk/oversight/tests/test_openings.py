"""Is an opening on the list as soon as it happened, though it was written in another transaction?"""

from ruta.base.access import log_access
from ruta.base.context import system
from ruta.desk.oversight.tests.test_oversight import sign_in, some_change
from ruta.directory.models import Office


def test_openings_are_listed(committed, client):
    office = Office.objects.get(code="SPS")
    log_access(system(office.institution_id), "open_case", object_id=7)
    page = sign_in(client, office, "privacy_officer").get("/vigilancia/aperturas/").content.decode()
    assert "Abrió un caso 7" in page and "aria-sort=" in page and "orden=numero" in page


def test_the_file_names_who_and_whose(committed, client):
    office = Office.objects.get(code="SPS")
    desk = sign_in(client, office, "privacy_officer")
    desk.get("/vigilancia/aperturas/?formato=csv")  # noted under the name of whoever took it along
    rows = b"".join(desk.get("/vigilancia/aperturas/?formato=csv").streaming_content).decode()
    assert f"Prueba privacy_officer,{office.institution.short_name},Bajó una lista" in rows
    some_change(office)
    assert ",El sistema," in b"".join(desk.get("/vigilancia/cambios/?formato=csv").streaming_content).decode()
