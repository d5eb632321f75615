"""Who may read a case and its parts? Its owner, and whoever holds a live grant for the category of the part."""

from django.db import migrations

from ruta.base.schema import Audited, ChildOf, RowSecurity, either_side, mine_or_shared

CATEGORIES = {
    "casestep": "'plan_services'",
    "assessment": "'employability_result'",
    "need": "data_category",
    "personalplan": "'plan_services'",
    "goal": "'plan_services'",
    "planaction": "'plan_services'",
    "followup": "'plan_services'",
}
COPIES = ("person_id", "owner_institution_id")
DELIVERIES = either_side("owner_institution_id", "provider_id") + " OR ruta_shared(person_id, 'plan_services')"
CHILDREN = (*CATEGORIES, "servicedelivery")


class Migration(migrations.Migration):
    """Children carry the owner and the person themselves, kept honest by composite keys."""

    dependencies = [("cases", "0001_initial"), ("people", "0002_security")]
    operations = [
        RowSecurity("cases_case", read=mine_or_shared("'plan_services'")),
        *(RowSecurity(f"cases_{name}", read=mine_or_shared(category)) for name, category in CATEGORIES.items()),
        RowSecurity("cases_servicedelivery", read=DELIVERIES),
        migrations.RunSQL("REVOKE UPDATE, DELETE ON cases_casestep FROM ruta_app", migrations.RunSQL.noop),
        ChildOf("cases_case", "people_person", "person_id"),
        *(ChildOf(f"cases_{name}", "cases_case", "case_id", COPIES) for name in CHILDREN),
        Audited("cases_case"),
        *(Audited(f"cases_{name}") for name in CHILDREN),
    ]
