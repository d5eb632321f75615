"""Which verbs keep devices and take in what they bring?"""

from ruta.field.actions.devices import enrol_device, note_pack, order_wipe, report_wiped, see_device
from ruta.field.actions.editing import label_of
from ruta.field.actions.photographing import content_of, file_photo, keep_piece
from ruta.field.actions.receiving import Incoming, receive, receive_piece
from ruta.field.actions.settling import discard, register_as_new, say_same_person, settle, try_again

__all__ = [
    "Incoming",
    "content_of",
    "discard",
    "enrol_device",
    "file_photo",
    "keep_piece",
    "label_of",
    "note_pack",
    "order_wipe",
    "receive",
    "receive_piece",
    "register_as_new",
    "report_wiped",
    "say_same_person",
    "see_device",
    "settle",
    "try_again",
]
