"""How do the data files become institutions, offices and services?

Rows that somebody changed in the product (`is_reference` off) are left alone; services that left the files are closed.
"""

from pathlib import Path

from django.db import transaction

from ruta.base.datafiles import Row, upsert, yaml_items
from ruta.directory.actions.indexing import describe_all
from ruta.directory.models import Institution, Office, Service
from ruta.taxonomy.selectors import item, service_types

DATA = Path(__file__).parent.parent / "data"
NATIONAL = "national"
Place = tuple[int, int | None, str]  # institution, office, service type


@transaction.atomic
def load_directory(data: Path = DATA) -> dict[str, int]:
    """Bring institutions, offices and services up to date with the files; says how many rows each has."""
    loaded = {
        "institutions": _load_institutions(yaml_items(data / "institutions.yaml")),
        "offices": _load_offices(yaml_items(data / "offices.yaml")),
        "services": _load_services(yaml_items(data / "services.yaml")),
    }
    describe_all()
    return loaded


def _load_institutions(rows: list[Row]) -> int:
    edited = set(Institution.objects.filter(is_reference=False).values_list("code", flat=True))
    kept = [row for row in rows if row["code"] not in edited]
    upsert(Institution, [_institution(row) for row in kept], key="code")
    ids = dict(Institution.objects.values_list("code", "id"))
    children = [Institution(pk=ids[row["code"]], parent_id=ids[row["parent"]]) for row in kept if "parent" in row]
    Institution.objects.bulk_update(children, ["parent"])
    return len(rows)


def _institution(row: Row) -> Row:
    kind = row.get("provider_kind", "")
    return _listed(row) | {
        "provider_kind": item("provider_kinds", kind).code if kind else "",
        "is_driving_team": row.get("driving_team", False),
        "origin": row["origin"],
    }


def _load_offices(rows: list[Row]) -> int:
    edited = set(Office.objects.filter(is_reference=False).values_list("code", flat=True))
    ids = dict(Institution.objects.values_list("code", "id"))
    upsert(Office, [_office(row, ids) for row in rows if row["code"] not in edited], key="code")
    return len(rows)


def _office(row: Row, ids: dict[str, int]) -> Row:
    return _listed(row) | {
        "institution_id": ids[row["institution"]],
        "kind": item("office_kinds", row["kind"]).code,
        "municipality_id": row["municipality"],
        "address": row.get("address", ""),
        "phone": row.get("phone", ""),
    }


def _listed(row: Row) -> Row:
    return {
        "code": row["code"],
        "name": row["name"],
        "short_name": row["short_name"],
        "is_verified": row.get("verified", False),
        "is_active": row.get("active", True),
        "source": row["source"],
        "doubt": row.get("doubt", ""),
        "is_reference": True,
    }


def _load_services(rows: list[Row]) -> int:
    wanted = {place for row in rows for place in _places(row)}
    known = {(each.institution_id, each.office_id, each.service_type): each for each in Service.objects.all()}
    Service.objects.bulk_create(
        Service(institution_id=owner, office_id=office, service_type=kind, is_reference=True)
        for owner, office, kind in sorted(wanted - known.keys(), key=str)
    )
    listed = {place: each for place, each in known.items() if each.is_reference}
    _switch([each.pk for place, each in listed.items() if place in wanted and not each.is_active], is_active=True)
    _switch([each.pk for place, each in listed.items() if place not in wanted and each.is_active], is_active=False)
    return len(wanted)


def _switch(ids: list[int], *, is_active: bool) -> None:
    if ids:
        Service.objects.filter(pk__in=ids).update(is_active=is_active)


def _places(row: Row) -> set[Place]:
    owner = Institution.objects.get(code=row["institution"])
    offices = [None] if row["at"] == NATIONAL else _offices_at(owner, row["at"])
    return {(owner.pk, office, kind) for office in offices for kind in _kinds(owner, row)}


def _offices_at(owner: Institution, at: str | list[str]) -> list[int]:
    offices = Office.objects.filter(institution=owner, is_active=True)
    named = offices.filter(kind=at.removeprefix("kind:")) if isinstance(at, str) else offices.filter(code__in=at)
    found = list(named.values_list("pk", flat=True))
    if not found or (isinstance(at, list) and len(found) != len(at)):
        message = f"services.yaml: {owner.code} has no active office at {at}"
        raise ValueError(message)
    return found


def _kinds(owner: Institution, row: Row) -> list[str]:
    offered = {each.code for each in service_types(referable=True, provider_kind=owner.provider_kind)}
    named = offered - set(row.get("except", ())) if row["services"] == "all" else set(row["services"])
    if foreign := named - offered:
        message = f"services.yaml: {owner.code} ({owner.provider_kind}) cannot offer {sorted(foreign)}"
        raise ValueError(message)
    return sorted(named)
