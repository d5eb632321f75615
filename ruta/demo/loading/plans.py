"""How do the stories become personal plans with goals and steps, in the words of the catalogue?"""

from functools import cache
from typing import Any

import numpy as np

from ruta.demo.generator.streams import label, texts
from ruta.demo.loading.book import Book
from ruta.demo.loading.cases import is_sensitive
from ruta.demo.loading.parts import Part
from ruta.taxonomy.selectors import items

Rows = dict[str, Any]
REVIEW = np.timedelta64(60, "D")


@cache
def words() -> dict[tuple[str, ...], str]:
    """The names of templates, goals and actions by their codes."""
    found: dict[tuple[str, ...], str] = {}
    for template in items("plan_templates"):
        found[(template.code,)] = template.label("es")
        for goal in template["goals"]:
            found[template.code, goal["code"]] = goal["label_es"]
            found |= {(template.code, goal["code"], action["code"]): action["label_es"] for action in goal["actions"]}
    return found


def plans(book: Book, part: Part) -> Rows:
    """One plan for each case that came so far; an open one without steps left is done, as the rules say."""
    rows = part.rows["plans"]
    every = book.people.plans.rows(rows)
    open_ = every.state == "active"
    return {
        "id": book.ids("plans", rows),
        **book.of_case(part, every.case_row),
        "title": texts([words()[(code,)] for code in every.template.tolist()]),
        "template": every.template,
        "state": label(len(rows), "done", (open_ & book.has_live_action[rows], "active"), (every.state == "dropped", "dropped")),
        "agreed_on": every.started_on,
        "review_on": every.started_on + REVIEW,
        "created_at": every.agreed_at,
    }


def goals(book: Book, part: Part) -> Rows:
    """The goals of each plan."""
    rows = part.rows["goals"]
    every = book.people.goals.rows(rows)
    template = book.people.plans.template[every.plan_row]
    return {
        "id": book.ids("goals", rows),
        **book.of_case(part, book.people.plans.case_row[every.plan_row]),
        "plan_id": book.ids("plans", every.plan_row),
        "label": texts([words()[key] for key in zip(template.tolist(), every.code.tolist(), strict=True)]),
        "due_on": every.due_on,
        "position": every.position,
        "state": book.goal_state[rows],
    }


def actions(book: Book, part: Part) -> Rows:
    """The steps of each goal."""
    rows = part.rows["actions"]
    every = book.people.actions.rows(rows)
    template, goal = book.people.plans.template[every.plan_row], book.people.goals.code[every.goal_row]
    keys = zip(template.tolist(), goal.tolist(), every.code.tolist(), strict=True)
    return {
        "id": book.ids("actions", rows),
        **book.of_case(part, every.case_row),
        "plan_id": book.ids("plans", every.plan_row),
        "goal_id": book.ids("goals", every.goal_row),
        "data_category": label(len(rows), "plan_services", (is_sensitive(every.service_type), "needs_sensitive")),
        "kind": every.kind,
        "service_type": every.service_type,
        "need_id": book.ids("needs", book.need_of(every.referral_row)),
        "label": texts([words()[key] for key in keys]),
        "who": every.who,
        "due_on": every.due_on,
        "position": rows - book.first_action[every.plan_row],
        "state": every.state,
        "done_at": every.done_at,
        "moved_at": every.done_at,
    }
