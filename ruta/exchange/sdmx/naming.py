"""What is an observation, by which codes are its dimensions said, and by which of them is each indicator taken apart?"""

from collections.abc import Mapping
from dataclasses import dataclass

from ruta.insights.definitions import indicator
from ruta.insights.enums import AgeGroup, Dimension

ALL, UNKNOWN, COUNTRY = "_T", "_U", "HN"
SEX = {"woman": "F", "man": "M"}
AGE = {
    str(AgeGroup.CHILD): "Y0T11", str(AgeGroup.TEEN): "Y12T17", str(AgeGroup.YOUNG): "Y18T24", str(AgeGroup.TWENTIES): "Y25T29",
    str(AgeGroup.THIRTIES): "Y30T44", str(AgeGroup.FORTIES): "Y45T59", str(AgeGroup.OLDER): "Y_GE60",
}  # fmt: skip
COUNTS, SHARES = ("I01", "I03"), ("I14", "I42", "I46", "I52", "I55", "I57")
"""The published ones: those of children, of protection and of one officer are not among them."""
HIRES, OPENINGS = "PLACEMENTS", "OPENINGS"
WORK: Mapping[str, tuple[str, str, tuple[tuple[str, ...], ...]]] = {
    HIRES: ("Contrataciones confirmadas", "Confirmed hires", (("AREA", "SECTOR"), ("SECTOR", "SEX"), ("SEX", "AGE"))),
    OPENINGS: ("Plazas publicadas", "Openings published", (("AREA", "SECTOR"),)),
}
"""What has a sector, and by which pairs it is told. The pairs make a chain, no ring: each set of such tables that agree is some register's,
so that nobody learns more from knowing that the same persons stand behind all of them."""
EVERY = (*COUNTS, *SHARES, *WORK)


@dataclass(frozen=True, slots=True)
class Observation:
    """One value that may be read, by its dimensions."""

    indicator: str
    period: str
    value: float
    area: str = COUNTRY
    sex: str = ALL
    age: str = ALL
    sector: str = ALL


def taken_apart(code: str) -> list[str]:
    """By which dimensions an indicator is told, one at a time and in pairs; by any other it stays whole."""
    if code in WORK:
        pairs = WORK[code][2]
        return [*dict.fromkeys(name for pair in pairs for name in pair), *("*".join(pair) for pair in pairs)]
    if code in COUNTS:
        return ["AREA", "SEX", "AGE", "AREA*SEX", "AREA*AGE", "SEX*AGE"]
    found = indicator(code)
    apart = {Dimension.SEX: "SEX", Dimension.AGE: "AGE"}
    return [told for dimension, told in apart.items() if found and dimension in found.apart]
