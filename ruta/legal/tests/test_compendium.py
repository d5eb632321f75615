"""Is every norm of the file here with what is known of it, how sure it is, and a trace of each correction?"""

import csv

import pytest

from ruta.base.context import Actor
from ruta.base.errors import Conflict, Invalid, Refused
from ruta.legal.actions import Facts, correct_instrument, load_compendium, register_instrument, relate_instruments
from ruta.legal.actions.loading import DATA
from ruta.legal.models import Correction, Instrument
from ruta.legal.rules import expression_address, is_partial_date, read_row, whole_day, work_address
from ruta.legal.selectors import instruments, related

LEGAL = Actor(kind="staff", institution_id=1, user_id=7, role="legal_officer")


def rows():
    with (DATA / "compendio_normativo.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def facts(row, **changed):
    return Facts(**{name: getattr(row, name) for name in Facts.__dataclass_fields__} | changed)


def test_no_doubt_of_the_file_is_lost():
    for row in rows():
        reading = read_row(row)
        assert reading.values["certainty_words"] == row["verificado"]
        assert reading.values["standing_words"] == row["estado_en_honduras"]
        marked = "MEMORIA" in "".join(row[name] for name in ("numero", "fecha_emision", "gaceta_numero", "gaceta_fecha", "verificado"))
        assert not marked or reading.from_memory, row["codigo"]
        for name in ("issued", "gazette_on"):
            assert not reading.values[name] or is_partial_date(reading.values[name]), (row["codigo"], name)


def test_dates_and_addresses_say_no_more_than_is_known():
    assert is_partial_date("2004")
    assert is_partial_date("2013-06")
    assert not is_partial_date("2004-02-30")
    assert whole_day("2013-06", "2014-02-15").isoformat() == "2014-02-15"
    assert whole_day("1996", "") is None
    work = work_address(code="oit-c087", organisation="OIT", year="1948")
    assert expression_address(work, whole_day("1948-07-09")) == "/akn/un-ilo/act/1948/oit-c087/spa@1948-07-09"
    assert not work_address(code="x", organisation="", year="")


@pytest.mark.django_db
def test_every_norm_is_loaded_and_found_without_accents_or_endings():
    assert Instrument.objects.count() == len(rows()) == 73
    assert {row.code for row in instruments("migracion extranjeria")} >= {"decreto-208-2003", "reglamento-ley-migracion-2004"}
    assert [row.code for row in instruments("PCM-053")] == ["pcm-053-2013"]
    assert not instruments("zzz").exists()
    names = {(each.other.code, each.is_received) for each in related(Instrument.objects.get(code="decreto-170-2006"))}
    assert names == {("decreto-64-2007", True), ("acuerdo-iaip-0001-2008", True)}


@pytest.mark.django_db
def test_a_correction_names_its_source_leaves_a_trace_and_outlives_the_next_load():
    row = Instrument.objects.get(code="oit-c088")
    seen = facts(row, issued="1948-07-09", standing="not_ratified", certainty="verified", source="NORMLEX", notes="Visto")
    with pytest.raises(Refused):
        correct_instrument(actor=Actor(kind="staff", institution_id=1, user_id=8, role="counsellor"), code=row.code, facts=seen, revision=1)
    with pytest.raises(Invalid):
        correct_instrument(actor=LEGAL, code=row.code, facts=facts(row, certainty="verified", source=""), revision=1)
    corrected = correct_instrument(actor=LEGAL, code=row.code, facts=seen, revision=row.revision)
    assert (corrected.certainty, corrected.from_memory) == ("verified", [])
    assert {(each.field, each.source, each.by) for each in Correction.objects.filter(instrument=row)} == {
        ("certainty", "NORMLEX", 7), ("notes", "NORMLEX", 7),
    }  # fmt: skip
    with pytest.raises(Conflict):
        correct_instrument(actor=LEGAL, code=row.code, facts=seen, revision=row.revision)
    load_compendium()
    assert Instrument.objects.get(code="oit-c088").certainty == "verified"


@pytest.mark.django_db
def test_a_new_norm_gets_an_address_once_and_its_relations():
    made = register_instrument(actor=LEGAL, facts=Facts(title="Acuerdo de prueba", number="Acuerdo 9-2026", issued="2026"))
    assert made.code == "acuerdo-9-2026"
    with pytest.raises(Invalid):
        register_instrument(actor=LEGAL, facts=Facts(title="Otro", number="Acuerdo 9-2026"))
    with pytest.raises(Invalid):
        register_instrument(actor=LEGAL, facts=Facts(title="Otro", issued="ayer"))
    relate_instruments(actor=LEGAL, code=made.code, kind="regulates", target="decreto-208-2003")
    with pytest.raises(Invalid):
        relate_instruments(actor=LEGAL, code=made.code, kind="regulates", target="decreto-208-2003")
