"""Which verbs write a person's record and permissions?"""

from ruta.people.actions.arriving import (
    Arrival,
    arrival_problems,
    demand_arrival,
    goes_to_senaf,
    receive_minor,
    receive_minors,
    tells_senaf,
)
from ruta.people.actions.asking import answer_access, ask_access, person_behind
from ruta.people.actions.changing import (
    add_identifier,
    add_return,
    confirm_contact,
    record_disability,
    remove_contact,
    remove_identifier,
    save_contact,
)
from ruta.people.actions.consenting import Grant, Manner, give_consent, manner_problems, refuse_consent, renew_consent, withdraw_consent
from ruta.people.actions.drafts import ContactDraft, DisabilityDraft, EpisodeDraft, IdentifierDraft, PersonDraft, ReturnDraft, problems_of
from ruta.people.actions.episodes import add_episode
from ruta.people.actions.minors import GuardianDraft, answer_notice, climb_notice, come_of_age, end_guardian, record_guardian, tell_senaf
from ruta.people.actions.overriding import open_override, open_reserved, review_override
from ruta.people.actions.receiving import receive_consent, receive_person
from ruta.people.actions.registering import Dismissal, register_person
from ruta.people.actions.safety import PlaceDraft, end_unsafe_address, end_unsafe_place, mark_contact_unsafe, mark_place_unsafe
from ruta.people.actions.searching import search_persons
from ruta.people.actions.updating import update_person

__all__ = [
    "Arrival",
    "ContactDraft",
    "DisabilityDraft",
    "Dismissal",
    "EpisodeDraft",
    "Grant",
    "GuardianDraft",
    "IdentifierDraft",
    "Manner",
    "PersonDraft",
    "PlaceDraft",
    "ReturnDraft",
    "add_episode",
    "add_identifier",
    "add_return",
    "answer_access",
    "answer_notice",
    "arrival_problems",
    "ask_access",
    "climb_notice",
    "come_of_age",
    "confirm_contact",
    "demand_arrival",
    "end_guardian",
    "end_unsafe_address",
    "end_unsafe_place",
    "give_consent",
    "goes_to_senaf",
    "manner_problems",
    "mark_contact_unsafe",
    "mark_place_unsafe",
    "open_override",
    "open_reserved",
    "person_behind",
    "problems_of",
    "receive_consent",
    "receive_minor",
    "receive_minors",
    "receive_person",
    "record_disability",
    "record_guardian",
    "refuse_consent",
    "register_person",
    "remove_contact",
    "remove_identifier",
    "renew_consent",
    "review_override",
    "save_contact",
    "search_persons",
    "tell_senaf",
    "tells_senaf",
    "update_person",
    "withdraw_consent",
]
