"""What does the person read who came in, and what do they wait for?"""

from ruta.subjects.selectors.entering import Record, Visiting, found_by, records_of, self_of, visit_of, written_once
from ruta.subjects.selectors.own import Happened, OwnMessage, OwnReferral, own_messages, own_referral, own_referrals, own_trail
from ruta.subjects.selectors.requests import data_request_for, data_requests, data_requests_of, due_data_requests

__all__ = [
    "Happened",
    "OwnMessage",
    "OwnReferral",
    "Record",
    "Visiting",
    "data_request_for",
    "data_requests",
    "data_requests_of",
    "due_data_requests",
    "found_by",
    "own_messages",
    "own_referral",
    "own_referrals",
    "own_trail",
    "records_of",
    "self_of",
    "visit_of",
    "written_once",
]
