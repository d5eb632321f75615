"""Does the device get what it takes along, and does the register answer each thing that it brings?"""

import gzip
import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from ruta.accounts.actions import create_user, end_membership, grant_membership
from ruta.accounts.models import Membership
from ruta.accounts.selectors import actor_in
from ruta.base.clock import now
from ruta.base.context import acting_as, system
from ruta.base.models import AccessLog
from ruta.directory.models import Office
from ruta.field.models import Device

pytestmark = pytest.mark.django_db
PASSWORD = "una-clave-de-prueba-larga"
API = "/campo/api/"


def enter(client, email, role="counsellor"):
    office = Office.objects.filter(kind="si_empleo").order_by("pk").first()
    create_user(actor=system(None), email=email, full_name="Prueba", office_code=office.code, role=role, password=PASSWORD)
    client.post("/cuenta/login/", {"login": email, "password": PASSWORD})
    return client


@pytest.fixture
def desk(client):
    return enter(client, "campo@ejemplo.hn")


@pytest.fixture
def uid(desk):
    found = str(uuid4())
    post(desk, "aparatos/", {"device": found, "label": "Tableta"})
    return found


def opened(answer):
    return json.loads(gzip.decompress(answer.content))


def post(client, path, said, status=200):
    answer = client.post(
        API + path, gzip.compress(json.dumps(said).encode()), content_type="application/json", headers={"Content-Encoding": "gzip"}
    )
    assert answer.status_code == status, answer.content[:600]
    return answer.json()


def registered(offers, dni="0501-1996-04821", **changes):
    own = next(each for each in offers if each["purpose"] == "case_management")
    person = {"given_names": "Yeimi", "surnames": "Mejía", "birth_date": "1996-04-07", "identifiers": [{"kind": "dni", "value": dni}]}
    payload = {
        "person": person, "modality": "returned", "entry_point": "si_empleo_office", "manner": {"method": "signature_screen", "signature": "M1 1"},
        "grants": [{"grantee": own["grantee"], "purpose": own["purpose"], "notice": own["notice"]}],
    }  # fmt: skip
    said = {
        "key": str(uuid4()),
        "number": 1,
        "verb": "register",
        "written_at": "2026-11-18T15:00:00.000Z",
        "after": None,
        "payload": payload,
    }
    return said | changes


def test_the_parts_are_small_and_the_same_when_asked_again(desk, uid):
    listed = desk.get(f"{API}paquete/").json()["parts"]
    assert {each["name"] for each in listed} == {"agenda", "catalogues", "instruments", "offers", "index"}
    assert sum(each["bytes"] for each in listed) < 60_000
    for each in listed:
        answer = desk.get(f"{API}paquete/{each['name']}/")
        assert (answer.headers["X-Part-Hash"], len(answer.content)) == (each["hash"], each["bytes"])


def test_what_is_brought_is_kept_once_and_what_fails_takes_nothing_with_it(desk, uid):
    offers = opened(desk.get(f"{API}paquete/offers/"))
    good, wrong = registered(offers), registered(offers, dni="0501-1996-0482", number=2)
    for _ in range(2):
        told = post(desk, "envios/", {"device": uid, "items": [wrong, good]})["items"]
        assert [each["state"] for each in told] == ["failed", "done"]
    assert "Falta un dígito" in told[0]["faults"]["identifiers.0"]
    states = post(desk, "resultados/", {"keys": [good["key"], str(uuid4())]})["items"]
    assert [each["key"] for each in states] == [good["key"]]
    assert b"Yeimi" not in json.dumps(told).encode()


def test_a_chosen_case_is_in_the_log_before_it_leaves(desk, uid):
    offers = opened(desk.get(f"{API}paquete/offers/"))
    case = post(desk, "envios/", {"device": uid, "items": [registered(offers)]})["items"][0]["result"]["case"]
    assert [each["id"] for each in opened(desk.get(f"{API}candidatos/"))] == [case]
    found = opened(desk.get(f"{API}casos/?ids={case},999999,x"))
    assert [each["id"] for each in found] == [case]
    assert found[0]["person"]["fields"]["surnames"] == "Mejía"
    assert AccessLog.objects.using("log").filter(kind="take_case", object_id=case).count() == 1


