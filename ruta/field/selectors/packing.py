"""What does somebody take along for days without network? Only what the desk would show them, and only the chosen cases."""

from collections.abc import Iterable
from typing import Any

from ruta.agenda.enums import AppointmentState
from ruta.agenda.selectors import appointments_of_office
from ruta.base.clock import HONDURAS, today
from ruta.base.context import Actor
from ruta.cases.models import Case
from ruta.cases.policies import sees
from ruta.cases.selectors import CaseRows, may_apply, rows_of, unasked_before
from ruta.cases.selectors.labels import STATES, coded, worded
from ruta.field.rules import plain
from ruta.field.selectors.index import index_of
from ruta.field.selectors.offers import offers_at_the_door
from ruta.people.models import Identifier
from ruta.people.selectors import live_consents, marked_contacts
from ruta.taxonomy.selectors import Item, choices, instruments, items, needs, populations, service_types

CHUNK = 5  # cases in one part: a part that the line cuts is asked again whole
DAYS = 7
RECENT = 5
MOST_CASES = 200
CASE_EVENTS = {"case_intake", "plan_review"}
LANGUAGE_FIELDS = ("label_en", "text_en", "help_en", "intro_en", "min_label_en", "max_label_en")


def shared_parts(actor: Actor) -> dict[str, Any]:
    """The parts that are not about one case, by name."""
    return {
        "agenda": agenda(actor),
        "catalogues": catalogues(),
        "instruments": questionnaires(actor),
        "offers": offers(actor),
        "index": _index(actor),
    }


def agenda(actor: Actor) -> list[dict[str, Any]]:
    """Who is expected at the office from today on."""
    rows = appointments_of_office(actor, today(), DAYS).filter(state=AppointmentState.BOOKED)
    return [
        {
            "at": one.starts_at.isoformat(),
            "who": one.person.full_name if one.person else "",
            "person": one.person_id,
            "subject": one.subject,
            "place": one.place,
        }
        for one in rows
    ]


def catalogues() -> dict[str, Any]:
    """What the screens of the field choose from."""
    services = [{"code": each.code, "label": each.label()} for each in service_types() if not each.sensitive]
    templates = [_template(row.data) for row in items("plan_templates")]
    return {
        "needs": [{"code": each.code, "label": each.label()} for each in needs() if each.sensitivity != "strict"],
        "services": services,
        "outcomes": [{"code": code, "label": label} for code, label in choices("service_outcomes")],
        "templates": templates,
        "populations": {row.code: row.get("default_population", "returned_persons") for row in items("modalities")},
        "asks_before_plan": [
            each.code for each in populations() if any("plan_activation" in rule.required_before for rule in each.instruments.values())
        ],
    }


def _told(row: Any, name: str) -> str:
    """A text in the language in which the pack is asked for."""
    return Item("", row).text(name)


def _template(row: Any) -> dict[str, Any]:
    """A plan on paper, with days instead of dates."""
    return {
        "code": row["code"], "label": _told(row, "label"),
        "goals": [
            {
                "label": _told(goal, "label"), "days": int(goal["due_days"]),
                "actions": [
                    {
                        "label": _told(step, "label"), "days": int(step["due_days"]), "kind": step["kind"], "who": step["who"],
                        "service_type": step.get("service_type", ""),
                    } for step in goal["actions"]
                ],
            } for goal in row["goals"]
        ],
    }  # fmt: skip


def questionnaires(actor: Actor) -> list[dict[str, Any]]:
    """The instruments of a case that this role may apply, as questions; scores and readings stay in the register."""
    mine = [
        each for each in instruments() if CASE_EVENTS & set(each.content.get("applies_to", {}).get("events", ())) and may_apply(actor, each)
    ]
    return [
        _questionnaire(each.plain() | {"version": each.version})
        for each in sorted(mine, key=lambda each: (each.code != "employability_profile", each.code))
    ]


def _questionnaire(content: dict[str, Any]) -> dict[str, Any]:
    sets = content.get("option_sets", {})
    return {
        "code": content["code"], "version": content["version"], "label": _told(content, "label"), "opening": _told(content, "opening"),
        "minutes": content.get("minutes"), "populations": content.get("applies_to", {}).get("populations", []), "hides": _hides(content["code"]),
        "when": content.get("applies_to", {}).get("when", ""),
        "sections": [
            {
                "label": _told(section, "label"), "intro": _told(section, "intro"), "if": section.get("visible_if", ""),
                "questions": [_question(each, sets) for each in section["questions"]],
            } for section in content["sections"]
        ],
    }  # fmt: skip


def _hides(code: str) -> dict[str, list[str]]:
    """Which questions each population is not asked, as at the desk."""
    rules = {each.code: each.instruments.get(code) for each in populations()}
    return {name: list(rule.hidden) for name, rule in rules.items() if rule and rule.hidden}


def _question(each: dict[str, Any], sets: dict[str, Any]) -> dict[str, Any]:
    options = each.get("options") or sets.get(each.get("options_from", ""), [])
    told = {
        "code": each["code"], "type": each["type"], "text": _told(each, "text"), "help": _told(each, "help"), "required": bool(each.get("required")),
        "if": each.get("visible_if", ""), "required_if": each.get("required_if", ""),
        "options": [{"code": row["code"], "label": _told(row, "label"), "alone": bool(row.get("exclusive"))} for row in options],
        "rows": [{"code": row["code"], "label": _told(row, "label")} for row in each.get("rows", [])],
        "scale": _scale(each.get("scale") or {}),
        "number": each.get("number") or {}, "max_length": each.get("max_length"),
    }  # fmt: skip
    return {name: value for name, value in told.items() if value not in ("", None, [], {}, False)}


