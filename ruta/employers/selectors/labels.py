"""In which words are the codes of a vacancy shown?"""

from collections.abc import Sequence

from ruta.taxonomy.models import EducationLevel, Sector
from ruta.taxonomy.selectors import Item, items

CAUSES = "noncoverage_causes"


def section_label(code: str) -> str:
    """The name of a section of CIIU."""
    section = Sector.objects.filter(pk=code).first() if code else None
    return section.name_es if section else ""


def coded_education(code: str) -> str:
    """The name of a level of schooling."""
    level = EducationLevel.objects.filter(pk=code).first() if code else None
    return str(level) if level else ""


def cause_of(code: str) -> Item | None:
    """One cause of non-coverage, while the catalogue offers it."""
    return next((row for row in items(CAUSES) if row.code == code), None)


def causes_an_employer_tells() -> list[tuple[str, str]]:
    """Code and name of the causes that an employer is asked about behind its link; first those that leave nothing unfilled."""
    offered = [row for row in items(CAUSES) if row.get("employer_tells", True)]
    return [(row.code, row.label()) for row in sorted(offered, key=lambda row: bool(row.get("counts_as_unfilled", True)))]


def cause_labels(codes: Sequence[str]) -> list[str]:
    """The names of some causes, in their order."""
    words = {row.code: row.label() for row in items(CAUSES)}
    return [words.get(code, code) for code in codes]