def test_a_conflict_tells_both_values_in_words_and_a_case_what_is_allowed(desk, uid):
    offers = opened(desk.get(f"{API}paquete/offers/"))
    kept = post(desk, "envios/", {"device": uid, "items": [registered(offers)]})["items"][0]["result"]
    case = opened(desk.get(f"{API}casos/?ids={kept['case']}"))[0]
    assert [each.partition(":")[2] for each in case["allowed"]] == ["case_management"]
    edits = [
        {
            "key": str(uuid4()), "number": number, "verb": "edit", "written_at": "2026-11-18T15:00:00Z",
            "payload": {"target": "person", "id": kept["person"], "seen": {"sex": "unknown"}, "changes": {"sex": sex}},
        } for number, sex in ((2, "woman"), (3, "man"))
    ]  # fmt: skip
    told = post(desk, "envios/", {"device": uid, "items": edits})["items"]
    assert [each["state"] for each in told] == ["done", "conflict"]
    both = told[1]["both"][0]
    assert (both["field"], both["mine"], both["theirs"]) == ("sex", "Hombre", "Mujer")


def test_a_device_that_was_ordered_empty_brings_nothing(desk, uid):
    offers = opened(desk.get(f"{API}paquete/offers/"))
    device_id = post(desk, "aparatos/", {"device": uid})["device"]
    assert desk.get(f"{API}estado/?aparato={uid}").json()["wipe"] is False
    assert desk.post(f"/campo/aparatos/{device_id}/borrar/").status_code == 302
    assert desk.get(f"{API}estado/?aparato={uid}").json()["wipe"] is True
    assert "borrar" in post(desk, "envios/", {"device": uid, "items": [registered(offers)]}, 403)["error"]
    post(desk, "borrado/", {"device": uid, "reason": "order"})
    assert b"Borrado" in desk.get("/campo/").content


def test_another_user_neither_sees_nor_uses_the_device(desk, uid, django_user_model):
    from django.test import Client

    other = enter(Client(), "otra@ejemplo.hn")
    assert post(other, "envios/", {"device": uid, "items": []}, 404)
    assert b"Tableta" not in other.get("/campo/").content
    boss = enter(Client(), "coordina@ejemplo.hn", "office_coordinator")
    assert b"Tableta" in boss.get("/campo/").content


@pytest.mark.parametrize(
    "body",
    [b"x", gzip.compress(b"[]"), gzip.compress(b'{"device": 1}'), gzip.compress(b"0" * 9_000_000)],
    ids=["no-gzip", "list", "parts", "bomb"],
)
def test_what_nobody_understands_gets_a_sentence(desk, body):
    answer = desk.post(f"{API}envios/", body, content_type="application/json", headers={"Content-Encoding": "gzip"})
    assert answer.status_code in (413, 422)
    assert answer.json()["error"]


def test_the_page_of_a_thing_decides(desk, uid):
    offers = opened(desk.get(f"{API}paquete/offers/"))
    row = post(desk, "envios/", {"device": uid, "items": [registered(offers, dni="0501-1996-0482")]})["items"][0]
    page = desk.get(f"/campo/envios/{row['id']}/")
    assert "Mejía" in page.content.decode()
    assert desk.post(f"/campo/envios/{row['id']}/", {"do": "discard", "reason": ""}).status_code == 422
    assert desk.post(f"/campo/envios/{row['id']}/", {"do": "discard", "reason": "Ya estaba"}).status_code == 302
    assert "Nada por decidir" in desk.get("/campo/").content.decode()


def test_the_kept_page_holds_nobody_and_the_worker_names_what_it_keeps(desk):
    from django.test import Client

    page = desk.get("/campo/app/")
    assert "Prueba" not in page.content.decode()
    assert "csrf" not in page.content.decode().lower()
    worker = Client().get("/campo/trabajador.js")
    assert worker.headers["Service-Worker-Allowed"] == "/campo/"
    assert "/campo/app/" in worker.content.decode()
    assert Client().get("/campo/manifiesto.json").json()["start_url"] == "/campo/app/"


