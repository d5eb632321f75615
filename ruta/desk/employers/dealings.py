"""What else is shown of an employer: its chambers, what it expects, who visited it, its fairs?"""

from typing import Any

from ruta.desk.employers.lists import segment_names
from ruta.desk.gate import DeskRequest
from ruta.employers.models import Employer
from ruta.employers.policies import can_prospect
from ruta.employers.selectors import chambers_of, expectations_of, fairs_of, visits_of

SHOWN = 6


def dealings(request: DeskRequest, row: Employer) -> dict[str, Any]:
    """The newest of each."""
    return {
        "members": list(chambers_of(row)), "expectations": list(expectations_of(row)[:SHOWN]), "visits": list(visits_of(row)[:SHOWN]),
        "fairs": list(fairs_of(row)[:SHOWN]), "may_prospect": can_prospect(request.actor), "segment": dict(segment_names()).get(row.segment, ""),
    }  # fmt: skip
