"""Which registers are there, and by which schema is each written and read? Said to anybody, for it tells of nobody."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from ruta.base.errors import NotFound
from ruta.exchange.govstack.schemas import REGISTER, VERSION, Brought

NUMBER, GROUP = 1, 1
Told = dict[str, Any]
router = Router(tags=["GovStack Digital Registries 1.3"])


class Databases(Schema):
    """A group of registers."""

    id: int
    name: str
    code: str
    databases: list[Told]


@router.get("/databases", response=Databases, url_name="govstack-databases")
def databases(request: HttpRequest) -> Told:
    """The registers."""
    del request
    return {"id": GROUP, "name": "Ruta", "code": "RUTA", "databases": [_register()]}


@router.get("/database/{number}", response=dict[str, Any], url_name="govstack-database")
def database(request: HttpRequest, number: int) -> Told:
    """One of them, with the JSON Schema of what is written; registers are made and changed by releases, not by calls."""
    del request
    if number != NUMBER:
        raise NotFound("There is no such register.")
    return _register()


def _register() -> Told:
    return {
        "id": NUMBER, "version": VERSION, "name": REGISTER, "code": REGISTER, "institution": "Ruta", "schema": Brought.model_json_schema(),
        "description": "Persons, as far as agreement, purpose and permission of each person let out or in.",
        "is_draft": False, "is_disabled": False, "is_archived": False,
    }  # fmt: skip