def _scale(scale: dict[str, Any]) -> dict[str, Any]:
    """Its ends with their names, under the names that the device reads."""
    named = {f"{end}_label_es": _told(scale, f"{end}_label") for end in ("min", "max") if scale}
    return {name: value for name, value in (scale | named).items() if name not in LANGUAGE_FIELDS}


def offers(actor: Actor) -> list[dict[str, Any]]:
    """What a person may allow at once, with the words that are read aloud and the hash of the text."""
    return [
        {
            "grantee": offer.institution.pk, "to": offer.institution.short_name, "purpose": offer.purpose, "purpose_label": offer.purpose_label,
            "data": offer.data_label, "text": offer.notice.text, "translation": offer.notice.translation, "notice": offer.notice.sha256, "version": offer.notice.version,
            "required": offer.is_required, "own": offer.is_own,
        }
        for offer in offers_at_the_door(actor)
    ]  # fmt: skip


def _index(actor: Actor) -> dict[str, Any]:
    found = index_of(actor)
    return {"salt": found.salt, "hashes": found.hashes, "persons": found.persons}


def candidates(actor: Actor) -> list[dict[str, Any]]:
    """Cases that may be taken along: those of the actor, and of whoever is expected at the office these days, which come first."""
    expected = {one.person_id: one.starts_at for one in appointments_of_office(actor, today(), DAYS) if one.person_id}
    open_here = Case.objects.filter(owner_institution_id=actor.institution_id, closed_at=None).select_related("person")
    mine = list(open_here.filter(officer_id=actor.user_id).order_by("-last_activity_at", "-pk")[:MOST_CASES])
    due = list(open_here.filter(person__in=expected, office=actor.office_id).order_by("pk")[:MOST_CASES])
    every = {case.pk: case for case in [*due, *mine]}
    return [
        {
            "id": case.pk, "number": case.number, "name": case.person.full_name, "state": coded_state(case),
            "expected": plain_time(expected.get(case.person_id)),
        } for case in every.values()
    ][:MOST_CASES]  # fmt: skip


def plain_time(moment: Any) -> str:
    """When, or nothing."""
    return moment.isoformat() if moment else ""


def coded_state(case: Case) -> str:
    """The state in words."""
    return worded(STATES, case.state)


def packed_cases(actor: Actor, ids: Iterable[int]) -> list[dict[str, Any]]:
    """The chosen cases of the own institution, as far as the desk would show them."""
    chosen = Case.objects.filter(pk__in=list(ids)[:CHUNK], owner_institution_id=actor.institution_id, closed_at=None)
    return [_case(actor, rows_of(actor, case)) for case in chosen.select_related("office__institution", "owner_institution").order_by("pk")]


def _case(actor: Actor, rows: CaseRows) -> dict[str, Any]:
    case, plan = rows.case, rows.open_plan
    return {
        "id": case.pk, "number": case.number, "state": case.state, "state_label": coded_state(case), "population": case.population,
        "modality": case.modality, "person": _person(rows),
        "needs": [_need(each) for each in rows.needs if each.state in ("open", "in_progress") and sees(actor, each)],
        "plan": {"id": plan.pk, "title": plan.title, "steps": _steps(rows)} if plan else None,
        "plan_waits": "plan_activation" in unasked_before(case, rows.person),
        "allowed": _allowed(case.person_id),
        "assessed": [{"instrument": each.instrument, "on": plain(each.assessed_at.astimezone(HONDURAS).date())} for each in rows.assessments if each.state == "done"][:RECENT],
        "deliveries": [
            {"label": coded("service_types", each.service_type), "on": plain(each.delivered_on)}
            for each in rows.deliveries if rows.shows(each.data_category)
        ][:RECENT],
    }  # fmt: skip


def _person(rows: CaseRows) -> dict[str, Any]:
    person = rows.person
    if person is None:
        return {}
    documents = Identifier.objects.filter(person=person).order_by("pk").values_list("kind", "value")
    contacts = reversed(marked_contacts(person.pk))
    return {
        "id": person.pk, "version": person.version,
        "fields": {
            name: plain(getattr(person, name))
            for name in ("given_names", "surnames", "preferred_name", "sex", "birth_date", "municipality_id", "place", "dependants")
        },
        "documents": [{"kind": kind, "value": value} for kind, value in documents],
        "contacts": [{"kind": each.kind, "value": each.value, "safety": each.safety, "note": each.note} for each in contacts],
    }  # fmt: skip


def _allowed(person_id: int) -> list[str]:
    """What the person allows already, as the boxes of the device are called: nobody is asked twice."""
    live = live_consents(person_id).order_by("grantee_id", "purpose").values_list("grantee_id", "purpose").distinct()
    return [f"{grantee}:{purpose}" for grantee, purpose in live]


def _need(each: Any) -> dict[str, Any]:
    return {
        "id": each.pk, "code": each.code, "label": coded("needs", each.code), "priority": each.priority, "due_on": plain(each.due_on), "note": each.note,
    }  # fmt: skip


def _steps(rows: CaseRows) -> list[dict[str, Any]]:
    goals = {goal.pk: goal.label for goal in rows.goals}
    return [_step(each) | {"goal": goals.get(each.goal_id, "")} for each in rows.live_actions() if rows.shows(each.data_category)]


def _step(each: Any) -> dict[str, Any]:
    return {
        "id": each.pk, "label": each.label, "due_on": plain(each.due_on), "who": each.who, "state": each.state, "note": each.note,
        "service_type": each.service_type, "kind": each.kind,
    }  # fmt: skip
