"""Does a photographed paper arrive whole, sealed, once, and with its case?"""

from hashlib import sha256
from uuid import uuid4

import pytest

from ruta.base.errors import Invalid, TooLarge
from ruta.field.actions import content_of, keep_piece, receive_piece
from ruta.field.models import Photo, PhotoPiece, Sent
from ruta.field.selectors import arrived_of
from ruta.field.tests.conftest import registration
from ruta.people.tests.conftest import as_

PAPER = b"\xff\xd8\xff" + bytes(range(256)) * 200
HALF = 24_000


def said(case, key, digest=""):
    return {"case": {"id": case}, "photo": str(key), "kind": "DNI", "sha256": digest or sha256(PAPER).hexdigest()}


def test_it_waits_until_it_is_whole_and_then_lies_with_its_case(dunia, send):
    key, case, item = uuid4(), send("register", registration(dunia)).result["case"], uuid4()
    assert keep_piece(actor=dunia, key=key, start=0, whole=len(PAPER), piece=PAPER[:HALF]) == HALF
    assert send("photo", said(case, key), number=2, key=item).state == "waiting"
    assert keep_piece(actor=dunia, key=key, start=0, whole=len(PAPER), piece=PAPER[:HALF]) == HALF
    with pytest.raises(Invalid):
        keep_piece(actor=dunia, key=key, start=HALF + 9, whole=len(PAPER), piece=b"x")
    assert receive_piece(actor=dunia, key=key, start=HALF, whole=len(PAPER), piece=PAPER[HALF:]) == len(PAPER)
    with as_(dunia):
        assert Sent.objects.get(key=item).state == "done", "nobody has to send again what waited for the last piece"
        photo = Photo.objects.get()
        assert (photo.case_id, photo.kind, content_of(photo)) == (case, "DNI", PAPER)
        assert not any(PAPER[:40] in bytes(piece.sealed) for piece in PhotoPiece.objects.order_by("pk"))
        assert arrived_of(dunia, key) == len(PAPER)


def test_what_arrives_damaged_or_is_no_picture_stays_out(dunia, send):
    case, key = send("register", registration(dunia)).result["case"], uuid4()
    keep_piece(actor=dunia, key=key, start=0, whole=len(PAPER), piece=PAPER)
    assert "dañada" in send("photo", said(case, key, "0" * 64), number=2).reason
    page = uuid4()
    keep_piece(actor=dunia, key=page, start=0, whole=6, piece=b"<html>")
    assert send("photo", said(case, page, sha256(b"<html>").hexdigest()), number=3).state == "failed"
    with pytest.raises(TooLarge):
        keep_piece(actor=dunia, key=uuid4(), start=0, whole=9_000_000, piece=b"x")


def test_a_key_of_another_user_is_another_picture(dunia, colleague, send):
    case, key = send("register", registration(dunia)).result["case"], uuid4()
    keep_piece(actor=colleague, key=key, start=0, whole=len(PAPER), piece=PAPER)
    assert send("photo", said(case, key), number=2).state == "waiting"
