"""Which verbs keep devices and take in what they bring?"""

from ruta.field.actions.devices import enrol_device, note_pack, order_wipe, report_wiped, see_device
from ruta.field.actions.editing import label_of
from ruta.field.actions.papers import Allowed, Door, Taken, Written, join_paper, print_papers, settle_paper, type_paper
from ruta.field.actions.photographing import content_of, file_photo, keep_piece
from ruta.field.actions.receiving import Incoming, receive, receive_piece
from ruta.field.actions.settling import discard, register_as_new, say_same_person, settle, try_again

__all__ = [
    "Allowed",
    "Door",
    "Incoming",
    "Taken",
    "Written",
    "content_of",
    "discard",
    "enrol_device",
    "file_photo",
    "join_paper",
    "keep_piece",
    "label_of",
    "note_pack",
    "order_wipe",
    "print_papers",
    "receive",
    "receive_piece",
    "register_as_new",
    "report_wiped",
    "say_same_person",
    "see_device",
    "settle",
    "settle_paper",
    "try_again",
    "type_paper",
]
