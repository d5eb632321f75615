"""In which form does GovStack Digital Registries 1.3 ask, and what does a system write? The register of persons, version 1.0."""

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Path, Schema
from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_pascal

from ruta.people.enums import DismissReason

REGISTER, VERSION = "personas", "1.0"
UNKNOWN = f"The register is {REGISTER}, version {VERSION}."
NOBODY = {"detail": "no record found"}
Told = dict[str, Any]
Name = Annotated[str, Path(max_length=60, description=f"The register: {REGISTER}")]
Version = Annotated[str, Path(max_length=20, description=f"The version of its schema: {VERSION}")]
Document = Annotated[
    str, Field(min_length=1, max_length=60, description="Kind and number, such as PASSPORT:C123456; of a DNI the number alone")
]
Words = Annotated[str, Field(max_length=120)]
HOW = ("paper_scan", "fingerprint_witness", "verbal_witness", "phone_recorded")
"""Ways to say yes that leave their proof where the person said it: no signature travels."""
MOST = 5


class Sought(Schema):
    """Whom one looks for: a document, with its kind before it where it is no DNI (`PASSPORT:C123456`)."""

    ID: Document


class Inner(Schema):
    """Around the content, as the standard has it."""

    content: Sought


class Asked(Schema):
    """A question."""

    query: Inner


class Content(Schema):
    """A record."""

    content: Told


class Nobody(Schema):
    """No record that this system may read."""

    detail: str


class Verdict(Schema):
    """Whether there is one."""

    status: bool
    message: str


class Exists(Schema):
    """The answer to `exists`."""

    answer: Verdict


class Listed(Schema):
    """A part of the list."""

    count: int
    next: str = ""
    results: list[Told]


class Named(Schema):
    """Members are named as `read` names them, and no other is taken."""

    model_config = ConfigDict(alias_generator=to_pascal, populate_by_name=True, extra="forbid")


class Place(Schema):
    """Where the person lives, no nearer."""

    model_config = ConfigDict(extra="forbid")
    municipality_code: Annotated[str, Field(pattern=r"^\d{4}$")]


class Permission(Named):
    """What the person said after the notice was read."""

    method: Literal[HOW]  # type: ignore[valid-type] # a tuple of texts
    notice_version: Annotated[
        str, Field(max_length=40, description="`version` of the policy that was read: /consent/service/policy/{purpose}/")
    ]
    witness_name: Words = ""


class NotTheSame(Named):
    """Somebody alike was looked at and is another."""

    uuid: Annotated[str, Field(alias="uuid", max_length=36)]
    reason: Literal[tuple(DismissReason.values)]  # type: ignore[valid-type]


class Facts(Named):
    """What may be written; what is absent stays as it is."""

    first_name: Words | None = None
    last_name: Words | None = None
    sex: Literal["female", "male", "unknown"] | None = None
    birth_date: date | None = None
    nationality: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None
    address: Place | None = None
    education_level: Annotated[str, Field(max_length=60)] | None = None
    languages: Annotated[list[Annotated[str, Field(max_length=10)]], Field(max_length=MOST)] | None = None


class Changed(Facts):
    """What may be changed; `ID` only says again whose record it is."""

    document: Annotated[Document | None, Field(alias="ID")] = None


class Brought(Facts):
    """A registration."""

    document: Annotated[Document, Field(alias="ID")]
    first_name: Annotated[str, Field(min_length=1, max_length=120)]
    birth_date: date
    phone_number: Annotated[list[Words], Field(max_length=MOST, description="Where the person said that it is safe to call")] = []
    email: Annotated[list[Words], Field(max_length=MOST)] = []
    consent: Permission
    office: Annotated[str, Field(max_length=40, description="Code of an office of the institution; without it its first one")] = ""
    not_the_same: Annotated[list[NotTheSame], Field(max_length=20)] = []


class BroughtInner(Schema):
    """Around the content."""

    content: Brought


class ChangedInner(Schema):
    """Around the content."""

    content: Changed


class Create(Schema):
    """Register."""

    write: BroughtInner


class Update(Schema):
    """Change the record of a document."""

    query: Inner
    write: ChangedInner


class UpdateOrCreate(Schema):
    """Change the record of a document, or register."""

    query: Inner
    write: BroughtInner
