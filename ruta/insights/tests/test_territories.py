"""Does a sheet say what is known and no more, does another person approve its words, and does the matrix give no small cell away?"""

from uuid import uuid4

import pytest

from ruta.accounts.models import User
from ruta.base.clock import today
from ruta.base.context import Actor, system
from ruta.base.errors import Invalid, NotFound, NotOpen, Refused
from ruta.demo.actions import make_accounts, make_projects
from ruta.directory.models import Institution
from ruta.insights.actions import decide_sheet_text, refresh_cubes, write_sheet_text
from ruta.insights.engine.suppression import Mark
from ruta.insights.enums import SheetSection
from ruta.insights.papers import body_of, made, period_of
from ruta.insights.selectors.territories import answered_needs, characterised, sheet_of, sheet_territory
from ruta.insights.selectors.territories.gaps import gap_matrix, repeated, running_projects
from ruta.insights.selectors.territories.needed import need_table, table_of
from ruta.insights.tests.population import YEAR, make
from ruta.projects.actions import ProjectTerms, publish_project, save_project
from ruta.territory.selectors import territories

pytestmark = pytest.mark.django_db


def staff(user=1, role="territorial_officer"):
    owner = Institution.objects.get(code="SETRASS-DGE")
    return Actor(kind="staff", institution_id=owner.pk, user_id=user, membership_id=1, office_id=1, role=role)


def project(name, places=("05",), needs=("job_now",), population=("returned",)):
    terms = ProjectTerms(name=name, summary="x", places=places, needs=needs, population=population)
    row = save_project(actor=staff(), terms=terms, state="active")
    return publish_project(actor=staff(), project_id=row.pk)


def year():
    return period_of(str(today().year))


def test_every_priority_territory_has_a_sheet_that_names_its_sources():
    for territory in territories(priority_only=True):
        paper = sheet_of(f"ficha-{territory.code.lower()}", year())
        assert [section.title for section in paper.sections][:3] == ["En resumen", "Población y retorno", "Oficinas y servicios"]
        assert {block.source for section in paper.sections for block in section.blocks} <= {source.key for source in paper.sources}
    with pytest.raises(NotFound):
        sheet_territory("ficha-xxx")
    with pytest.raises(NotFound):
        sheet_territory("sps")


def test_the_sheet_says_returns_with_their_registry_and_projects_that_reach_it(settings, tmp_path):
    shapes = '{"features": [{"properties": {"codigo": "0501"}, "geometry": {"type": "Polygon", "coordinates": [[[-88, 15], [-88, 16], [-87, 15]]]}}]}'
    (tmp_path / "hn_municipios.geojson").write_text(shapes)
    settings.SHAPES_FOLDER = str(tmp_path)
    project("Manos <b>que</b> regresan")
    project("Lejos", places=("09",))
    paper = sheet_of("ficha-sps", year())
    body = body_of(paper)
    assert all(word in body for word in ("29,907", "SIAMIR", "no coinciden", "Manos &lt;b&gt;que", "Nadie lo ha escrito todavía."))
    assert "Lejos" not in body
    assert body.count("<path") > 18
    assert made(paper, "pdf").startswith(b"%PDF")
    assert made(paper, "pdf") == made(paper, "pdf")
    for ending in ("docx", "xlsx"):
        assert made(paper, ending).startswith(b"PK")


def test_words_are_versions_that_another_person_approves():
    place, writer, reader = sheet_territory("ficha-sps"), staff(), staff(2)
    first = write_sheet_text(actor=writer, territory=place, section="potential", text="Maquila y comercio.")
    with pytest.raises(Refused):
        decide_sheet_text(actor=writer, text_id=first.pk, is_approved=True)
    with pytest.raises(Invalid):
        decide_sheet_text(actor=reader, text_id=first.pk, is_approved=False)
    assert "Maquila" not in body_of(sheet_of("ficha-sps", year()))
    decide_sheet_text(actor=reader, text_id=first.pk, is_approved=True)
    second = write_sheet_text(actor=writer, territory=place, section="potential", text="Otra cosa.")
    assert second.version == 2
    body = body_of(sheet_of("ficha-sps", year()))
    assert "Maquila y comercio." in body
    assert "Otra cosa." not in body
    decide_sheet_text(actor=reader, text_id=second.pk, is_approved=False, reason="Falta la fuente.")
    with pytest.raises(NotOpen):
        decide_sheet_text(actor=reader, text_id=second.pk, is_approved=True)
    with pytest.raises(Refused):
        write_sheet_text(actor=staff(role="counsellor"), territory=place, section="notes", text="x")
    with pytest.raises(Invalid):
        write_sheet_text(actor=writer, territory=place, section="notes", text=" ")


