"""Does the administrator find what the machine did: by state, by task, by number, with its hours, and as a file?"""

import ast
import csv
import io
import re
from pathlib import Path

import pytest
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from ruta.desk.oversight.tests.test_oversight import office, sign_in
from ruta.desk.oversight.words import JOBS, OPENINGS

__all__ = ["office"]
pytestmark = pytest.mark.django_db
PAGE = "/vigilancia/tareas/"
CODE = Path(__file__).parents[3]


@pytest.fixture
def runs():
    """Thirty-one messages and, last, a sealing of the log."""
    for number in range(31):
        app.configure_task("communication.deliver_message", queue="messages").defer(message_id=number)
    app.configure_task("base.seal_audit", queue="upkeep").defer(timestamp=0)
    return list(ProcrastinateJob.objects.order_by("pk"))


def test_runs_are_listed_filtered_searched_paged_and_taken_along(client, office, runs):
    desk = sign_in(client, office, "administrator")
    first = desk.get(PAGE).content.decode()
    assert first.count("Enviar un mensaje</td>") == 24 and "Sellar la bitácora</td>" in first
    after = re.search(r'href="([^"]+)" rel="next"', first)
    assert after and desk.get(PAGE + after[1].replace("&amp;", "&")).content.decode().count("Enviar un mensaje</td>") == 7
    assert "Enviar un mensaje</td>" not in desk.get(PAGE, {"tarea": "base.seal_audit"}).content.decode()
    assert "Ninguna tarea con eso" in desk.get(PAGE, {"estado": "failed"}).content.decode()
    for typed, found in (("SELLAR LA BITACORA", 1), (str(runs[0].pk), 1), ("no hay", 0), ("²", 0), ("9" * 30, 0)):
        page = desk.post(PAGE, {"q": typed}, follow=True).content.decode()
        assert page.count('data-label="Intentos"') == found, typed
    file = b"".join(desk.get(PAGE, {"formato": "csv"}).streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(file)))
    assert len(rows) == 32 and rows[0]["Tarea"] == "Sellar la bitácora" and rows[0]["Estado"] == "En espera" and rows[0]["Pedida"]


def test_every_task_of_the_machine_has_a_word():
    assert sorted(set(app.tasks) - set(JOBS)) == []


def test_every_opening_that_is_logged_has_a_word():
    kinds = {
        call.args[1].value
        for file in CODE.rglob("*.py")
        if "tests" not in file.parts
        for call in ast.walk(ast.parse(file.read_text()))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "log_access"
        and len(call.args) > 1
        and isinstance(call.args[1], ast.Constant)
    }
    assert "open_case" in kinds
    assert sorted(kinds - set(OPENINGS)) == []
