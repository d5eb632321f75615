"""Is the reference data loaded once, completely, and only again when something changed?"""

import time

import pytest
from django.core.management import call_command

from ruta.directory.actions import load_directory, load_reference_data
from ruta.directory.actions.directory import DATA
from ruta.directory.models import Institution, Office, ReferenceLoad, Service
from ruta.taxonomy.models import Occupation
from ruta.territory.models import Municipality

pytestmark = pytest.mark.django_db


def rows():
    return {model: list(model.objects.order_by("pk").values_list()) for model in (Municipality, Occupation, Institution, Office, Service)}


def test_loading_everything_again_changes_no_row_and_no_id():
    before = rows()
    ReferenceLoad.objects.all().delete()
    load_reference_data()
    assert rows() == before


def test_a_second_run_says_that_nothing_changed_and_is_quick():
    load_reference_data()
    lines = []
    begin = time.perf_counter()
    load_reference_data(lines.append)
    assert time.perf_counter() - begin < 0.5
    assert lines == ["territory: nothing changed", "taxonomy: nothing changed", "legal: nothing changed", "directory: nothing changed"]


def test_it_says_how_many_rows_there_are():
    counts = load_reference_data()
    assert counts["territory"] == {"departments": 18, "municipalities": 298, "territories": 17}
    assert counts["taxonomy"]["catalogues"] == 25
    assert counts["legal"]["norms"] == 73
    assert counts["directory"]["offices"] == Office.objects.count()


def test_what_was_changed_in_the_product_is_left_alone():
    Institution.objects.filter(code="INFOP").update(short_name="Otro nombre", is_reference=False)
    Office.objects.filter(code="SPS").update(phone="2550-0000", is_reference=False)
    load_directory()
    assert Institution.objects.get(code="INFOP").short_name == "Otro nombre"
    assert Office.objects.get(code="SPS").phone == "2550-0000"


def test_what_left_the_files_is_closed_and_what_returns_is_opened(tmp_path):
    for name in ("institutions.yaml", "offices.yaml"):
        (tmp_path / name).write_text((DATA / name).read_text(encoding="utf-8"), encoding="utf-8")
    text = (DATA / "services.yaml").read_text(encoding="utf-8")
    kept = "\n".join(line for line in text.splitlines() if "institution: TELETON" not in line)
    (tmp_path / "services.yaml").write_text(kept, encoding="utf-8")
    load_directory(tmp_path)
    assert not Service.objects.get(institution__code="TELETON").is_active
    load_directory()
    assert Service.objects.get(institution__code="TELETON").is_active


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{institution: RNP, at: national, services: [legal_aid]}", "cannot offer"),
        ("{institution: RNP, at: [SPS], services: all}", "no active office"),
    ],
)
def test_a_service_that_does_not_fit_its_institution_or_place_is_refused(tmp_path, line, complaint):
    for name in ("institutions.yaml", "offices.yaml"):
        (tmp_path / name).write_text((DATA / name).read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "services.yaml").write_text(f"items:\n  - {line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=complaint):
        load_directory(tmp_path)


def test_the_command_loads(capsys):
    call_command("load_catalogues")
    assert "directory: nothing changed" in capsys.readouterr().out
