"""What may a telephone keep, how heavy is a first visit, and does nothing of anybody's own stay on it?"""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from ruta.accounts.actions import create_user
from ruta.accounts.models import User
from ruta.base.context import system

pytestmark = pytest.mark.django_db
MAIN = ("home", "portal:services", "portal:jobs", "portal:orientation", "portal:charter")
FIRST_LOAD = 200_000
BUILT = Path(settings.BASE) / "base/static"


def sent(response):
    """The bytes that leave, and what they say."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return len(body), gzip.decompress(body).decode() if response.headers.get("Content-Encoding") == "gzip" else body.decode()


def files_of(page):
    """The own files that a page asks for, without the part of their name that is their version."""
    found = set(re.findall(r'(?:src|href)="/static/([^"#?]+)', page))
    return {re.sub(r"\.[0-9a-f]{12}(?=\.\w+$)", "", name) for name in found}


@pytest.mark.parametrize("name", MAIN)
def test_a_first_visit_is_light_and_its_page_may_be_kept(name):
    response = Client().get(reverse(name), HTTP_ACCEPT_ENCODING="gzip")
    size, page = sent(response)
    files = files_of(page)
    assert response.headers["X-Ruta-Kept"] == "1" and {"build/ruta.js", "build/styles.css"} <= files
    weight = size + sum(len(gzip.compress((BUILT / each).read_bytes(), 9)) for each in files)
    assert weight <= FIRST_LOAD, (name, weight)
    assert size < 20_000, (name, size)


def test_what_is_of_somebody_is_never_marked(client):
    assert "X-Ruta-Kept" not in client.get(reverse("portal:services"), {"necesito": "protection"}).headers
    assert "X-Ruta-Kept" not in client.get(reverse("portal:box")).headers
    assert "X-Ruta-Kept" not in client.get("/servicios/99999999/").headers
    create_user(actor=system(None), email="alguien@ejemplo.hn", full_name="Prueba", office_code="SPS", role="counsellor", password="una-clave-de-prueba-larga")  # fmt: skip
    client.force_login(User.objects.get(email="alguien@ejemplo.hn"), backend=settings.AUTHENTICATION_BACKENDS[0])
    page = client.get(reverse("portal:services"), HTTP_ACCEPT_ENCODING="gzip")
    assert "X-Ruta-Kept" not in page.headers and "Content-Encoding" not in page.headers


def test_only_public_pages_name_the_worker(client):
    assert 'data-worker="/trabajador.js"' in client.get("/").content.decode()
    assert "data-worker" not in client.get("/trabajos/empleador/nada/").content.decode()
    worker = client.get("/trabajador.js")
    assert worker.headers["Service-Worker-Allowed"] == "/" and "/sin-red/" in worker.content.decode()
    assert client.get("/manifiesto.json").json()["start_url"] == "/"
    offline = client.get("/sin-red/").content.decode()
    assert "data-seen" in offline and "csrf" not in offline
