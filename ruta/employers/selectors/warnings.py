"""What should somebody look at before a vacancy goes out: words that shut out, a wage under the minimum?"""

from ruta.employers.models import Vacancy
from ruta.employers.rules import Finding, Floor, Pattern, excluding_words, floor_for
from ruta.taxonomy.selectors import catalogue, items

READ = ("title", "tasks", "requirements", "conditions", "adaptations")


def excluding_patterns() -> list[Pattern]:
    """The patterns of the catalogue in force, with their words for the reader."""
    return [Pattern.of(row.data, why=row.text("help"), instead=row.text("instead")) for row in items("excluding_words")]


def texts_of(vacancy: Vacancy) -> dict[str, str]:
    """Everything of a vacancy that somebody wrote freely."""
    return {name: getattr(vacancy, name) for name in READ}


def excluding_in(texts: dict[str, str]) -> list[Finding]:
    """What shuts somebody out in these texts."""
    return excluding_words(texts, excluding_patterns())


def wage_floor(section: str, size: str) -> Floor | None:
    """The minimum wage for an employer, as the table in force says."""
    table = catalogue("minimum_wages")
    return floor_for(
        {"year": table["year"], "verified": table["verified"]}, [row.data for row in items("minimum_wages")], section=section, size=size
    )
