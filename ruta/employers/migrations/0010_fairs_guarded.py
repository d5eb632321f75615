"""Who reads a fair? Everybody once it is announced; who came and what was said, its institution; an employer behind its link its own part."""

from django.db import migrations

from ruta.base.schema import MINE, Audited, ChildOf, Movable, RowSecurity

LINK = "nullif(current_setting('ruta.employer', true), '')::bigint"
PUBLIC = "state IN ('announced', 'held', 'cancelled')"
ITS_OWN = f"(employer_id = {LINK} AND side = 'employer')"
TABLES = ("fair", "fairemployer", "fairattendance", "fairinterview", "fairanswer")
PARENTS = {
    "fairemployer": {"fair": "fair_id", "employer": "employer_id"},
    "fairattendance": {"fair": "fair_id"},
    "fairinterview": {"fair": "fair_id", "fairemployer": "participant_id", "fairattendance": "attendance_id"},
    "fairanswer": {"fair": "fair_id"},
}


class Migration(migrations.Migration):
    """Default deny; an opinion is written once and stays."""

    dependencies = [("employers", "0009_prospecting_guarded"), ("people", "0002_security")]
    operations = [
        RowSecurity("employers_fair", read=f"{MINE} OR {PUBLIC}"),
        RowSecurity("employers_fairemployer", read=f"{MINE} OR employer_id = {LINK}", update=f"{MINE} OR employer_id = {LINK}"),
        RowSecurity("employers_fairattendance", read=MINE),
        RowSecurity("employers_fairinterview", read=MINE),
        RowSecurity("employers_fairanswer", read=f"{MINE} OR {ITS_OWN}", insert=f"{MINE} OR {ITS_OWN}", update=""),
        *(ChildOf(f"employers_{name}", f"employers_{parent}", key) for name, keys in PARENTS.items() for parent, key in keys.items()),
        ChildOf("employers_fairattendance", "people_person", "person_id"),
        Movable("employers_fairattendance", refuses=True),
        *(Audited(f"employers_{name}") for name in TABLES),
    ]