def test_the_device_row_counts_what_was_taken(desk, uid):
    post(desk, "llevado/", {"device": uid, "cases": 3})
    assert "Llevó 3 casos" in desk.get("/campo/").content.decode()


def test_what_was_taken_counts_on_the_day_it_was_taken_whenever_it_is_told(desk, uid):
    def asked(question):
        with acting_as(actor_in(Membership.objects.get(user__email="campo@ejemplo.hn"))), transaction.atomic():
            return question()

    def taken(at):
        post(desk, "llevado/", {"device": uid, "cases": 3, "at": at})
        return asked(lambda: Device.objects.values_list("packed_at", flat=True).get(uid=uid))

    enrolled = now() - timedelta(days=3)
    asked(lambda: Device.objects.filter(uid=uid).update(enrolled_at=enrolled))
    yesterday = now() - timedelta(days=1)
    assert taken(yesterday.isoformat()) == yesterday
    for untrue in ((enrolled - timedelta(days=1)).isoformat(), (now() + timedelta(days=1)).isoformat(), "ayer", "2026-11-20T10:00:00"):
        assert abs(taken(untrue) - now()) < timedelta(minutes=1), "a clock that is wrong is not believed"


def test_a_photograph_comes_in_pieces_and_each_look_is_in_the_log(desk, uid):
    from hashlib import sha256

    offers = opened(desk.get(f"{API}paquete/offers/"))
    case = post(desk, "envios/", {"device": uid, "items": [registered(offers)]})["items"][0]["result"]["case"]
    key, paper = str(uuid4()), b"\xff\xd8\xff" + b"papel" * 9
    there = f"{API}fotos/{key}/"
    assert desk.get(there).json() == {"bytes": 0}
    for start in (0, 20):
        headers = {"X-From": str(start), "X-Whole": str(len(paper))}
        answer = desk.post(
            there, paper[start : start + 20 if start == 0 else None], content_type="application/octet-stream", headers=headers
        )
    assert answer.json() == {"bytes": len(paper)}
    payload = {"case": {"id": case}, "photo": key, "kind": "DNI", "sha256": sha256(paper).hexdigest()}
    item = {"key": str(uuid4()), "number": 2, "verb": "photo", "written_at": "2026-11-18T15:00:00Z", "payload": payload}
    photo = post(desk, "envios/", {"device": uid, "items": [item]})["items"][0]["result"]["photo"]
    assert "DNI" in desk.get(f"/campo/fotos/{case}/").content.decode()
    answer = desk.get(f"/campo/foto/{photo}/")
    assert (answer.content, answer.headers["Content-Type"]) == (paper, "image/jpeg")
    assert "no-store" in answer.headers["Cache-Control"]
    assert AccessLog.objects.using("log").filter(kind="open_photo", object_id=photo).count() == 1
    assert desk.post(there, b"x", content_type="application/octet-stream").status_code == 422


def test_who_lost_the_role_hears_why_and_brings_it_all_when_it_is_given_back(desk, uid):
    items = [registered(opened(desk.get(API + "paquete/offers/")))]
    membership = Membership.objects.get(user__email="campo@ejemplo.hn")
    end_membership(actor=system(None), membership=membership)
    for answer in (desk.get(API + "estado/"), desk.get(API + "candidatos/"), desk.get(f"{API}fotos/{uuid4()}/")):
        assert answer.status_code == 403 and "Su rol en esta oficina no permite" in answer.json()["error"]
    assert "error" in post(desk, "envios/", {"device": uid, "items": items}, 403)
    grant_membership(actor=system(None), user=membership.user, office=membership.office, role=membership.role)
    for _ in range(2):
        (came,) = post(desk, "envios/", {"device": uid, "items": items})["items"]
        assert (came["state"], came["key"]) == ("done", items[0]["key"])
