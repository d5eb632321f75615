"""Is a downloaded folder loaded whole or not at all, in either layout, and does a wrong one get one sentence?"""

import csv
import gzip

import pytest

from ruta.base.errors import Invalid
from ruta.taxonomy import selectors
from ruta.taxonomy.actions import load_taxonomy
from ruta.taxonomy.actions.classifications import DATA, load_classifications
from ruta.taxonomy.models import Edition, EscoOccupation, LocalName, Occupation, OccupationSkill, Skill

pytestmark = pytest.mark.django_db
AT = "http://example.org/esco"
OCCUPATIONS = [
    {"conceptUri": f"{AT}/o1", "preferredLabel": "tejador de adobes", "altLabels": "tejadora de adobes\nadobador", "code": "7112.1", "description": "Hace adobes."},
    {"conceptUri": f"{AT}/o2", "preferredLabel": "domador de nubes", "altLabels": "", "code": "9622.3", "description": ""},
]  # fmt: skip
SKILLS = [
    {"conceptUri": f"{AT}/aa", "preferredLabel": "amasar barro", "altLabels": "", "skillType": "skill/competence", "reuseLevel": "sector-specific"},
    {"conceptUri": f"{AT}/bb", "preferredLabel": "leer el cielo", "altLabels": "mirar nubes", "skillType": "knowledge", "reuseLevel": "cross-sector"},
]  # fmt: skip
RELATIONS = [
    {"occupationUri": f"{AT}/o1", "relationType": "essential", "skillUri": f"{AT}/aa"},
    {"occupationUri": f"{AT}/o2", "relationType": "optional", "skillUri": f"{AT}/bb"},
    {"occupationUri": f"{AT}/nobody", "relationType": "optional", "skillUri": f"{AT}/bb"},
]


