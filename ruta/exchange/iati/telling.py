"""What does IATI 2.03 say of a published project? The way back of `ruta.projects.imports.iati`; elements stand in the order of the schema."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from lxml import etree

from ruta.base.clock import now, today
from ruta.projects.enums import PURPOSES, Part, State
from ruta.projects.models import Project
from ruta.projects.selectors import place_names
from ruta.taxonomy.selectors import need
from ruta.territory.models import Municipality

VERSION, COUNTRY = "2.03", "HN"
STATUS = {State.PLANNED: "1", State.ACTIVE: "2", State.FINISHED: "4", State.CANCELLED: "5", State.SUSPENDED: "6"}
ROLES = {Part.FUNDING: "1", Part.PARTNER: "2", Part.EXECUTING: "4"}
GOVERNMENT, OTHER = "10", "90"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
OWN_WORDS, DAC = "99", "1"  # a vocabulary of the publisher, and the purposes of OECD DAC
UNSAID, WHOLE_CODE = "99810", 5  # sectors not specified; figures of a purpose
PURPOSE = {need: code for code, need in reversed(PURPOSES.items()) if len(code) == WHOLE_CODE} | {
    "agriculture_support": "31120", "higher_education_access": "11420",
}  # fmt: skip
LONGEST_YEAR = timedelta(days=365)
NONE: Mapping[str, str] = {}
Made = Any


def activities(rows: Iterable[Project]) -> bytes:
    """The whole file. A project without a first day is not told: the rules of IATI ask for one."""
    found = [row for row in rows if row.begins]
    names = place_names({code for row in found for code in row.places})
    root = etree.Element(
        "iati-activities", {"version": VERSION, "generated-datetime": now().isoformat(timespec="seconds"), LANG: "es"},
    )  # fmt: skip
    for row in found:
        root.append(_activity(row, names))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _activity(row: Project, names: dict[str, str]) -> Made:
    made = etree.Element("iati-activity", {"default-currency": row.currency, "humanitarian": "0", LANG: "es", **_checked(row)})
    reporter = _ref(row)
    _text(made, "iati-identifier", f"{reporter}-{row.ref or row.pk}".replace(" ", "-").replace("/", "-"))
    _said(_add(made, "reporting-org", ref=reporter, type=GOVERNMENT), row.institution.name)
    _said(_add(made, "title"), row.name)
    _said(_add(made, "description", type="1"), row.summary or row.name)
    for part, name, ref in _taking_part(row):
        known = {"ref": ref, "type": GOVERNMENT} if ref else {"type": OTHER}
        _said(_add(made, "participating-org", known, role=ROLES[part]), name)
    _add(made, "activity-status", code=STATUS[State(row.state)])
    for kind, day in _days(row):
        _add(made, "activity-date", {"iso-date": day.isoformat()}, type=kind)
    _add(made, "activity-scope", code="4" if not row.places else "6")
    _add(made, "recipient-country", code=COUNTRY, percentage="100")
    for code in row.places:
        _place(made, names.get(code, code), code)
    for code, share in _purposes(row.needs):
        _add(made, "sector", code=code, vocabulary=DAC, percentage=share)
    for code, share in _shares(row.needs):
        _said(_add(made, "sector", code=code, vocabulary=OWN_WORDS, percentage=share), need(code).label())
    for begins, ends, amount in _budgets(row):
        _budget(made, begins, ends, amount, row.currency)
    _papers_and_results(made, row)
    return made


def _papers_and_results(made: Made, row: Project) -> None:
    """A result without an indicator is no result to IATI: it gets the one that it is itself."""
    for document in row.documents.all():
        _document(made, document.url, document.title)
    for result in row.results.all():
        told = _add(made, "result", type="1")
        _said(_add(told, "title"), result.title)
        _said(_add(_add(told, "indicator", measure="1"), "title"), result.title)


def _checked(row: Project) -> dict[str, str]:
    return {"last-updated-datetime": f"{row.verified_on.isoformat()}T00:00:00Z"} if row.verified_on else {}


def _ref(row: Project) -> str:
    return f"{COUNTRY}-RUTA-{row.institution.code}".replace(" ", "-")


def _taking_part(row: Project) -> Iterator[tuple[Part, str, str]]:
    """Who takes part; the keeper executes where nobody else is said to."""
    told = [(Part(each.part), each.name, "") for each in row.participants.all()]
    if not any(part == Part.EXECUTING for part, _name, _code in told):
        yield Part.EXECUTING, row.institution.name, _ref(row)
    yield from told


def _days(row: Project) -> Iterator[tuple[str, date]]:
    """A day that has come is actual, one ahead is planned."""
    for day, planned, actual in ((row.begins, "1", "2"), (row.ends, "3", "4")):
        if day:
            yield (actual if day <= today() and (actual == "2" or row.state == State.FINISHED) else planned), day


def _shares(codes: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Hundredths that add up to a hundred."""
    for place, code in enumerate(codes):
        begins, ends = (round(10_000 * each / len(codes)) for each in (place, place + 1))
        yield code, f"{(ends - begins) / 100:g}"


def _purposes(codes: Sequence[str]) -> list[tuple[str, str]]:
    """The same by the purposes of the committee, which every reader knows; a need that none answers is not specified."""
    counts = Counter(PURPOSE.get(code, UNSAID) for code in codes or [""])
    shared = _shares([code for code in counts for _each in range(counts[code])])
    sums: Counter[str] = Counter()
    for code, share in shared:
        sums[code] += round(100 * float(share))
    return [(code, f"{n / 100:g}") for code, n in sums.items()]


def _budgets(row: Project) -> Iterator[tuple[date, date, int]]:
    """No period longer than a year: what is told as one sum is parted by days, and adds up to it."""
    if not row.budget or not row.begins or not row.ends:
        return
    days, begins, given = (row.ends - row.begins).days + 1, row.begins, 0
    while begins <= row.ends:
        ends = min(begins + LONGEST_YEAR - timedelta(days=1), row.ends)
        until = round(row.budget * ((ends - row.begins).days + 1) / days)
        yield begins, ends, until - given
        begins, given = ends + timedelta(days=1), until


def _budget(made: Made, begins: date, ends: date, amount: int, currency: str) -> None:
    told = _add(made, "budget", type="1", status="1")
    _add(told, "period-start", {"iso-date": begins.isoformat()})
    _add(told, "period-end", {"iso-date": ends.isoformat()})
    _text(told, "value", str(amount), {"currency": currency, "value-date": begins.isoformat()})


def _place(made: Made, name: str, code: str) -> None:
    told = _add(made, "location", ref=code)
    _said(_add(told, "name"), name)
    point = _point(code)
    if point:
        _text(_add(told, "point", srsName="http://www.opengis.net/def/crs/EPSG/0/4326"), "pos", f"{point[0]} {point[1]}")


def _point(code: str) -> tuple[float, float] | None:
    row = Municipality.objects.filter(pk=code).first() if len(code) > 2 else None
    return (row.latitude, row.longitude) if row and row.latitude is not None and row.longitude is not None else None


def _document(made: Made, url: str, title: str) -> None:
    told = _add(made, "document-link", url=url, format="text/html")
    _said(_add(told, "title"), title)
    _add(told, "category", code="A12")


def _add(parent: Made, name: str, attributes: Mapping[str, str] = NONE, **more: str) -> Made:
    return etree.SubElement(parent, name, {**attributes, **more})


def _text(parent: Made, name: str, text: str, attributes: dict[str, str] | None = None) -> None:
    etree.SubElement(parent, name, attributes or {}).text = text


def _said(parent: Made, text: str) -> None:
    _text(parent, "narrative", text)
