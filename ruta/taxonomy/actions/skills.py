"""How do our own short list of skills and the names that people here give to jobs get into the tables?"""

from collections.abc import Mapping
from pathlib import Path

from django.db.models import Q, QuerySet

from ruta.base import clock
from ruta.base.datafiles import Row, csv_rows, fingerprint, upsert
from ruta.taxonomy.models import Edition, LocalName, OccupationSkill, Skill

OWN = "ruta:"
FILES = ("habilidades.csv", "nombres_locales.csv")
AT_ONCE = 5_000


def load_own(data: Path) -> dict[str, int]:
    """Bring our own skills, their relations and the local names up to date with the files."""
    read = csv_rows(data / FILES[0])
    own = [_skill(row) for row in read]
    rows = {"own_skills": upsert(Skill, own, key="code")}
    Skill.objects.filter(code__startswith=OWN).exclude(code__in=[row["code"] for row in own]).update(is_retired=True)
    rows["own_relations"] = relate(_relations(read), is_own=True)
    rows["local_names"] = _names(data)
    kept = {"edition": "Ruta", "sha256": fingerprint([data]), "rows": rows, "loaded_at": clock.now()}
    Edition.objects.update_or_create(pk="own", defaults=kept)
    return rows


def relate(wanted: Mapping[tuple[str, str], bool], *, is_own: bool) -> int:
    """Make the relations of our list, or those of ESCO, exactly these; the others are left alone."""
    ours = Q(skill__code__startswith=OWN)
    scope = OccupationSkill.objects.filter(ours if is_own else ~ours)
    there = {(code, skill): (pk, essential) for pk, code, skill, essential in _plain(scope)}
    gone = [pk for key, (pk, essential) in there.items() if wanted.get(key) is not essential]
    for begin in range(0, len(gone), AT_ONCE):
        OccupationSkill.objects.filter(pk__in=gone[begin : begin + AT_ONCE]).delete()
    new = (key for key, essential in wanted.items() if key not in there or there[key][1] is not essential)
    OccupationSkill.objects.bulk_create(
        (OccupationSkill(occupation_code=code, skill_id=skill, is_essential=wanted[code, skill]) for code, skill in new), batch_size=AT_ONCE
    )
    return len(wanted)


def _plain(scope: QuerySet[OccupationSkill]) -> list[tuple[int, str, str, bool]]:
    return list(scope.order_by().values_list("pk", "occupation_code", "skill_id", "is_essential"))


def _skill(row: dict[str, str]) -> Row:
    return {
        "code": f"{OWN}{row['slug']}", "kind": row["kind"], "reach": row["reach"], "name_es": row["name_es"], "name_en": row["name_en"],
        "other_names_es": [name.strip() for name in row["other_es"].split(";") if name.strip()], "is_retired": False,
    }  # fmt: skip


def _relations(read: list[dict[str, str]]) -> dict[tuple[str, str], bool]:
    found: dict[tuple[str, str], bool] = {}
    for column, is_essential in (("optional", False), ("essential", True)):
        for row in read:
            found |= {(group, f"{OWN}{row['slug']}"): is_essential for group in row[column].split()}
    return found


def _names(data: Path) -> int:
    wanted = {(row["text"], row["ciuo"]): row["language"] for row in csv_rows(data / FILES[1])}
    there = {(name.text, name.occupation_code): name for name in LocalName.objects.all()}
    LocalName.objects.filter(pk__in=[name.pk for key, name in there.items() if wanted.get(key) != name.language]).delete()
    new = [key for key, language in wanted.items() if key not in there or there[key].language != language]
    LocalName.objects.bulk_create([LocalName(text=text, occupation_code=code, language=wanted[text, code]) for text, code in new])
    return len(wanted)
