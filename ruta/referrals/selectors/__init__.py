"""What can be asked about referrals?"""

from ruta.referrals.selectors.lists import SENT_TRAY, TRAYS, Counts, by_number, counts, of_case, open_of_case, received, sent, waiting_for
from ruta.referrals.selectors.pages import (
    Clock,
    PacketView,
    Page,
    clock_of,
    lines_of,
    names_in,
    packet_of,
    page_of,
    read_packet,
    referral_for,
)
from ruta.referrals.selectors.sealing import Asked, Preview, live_consent, preview, provider_kind_of, purpose_of
from ruta.referrals.selectors.words import STATES, StateWord, outcome_label, reason_book, reason_label, said, service_label, step_label

__all__ = [
    "SENT_TRAY",
    "STATES",
    "TRAYS",
    "Asked",
    "Clock",
    "Counts",
    "PacketView",
    "Page",
    "Preview",
    "StateWord",
    "by_number",
    "clock_of",
    "counts",
    "lines_of",
    "live_consent",
    "names_in",
    "of_case",
    "open_of_case",
    "outcome_label",
    "packet_of",
    "page_of",
    "preview",
    "provider_kind_of",
    "purpose_of",
    "read_packet",
    "reason_book",
    "reason_label",
    "received",
    "referral_for",
    "said",
    "sent",
    "service_label",
    "step_label",
    "waiting_for",
]