def counted(counts):
    return table_of(counts, [row.pk for row in territories().order_by("pk")])


def test_no_sum_gives_a_small_cell_away():
    table = counted({("employment", "SPS"): 40, ("documents", "SPS"): 3, ("employment", "TGU"): 12, ("documents", "TGU"): 9})
    at = table.columns.index("SPS")
    rows = {code: row for (code, _label), row in zip(table.groups, table.cells, strict=True)}
    assert rows["documents"][at].mark is Mark.PRIMARY
    assert rows["health"][at].count == 0
    assert rows["employment"][table.columns.index("YOR")].count == 0
    for line in table.cells:  # a row or column with one hidden cell would be told by its sum
        assert sum(not cell.is_shown for cell in line) != 1
    for column in zip(*table.cells, strict=True):
        assert sum(not cell.is_shown for cell in column) != 1


def test_where_nobody_works_is_told_and_what_is_done_twice():
    one, other = project("Uno"), project("Otro", places=("0501",), population=())
    project("Aparte", places=("0502",), needs=("seed_capital",))
    running = running_projects()
    places, rows = gap_matrix(counted({("employment", "SPS"): 40, ("employment", "TGU"): 30}), running)
    cells = {gap.place: gap for label, told in rows for gap in told if label == "Empleo"}
    assert "Cortés (San Pedro Sula)" in places
    assert (cells["Cortés (San Pedro Sula)"].needed, cells["Cortés (San Pedro Sula)"].projects) == (40, 2)
    assert cells["Tegucigalpa"].is_gap
    (pair,) = repeated(running)
    assert {pair.first, pair.second} == {one, other}
    assert (pair.needs, pair.places) == (["job_now"], ["0501"])
    assert need_table(today().year).columns[-1] == ""


def test_the_pages_are_read_and_written_at_the_desk(client):
    make_accounts(actor=system(None, "test"))
    make_projects(actor=system(None, "test"))
    client.force_login(User.objects.get(email="central@demo.ruta.hn"))
    assert client.get("/territorios/").status_code == 200
    assert (
        client.post("/territorios/ficha-sps/escribir/income/", {"text": "Café y turismo.", "idempotency_key": str(uuid4())}).status_code
        == 302
    )
    assert client.get("/territorios/ficha-sps/").status_code == 200
    assert "Capital semilla para quienes regresan" in client.get("/brechas/").content.decode()
    assert client.get("/brechas/?formato=csv").content.startswith(b"\xef\xbb\xbf")
    assert client.get("/informes/ver/ficha-sps/archivo/pdf/").content.startswith(b"%PDF")


def test_a_sheet_counts_when_all_of_it_is_approved():
    place = territories(priority_only=True).first()
    counts = []
    for section in SheetSection.values:
        counts.append(characterised())
        row = write_sheet_text(actor=staff(1), territory=place, section=section, text="Lo que hay.")
        decide_sheet_text(actor=staff(2, "central_coordination"), text_id=row.pk, is_approved=True)
    assert (counts, characterised()) == ([(0, 12)] * len(counts), (1, 12))


def test_a_kind_of_need_is_answered_while_a_project_runs_for_it():
    make(40)
    refresh_cubes(actor=system(None))
    part, whole, _active = answered_needs(YEAR)
    assert part == 0
    assert whole
    project("Una feria", needs=("food_urgent", "job_now", "national_id"))
    assert answered_needs(YEAR) == (whole, whole, 1)
