"""What does a curriculum say, and how does it become a file that any reader opens?"""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ruta.base.clock import today
from ruta.cases.selectors import age_on
from ruta.people.enums import ContactSafety, Sex
from ruta.people.models import Person, ReturnEpisode
from ruta.people.selectors import marked_contacts
from ruta.placements.enums import Availability, Shown
from ruta.placements.models import SeekerProfile
from ruta.placements.rules import ProfileDraft
from ruta.placements.selectors.words import Line, ProfileWords, told

SHEET = Path(__file__).parent.parent / "sheets" / "curriculum.typ"


@dataclass(frozen=True, slots=True)
class Block:
    """One part of a curriculum: a heading and its lines."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Curriculum:
    """Who, how to reach them, and what they can do; nothing that the person did not agree to show."""

    name: str
    headline: str
    contact: tuple[str, ...]
    about: str
    blocks: tuple[Block, ...]
    made: str


def curriculum(profile: SeekerProfile, person: Person) -> Curriculum:
    """The same content for page and file. Sex, age and return stand there only if the person asked for it."""
    draft = ProfileDraft.of(profile)
    words = told(draft, says_abroad=Shown.RETURN in draft.shows)  # where somebody worked tells that they came back
    return Curriculum(
        name=person.preferred_name or person.full_name,
        headline=words.occupations[0].title if words.occupations else "",
        contact=tuple(_contact(person, set(draft.shows))),
        about=draft.about,
        blocks=tuple(each for each in _blocks(draft, words) if each.lines),
        made=_("Hecha el %(day)s") % {"day": date_format(today(), "DATE_FORMAT")},
    )


def curriculum_pdf(found: Curriculum) -> bytes:
    """A letter page, tagged: a screen reader finds its headings, and it prints in black on white."""
    import typst

    data = {
        "title": _("Hoja de vida de %(name)s") % {"name": found.name}, "name": found.name, "headline": found.headline,
        "contact": list(found.contact), "about": found.about, "made": found.made,
        "blocks": [{"title": block.title, "lines": [_line(each) for each in block.lines]} for block in found.blocks],
    }  # fmt: skip
    # PDF/UA: tagged for screen readers.
    made: bytes = typst.compile(str(SHEET), sys_inputs={"data": json.dumps(data)}, pdf_standards=["ua-1"], ignore_system_fonts=True)
    return made


def _line(line: Line) -> dict[str, Any]:
    return {"title": line.title, "about": ". ".join(line.about), "note": line.note}


def _blocks(draft: ProfileDraft, words: ProfileWords) -> list[Block]:
    studies = (Line(words.education),) if words.education else ()
    licences = tuple(Line(each) for each in words.licences)
    return [
        Block(_("Experiencia"), tuple(words.occupations)),
        Block(_("Lo que sabe hacer"), tuple(Line(each.title, each.about) for each in words.skills)),
        Block(_("Estudios"), studies),
        Block(_("Idiomas"), tuple(words.languages)),
        Block(_("Licencia de conducir"), licences),
        Block(_("Disponibilidad"), tuple(_availability(draft, words))),
    ]


def _availability(draft: ProfileDraft, words: ProfileWords) -> list[Line]:
    if not draft.availability or draft.availability == Availability.NOT_NOW:
        return []
    since = (_("Desde el %(day)s") % {"day": date_format(draft.available_from, "DATE_FORMAT")},) if draft.available_from else ()
    return [Line(words.availability, (*words.shifts, *since))]


def _contact(person: Person, shows: set[str]) -> list[str]:
    said = _reach(person, shows)
    if Shown.MUNICIPALITY in shows and person.municipality is not None:
        said.append(str(person.municipality.name))
    if Shown.AGE in shows and (years := _age(person.birth_date)) is not None:
        said.append(ngettext("%(years)s año de edad", "%(years)s años de edad", years) % {"years": years})
    if Shown.SEX in shows and person.sex != Sex.UNKNOWN:
        said.append(str(Sex(person.sex).label))
    if Shown.RETURN in shows and ReturnEpisode.objects.filter(person=person).exists():
        said.append(_("Con experiencia de vida en otro país"))
    return said


def _reach(person: Person, shows: set[str]) -> list[str]:
    """Safe numbers and mailboxes only, whatever was asked and however often they were written down."""
    kinds = [kind for shown, kind in ((Shown.PHONE, "phone"), (Shown.EMAIL, "email")) if shown in shows]
    rows = [row for row in marked_contacts(person.pk) if row.kind in kinds and row.safety == ContactSafety.SAFE]
    return [row.value for row in sorted(rows, key=lambda row: (row.kind, not row.is_main, row.pk))]


def _age(born: date | None) -> int | None:
    return age_on(born, today())