def write(path, rows, opened=open):
    with opened(path, "wt", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def official(tmp_path):
    english = [row | {"preferredLabel": f"{row['preferredLabel']} (en)", "altLabels": "one\ntwo"} for row in OCCUPATIONS]
    for name, rows in (
        ("occupations_es", OCCUPATIONS), ("occupations_en", english), ("skills_es", SKILLS), ("occupationSkillRelations_es", RELATIONS),
    ):  # fmt: skip
        write(tmp_path / f"{name}.csv", rows)
    return tmp_path


@pytest.fixture
def combined(tmp_path):
    tables = {
        "occupations": [
            {"occ_id": "1", "uri": f"{AT}/o1", "isco08": "7112", "esco_code": "7112.1", "label_es": "", "label_en": "adobe maker"}
        ],
        "occupations_alt_desc_es": [{"occ_id": "1", "alt_es": "adobador|adobadora", "description_es": "Hace adobes."}],
        "skills": [
            {"skill_id": "7", "uri": f"{AT}/aa", "skill_type": "knowledge", "reuse_level": "", "label_es": "barro", "label_en": "mud"}
        ],
        "occ_skill_essential": [{"occ_id": "1", "skill_id": "7"}],
        "occ_skill_optional": [{"occ_id": "1", "skill_id": "7"}, {"occ_id": "9", "skill_id": "7"}],
    }
    for name, rows in tables.items():
        write(tmp_path / f"esco_{name}.csv.gz", rows, gzip.open)
    return tmp_path


def counts():
    return (EscoOccupation.objects.count(), Skill.objects.exclude(code__startswith="ruta:").count(), Edition.objects.count())


def test_the_official_layout_is_loaded_and_again_changes_nothing(official):
    rows = load_taxonomy(official)
    assert rows == {"occupations": 2, "skills": 2, "relations": 2, "left_out": 1}
    made = EscoOccupation.objects.get(code="7112.1")
    assert made.other_names_es == ["tejadora de adobes", "adobador"]
    assert (made.name_en, made.other_names_en) == ("tejador de adobes (en)", ["one", "two"])
    assert Skill.objects.get(code="bb").kind == "knowledge"
    assert [each.label for each in selectors.skills_of("7112.1") if each.code == "aa"] == ["amasar barro"]
    assert load_taxonomy(official) is None


def test_the_combined_layout_is_loaded_compressed(combined):
    assert load_taxonomy(combined) == {"occupations": 1, "skills": 1, "relations": 1, "left_out": 1}
    assert selectors.occupation_label("7112.1") == "adobe maker"
    assert OccupationSkill.objects.get(occupation_code="7112.1").is_essential


def test_what_left_the_edition_keeps_its_name_and_our_list_stays(official):
    load_taxonomy(official)
    own = OccupationSkill.objects.filter(skill__code__startswith="ruta:").count()
    write(official / "occupations_es.csv", OCCUPATIONS[:1])
    load_taxonomy(official)
    assert selectors.occupation_label("9622.3") == "domador de nubes"
    assert EscoOccupation.objects.get(code="9622.3").is_retired
    assert not selectors.is_known_occupation("9622.3")
    assert not OccupationSkill.objects.filter(occupation_code="9622.3").exists()
    assert OccupationSkill.objects.filter(skill__code__startswith="ruta:").count() == own


def test_an_occupation_of_no_group_is_left_out(official):
    write(official / "occupations_es.csv", [*OCCUPATIONS[:1], OCCUPATIONS[1] | {"code": "9999.1"}])
    assert load_taxonomy(official)["occupations"] == 1


@pytest.mark.parametrize(
    ("name", "rows", "words"),
    [
        ("occupations_es", [{"conceptUri": "x", "preferredLabel": "y"}], "columna «altLabels»"),
        ("occupations_es", [row | {"code": "7112.1"} for row in OCCUPATIONS], "repetidos"),
        ("occupations_es", [OCCUPATIONS[0] | {"code": "C7112"}], "no es un código"),
        ("occupations_es", [OCCUPATIONS[0] | {"preferredLabel": " "}], "no tiene nombre"),
        ("occupationSkillRelations_es", [RELATIONS[2]], "no tienen ocupaciones"),
    ],
)
def test_a_wrong_table_is_one_sentence_and_nothing_is_loaded(official, name, rows, words):
    before = counts()
    write(official / f"{name}.csv", rows)
    with pytest.raises(Invalid, match=words):
        load_taxonomy(official)
    assert counts() == before


def test_a_wrong_folder_is_one_sentence(official, tmp_path_factory):
    empty = tmp_path_factory.mktemp("empty")
    with pytest.raises(Invalid, match="no hay archivos de ESCO"):
        load_taxonomy(empty)
    with pytest.raises(Invalid, match="No hay ninguna carpeta"):
        load_taxonomy(empty / "gone")
    (official / "skills_es.csv").unlink()
    with pytest.raises(Invalid, match=r"falta el archivo skills_es\.csv"):
        load_taxonomy(official)
    (official / "skills_es.csv").write_bytes(b"conceptUri\xff\xfe")
    with pytest.raises(Invalid, match="No se puede leer"):
        load_taxonomy(official)
    (official / "skills_es.csv").write_text("conceptUri,preferredLabel,altLabels,skillType,reuseLevel\na,b,c,d,e,f\n", encoding="utf-8")
    with pytest.raises(Invalid, match="línea 2"):
        load_taxonomy(official)


def test_another_wording_of_the_groups_stays_when_the_data_files_are_loaded_again(tmp_path):
    text = (DATA / "ciuo08_es_en.csv").read_text(encoding="utf-8")
    (tmp_path / "ciuo08_es_en.csv").write_text(text.replace(",Albañiles,", ",Albañiles y albañilas,"), encoding="utf-8")
    assert load_taxonomy(tmp_path) == {"groups": 619}
    assert load_taxonomy(tmp_path) is None
    load_classifications()
    assert selectors.occupation_label("7112") == "Albañiles y albañilas"
    (tmp_path / "ciuo08_es_en.csv").write_text("code,nivel\n1,1\n", encoding="utf-8")
    with pytest.raises(Invalid, match="titulo_es"):
        load_taxonomy(tmp_path)


def test_our_own_lists_name_groups_that_exist_and_are_as_large_as_promised():
    groups = set(Occupation.objects.values_list("code", flat=True))
    own = Skill.objects.filter(code__startswith="ruta:", is_retired=False)
    assert own.count() >= 120
    assert LocalName.objects.count() >= 250
    assert set(OccupationSkill.objects.values_list("occupation_code", flat=True)) <= groups
    assert set(LocalName.objects.values_list("occupation_code", flat=True)) <= {code for code in groups if len(code) == 4}
    assert selectors.known_skills(["ruta:colocar-ladrillo"])


def test_our_own_lists_follow_their_files(tmp_path):
    for path in DATA.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    kept = {row.pk for row in OccupationSkill.objects.all()}
    load_classifications(tmp_path)
    assert {row.pk for row in OccupationSkill.objects.all()} == kept
    lines = (DATA / "habilidades.csv").read_text(encoding="utf-8").splitlines()
    (tmp_path / "habilidades.csv").write_text("\n".join(lines[:-1]) + "\n", encoding="utf-8")
    (tmp_path / "nombres_locales.csv").write_text("text,ciuo,language\nbaleadera,5212,es\n", encoding="utf-8")
    load_classifications(tmp_path)
    assert Skill.objects.get(code=f"ruta:{lines[-1].split(',')[0]}").is_retired
    assert LocalName.objects.count() == 1
