"""Linkage: is this person already in the register? A pure engine that runs without Django; this is its door."""

from ruta.people.linkage.bulk import KeyColumns, bulk_keys
from ruta.people.linkage.documents import Checked, DocumentKind, Problem, check_document, check_phone, guess_kind
from ruta.people.linkage.explain import Reason
from ruta.people.linkage.keys import Probe, probe_keys, probes, query_keys, stored_keys
from ruta.people.linkage.model import (
    Frequencies,
    Weights,
    default_frequencies,
    default_weights,
    expert_weights,
    plain_of,
    read_weights,
    weights_from,
)
from ruta.people.linkage.rank import Band, Candidate, rank, standing
from ruta.people.linkage.record import Document, Record
from ruta.people.linkage.score import Scorer
from ruta.people.linkage.words import BANDS, FIELDS, PROBLEMS, REASONS

__all__ = [
    "BANDS",
    "FIELDS",
    "PROBLEMS",
    "REASONS",
    "Band",
    "Candidate",
    "Checked",
    "Document",
    "DocumentKind",
    "Frequencies",
    "KeyColumns",
    "Probe",
    "Problem",
    "Reason",
    "Record",
    "Scorer",
    "Weights",
    "bulk_keys",
    "check_document",
    "check_phone",
    "default_frequencies",
    "default_weights",
    "expert_weights",
    "guess_kind",
    "plain_of",
    "probe_keys",
    "probes",
    "query_keys",
    "rank",
    "read_weights",
    "standing",
    "stored_keys",
    "weights_from",
]
