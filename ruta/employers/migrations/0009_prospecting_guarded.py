"""Who reads chambers, expectations, seasons and visits? The institution that keeps them."""

from django.db import migrations

from ruta.base.schema import MINE, Audited, ChildOf, RowSecurity

PARENTS = {
    "chambercontact": {"chamber": "chamber_id"},
    "chambermember": {"chamber": "chamber_id", "employer": "employer_id"},
    "expectation": {"employer": "employer_id"},
    "visit": {"employer": "employer_id"},
}
ERASED = {"chambercontact", "chambermember", "season"}


class Migration(migrations.Migration):
    """Default deny; what an employer expects is written once and stays."""

    dependencies = [("employers", "0008_chambers_visits_and_fairs")]
    operations = [
        *(
            RowSecurity(f"employers_{name}", read=MINE, update="" if name == "expectation" else MINE, delete=MINE if name in ERASED else "")
            for name in ("chamber", "season", *PARENTS)
        ),
        *(ChildOf(f"employers_{name}", f"employers_{parent}", key) for name, keys in PARENTS.items() for parent, key in keys.items()),
        *(Audited(f"employers_{name}") for name in ("chamber", "season", *PARENTS)),
    ]
