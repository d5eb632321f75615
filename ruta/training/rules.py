"""Did somebody pass, when does each session fall, and which code does a room show now? Nothing is asked of the database."""

import base64
import hmac
import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from hashlib import sha256

STEP_SECONDS = 30  # after so long the room shows another code
LIFE_SECONDS = 180  # so long one that was photographed can be used
SEAL_BYTES = 10
TOKEN = re.compile(r"(\d{1,9})-(\d{1,12})-(\d{1,12})-([A-Z2-7]{16})")
LASTING = re.compile(r"(\d{1,9})-(\d{1,12})-([A-Z2-7]{16})")
SUNDAY = 7
REOPENED_WITHIN = timedelta(days=7)


def may_reopen(state: str, closed_at: datetime | None, at: datetime) -> bool:
    """Whether what was called off may be given after all: a slip is seen within a week."""
    return state == "cancelled" and closed_at is not None and at - closed_at <= REOPENED_WITHIN


def attended_share(came: int, held: int) -> int:
    """In hundredths, down to the whole one: who missed a session does not get it by rounding."""
    return 100 * came // held if held else 0


def outcome(share: int, least_attendance: int, grade: int | None, least_grade: int | None) -> tuple[str, str]:
    """How it ends, and what was lacking."""
    if share == 0:
        return "dropped", "attendance"
    if share < least_attendance:
        return "failed", "attendance"
    if least_grade is None:
        return "passed", ""
    if grade is None:
        return "failed", "unmarked"
    return ("passed", "") if grade >= least_grade else ("failed", "grade")


def sittings(first: date, hour: time, minutes: Sequence[int]) -> list[tuple[datetime, datetime]]:
    """One sitting a day from the first on, never on a Sunday; without a time zone."""
    found, day = [], first
    for each in minutes:
        while day.isoweekday() == SUNDAY:
            day += timedelta(days=1)
        begins = datetime.combine(day, hour)
        found.append((begins, begins + timedelta(minutes=each)))
        day += timedelta(days=1)
    return found


def room_code(owner_id: int, session_id: int, at: float, key: str) -> str:
    """What the screen of a room shows at a moment: whose session it is, and that one was there."""
    told = f"{owner_id}-{session_id}-{int(at // STEP_SECONDS)}"
    return f"{told}-{_seal('attendance', told, key)}"


def read_room_code(text: str, at: float, key: str) -> tuple[int, int] | None:
    """Institution and session of a code that is good now; nothing for one that is old, early or invented."""
    found = TOKEN.fullmatch(text.strip().upper())
    if found is None or not hmac.compare_digest(found[4], _seal("attendance", f"{found[1]}-{found[2]}-{found[3]}", key)):
        return None
    age = at - int(found[3]) * STEP_SECONDS
    return (int(found[1]), int(found[2])) if -STEP_SECONDS <= age <= LIFE_SECONDS else None


def asking_code(owner_id: int, edition_id: int, key: str) -> str:
    """What the address under which an edition is appraised carries; it holds as long as the edition is open."""
    told = f"{owner_id}-{edition_id}"
    return f"{told}-{_seal('appraisal', told, key)}"


def read_asking_code(text: str, key: str) -> tuple[int, int] | None:
    """Institution and edition of such an address; nothing for one that was invented."""
    found = LASTING.fullmatch(text.strip().upper())
    if found is None or not hmac.compare_digest(found[3], _seal("appraisal", f"{found[1]}-{found[2]}", key)):
        return None
    return int(found[1]), int(found[2])


def _seal(purpose: str, told: str, key: str) -> str:
    made = hmac.new(key.encode(), f"{purpose} {told}".encode(), sha256).digest()
    return base64.b32encode(made[:SEAL_BYTES]).decode()
