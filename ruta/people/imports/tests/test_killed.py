"""Does `kill -9` in the middle of an import lose no committed row and repeat none? A real process of the command line, really killed."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from django.db import connections

from ruta.people.imports.tests.world import HEADER, bring, offices

ROWS, CHUNK = 5_200, 2_500
GIVEN = ("Ana", "José", "Rosa", "Óscar", "Suyapa", "Wilmer", "Karla", "Marvin")
FAMILY = ("Paz", "Mejía", "Zúniga", "Cruz", "López", "Hernández", "Discua", "Núñez")


def lines() -> list[str]:
    """Persons, some of them twice with a slip, and some rows that cannot be read."""
    rows = []
    for at in range(ROWS):
        born, dni = f"{at % 28 + 1:02d}/{at % 12 + 1:02d}/{1960 + at % 40}", f"0801-{1960 + at % 40}-{at:05d}"
        rows.append(f"{GIVEN[at % 8]} {GIVEN[at // 8 % 8]};{FAMILY[at // 64 % 8]} {FAMILY[at // 512 % 8]};{born};{dni};F;9{at:07d};0501")
        if at % 50 == 0:
            rows[-1] = rows[max(at - 40, 0)].replace("ó", "o").replace(";F;9", ";F;3")
        if at % 61 == 0:
            rows[-1] = rows[-1].replace(born, "31/02/1990")
    return rows


def run_command(file: Path) -> subprocess.Popen:
    environment = os.environ | {
        "RUTA_DATABASE": connections["default"].settings_dict["NAME"], "DJANGO_SETTINGS_MODULE": "ruta.config.settings", "RUTA_DB_ROLE": "ruta_app",
        "RUTA_NICE": "0",  # it gives way to nobody here: beside other tests it would take three minutes
    }  # fmt: skip
    command = [
        str(Path(sys.executable).with_name("ruta")),
        "import",
        "persons",
        str(file),
        "--institution",
        "SETRASS-DGE",
        "--office",
        "SPS",
    ]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)  # noqa: S603 (ourselves)


def done(superuser) -> int:
    row = superuser.execute("SELECT done_count FROM people_importbatch").fetchone()
    return row[0] if row else 0


def written(superuser) -> list:
    """Everything that an import writes, in an order and with names that do not depend on ids."""
    persons = superuser.execute(
        """
        SELECT p.given_names, p.surnames, p.birth_date, p.municipality_id, r.number, r.outcome,
          (SELECT array_agg(i.normalized ORDER BY 1) FROM people_identifier i WHERE i.person_id = p.id),
          (SELECT array_agg(c.value ORDER BY 1) FROM people_contact c WHERE c.person_id = p.id),
          (SELECT array_agg(k.key ORDER BY k.key) FROM people_personkey k WHERE k.person_id = p.id)
        FROM people_importrow r LEFT JOIN people_person p ON p.id = r.person_id ORDER BY r.number
        """
    ).fetchall()
    loose = superuser.execute(
        "SELECT (SELECT count(*) FROM people_person), (SELECT count(DISTINCT person_id) FROM people_importrow WHERE outcome = 'created'), "
        "(SELECT count(*) FROM people_personkey), (SELECT count(*) FROM people_duplicatepair), (SELECT count(*) FROM people_importrow)"
    ).fetchone()
    counted = superuser.execute(
        "SELECT state, done_count, created_count, known_count, duplicate_count, error_count FROM people_importbatch"
    ).fetchall()
    return [persons, loose, counted]


def empty(superuser) -> None:
    superuser.execute(
        "TRUNCATE people_person, people_personkey, people_personchange, people_importbatch, cases_case RESTART IDENTITY CASCADE"
    )


def test_a_killed_import_goes_on_as_if_nothing_had_happened(committed, as_superuser, tmp_path):
    content = "\n".join([HEADER, *lines(), ""])
    file = tmp_path / "lista.csv"
    file.write_text(content, encoding="utf-8")

    killed = 0
    for threshold in (1, CHUNK + 1):
        process = run_command(file)
        until = time.monotonic() + 60
        while done(as_superuser) < threshold and process.poll() is None and time.monotonic() < until:
            time.sleep(0.005)
        time.sleep(0.3)  # into the middle of the next chunk
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            killed += 1
        process.wait()
        process.stderr.close()
        assert done(as_superuser) % CHUNK == 0 or done(as_superuser) == ROWS
    assert killed >= 1
    process = run_command(file)
    _output, errors = process.communicate(timeout=120)
    assert process.returncode == 2, errors.decode()
    disturbed = written(as_superuser)

    empty(as_superuser)
    bring(content.encode(), offices()[0])
    assert disturbed == written(as_superuser)
    persons, loose, counted = disturbed
    assert loose[0] == loose[1] == counted[0][2]
    assert counted[0][:2] == ("done", ROWS)
    assert len(persons) == ROWS

    process = run_command(file)
    _output, errors = process.communicate(timeout=60)
    assert "No se cambió nada" in errors.decode()
    assert written(as_superuser) == disturbed
