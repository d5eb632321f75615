"""Is a vacancy valid by the vocabulary of schema.org: does each property belong to its type, and each value to its property?"""

import json
import os
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from ruta.employers.tests.conftest import broker, employer, moderator, office, publish_one, stranger, terms  # noqa: F401
from ruta.exchange.tests.test_open import got

pytestmark = pytest.mark.django_db
HERE = "schema:"
ASKED = {"title", "description", "datePosted", "hiringOrganization", "jobLocation", "validThrough", "url", "identifier", "employmentType"}
"""What search engines ask for, and what makes it found."""


class Vocabulary:
    """The classes and properties of a release of schema.org, as its own file says them."""

    def __init__(self, path: Path) -> None:
        rows = {row["@id"]: row for row in json.loads(path.read_text(encoding="utf8"))["@graph"]}
        self.above = {name: self._named(row, "rdfs:subClassOf") for name, row in rows.items()}
        self.belongs = {name: self._named(row, "schema:domainIncludes") for name, row in rows.items()}
        self.takes = {name: self._named(row, "schema:rangeIncludes") for name, row in rows.items() if row["@type"] == "rdf:Property"}

    @staticmethod
    def _named(row: dict[str, Any], name: str) -> set[str]:
        found = row.get(name, [])
        return {each["@id"] for each in (found if isinstance(found, list) else [found])}

    def kinds(self, name: str) -> set[str]:
        """A class and all above it."""
        return {name}.union(*(self.kinds(each) for each in self.above.get(name, set())))

    def faults(self, told: dict[str, Any], path: str = "") -> Iterator[str]:
        """What does not fit, with where it stands."""
        own = self.kinds(HERE + told["@type"])
        for name, value in told.items():
            if name.startswith("@"):
                continue
            if HERE + name not in self.takes:
                yield f"{path}/{name}: no property"
            elif not own & self.belongs[HERE + name]:
                yield f"{path}/{name}: not of {told['@type']}"
            else:
                for each in value if isinstance(value, list) else [value]:
                    yield from self._of_value(name, each, f"{path}/{name}")

    def _of_value(self, name: str, value: Any, path: str) -> Iterator[str]:
        takes = self.takes[HERE + name]
        if isinstance(value, dict):
            if not self.kinds(HERE + value["@type"]) & takes:
                yield f"{path}: a {value['@type']} is none of {sorted(takes)}"
            yield from self.faults(value, path)
        elif not self._simple(value) & takes:
            yield f"{path}: {value!r} is none of {sorted(takes)}"

    def _simple(self, value: Any) -> set[str]:
        if isinstance(value, bool):
            return {"schema:Boolean"}
        if isinstance(value, int | float):
            return {"schema:Number", "schema:Integer", "schema:Float"}
        found = {"schema:Text", *(["schema:URL"] if value.startswith(("https://", "http://")) else [])}
        for kind, read in (("schema:Date", date.fromisoformat), ("schema:DateTime", datetime.fromisoformat)):
            try:
                read(value)
            except ValueError:
                continue
            found.add(kind)
        return found


@pytest.fixture(scope="module")
def vocabulary():
    named = os.environ.get("RUTA_SCHEMA_ORG", "")
    if not named:
        pytest.skip("RUTA_SCHEMA_ORG names no file")
    return Vocabulary(Path(named))


def test_each_posting_of_the_feed_is_valid(vocabulary, client, publish_one):  # noqa: F811
    publish_one()
    items = got(client, "/vacancies", limit=20)["items"]
    assert items
    for posting in items:
        assert list(vocabulary.faults(posting)) == []
        assert posting.keys() >= ASKED


@pytest.mark.parametrize(
    "wrong", [{"colour": "red"}, {"datePosted": "ayer"}, {"jobLocation": {"@type": "PostalAddress"}}, {"streetAddress": "x"}]
)
def test_the_vocabulary_finds_what_is_wrong(vocabulary, wrong):
    assert list(vocabulary.faults({"@type": "JobPosting"} | wrong))
