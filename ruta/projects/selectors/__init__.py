"""Which projects are in the bank, and what do their codes say?"""

from ruta.projects.selectors.bank import (
    NATIONAL,
    by_need_group,
    by_place,
    by_population,
    document_of,
    found_projects,
    load_of,
    loads,
    project_of,
    projects,
    public_project,
    public_projects,
)
from ruta.projects.selectors.words import institution_choices, need_labels, place_choices, place_names, population_labels, words_of

__all__ = [
    "NATIONAL", "by_need_group", "by_place", "by_population", "document_of", "found_projects", "institution_choices", "load_of", "loads", "need_labels",
    "place_choices", "place_names", "population_labels", "project_of", "projects", "public_project", "public_projects", "words_of",
]  # fmt: skip
