"""Which employers and vacancies are there for whoever asks?"""

from ruta.employers.selectors.employers import (
    NON_USER_AFTER,
    contacts_of,
    employer_of,
    employer_with_rtn,
    employers,
    link_of,
    places_of,
    sector_names,
)
from ruta.employers.selectors.labels import cause_labels, cause_of, coded_education, section_label
from ruta.employers.selectors.links import LinkHolder, holder_of
from ruta.employers.selectors.offered import municipality_choices, occupation_choices, sector_choices
from ruta.employers.selectors.vacancies import (
    may_confirm,
    public_vacancies,
    public_vacancy,
    published_vacancies,
    steps_of,
    vacancies,
    vacancies_like,
    vacancy_of,
)
from ruta.employers.selectors.warnings import excluding_in, excluding_patterns, texts_of, wage_floor

__all__ = [
    "NON_USER_AFTER",
    "LinkHolder",
    "cause_labels",
    "cause_of",
    "coded_education",
    "contacts_of",
    "employer_of",
    "employer_with_rtn",
    "employers",
    "excluding_in",
    "excluding_patterns",
    "holder_of",
    "link_of",
    "may_confirm",
    "municipality_choices",
    "occupation_choices",
    "places_of",
    "public_vacancies",
    "public_vacancy",
    "published_vacancies",
    "section_label",
    "sector_choices",
    "sector_names",
    "steps_of",
    "texts_of",
    "vacancies",
    "vacancies_like",
    "vacancy_of",
    "wage_floor",
]  # fmt: skip
