"""May whoever holds this address give one opinion, of which survey and to which institution? The signature says so; nothing is kept until it is given."""

from dataclasses import asdict, dataclass
from datetime import timedelta

from django.core import signing
from django.utils.crypto import salted_hmac

from ruta.base.clock import today
from ruta.quality.enums import Way
from ruta.quality.selectors import surveys
from ruta.taxonomy.selectors import catalogue

SALT = "quality.opinion"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """One opinion to give; `once` tells this occasion from others and leads to nobody."""

    respondent: str
    institution_id: int
    instrument: str = ""
    way: str = Way.WEB
    office_id: int | None = None
    employer_id: int | None = None
    partner_id: int | None = None
    once: str = ""


def pass_for(wanted: Pass, occasion: str) -> str:
    """An address part that opens the survey of this respondent once for this occasion; empty when none is published."""
    found = surveys(wanted.respondent)
    if not found:
        return ""
    once = salted_hmac(SALT, f"{found[0].code} {occasion}").hexdigest()
    return signing.dumps(asdict(wanted) | {"instrument": found[0].code, "once": once}, salt=SALT, compress=True)


def read_pass(token: str) -> Pass | None:
    """What a signed address says, or nothing when it is forged or old."""
    life = timedelta(days=catalogue("notifications")["rules"]["link_life_days"])
    try:
        return Pass(**signing.loads(token, salt=SALT, max_age=life))
    except (signing.BadSignature, TypeError):
        return None


def of_employer(institution_id: int, employer_id: int, way: str = Way.WEB) -> str:
    """An employer is asked once a quarter."""
    return pass_for(
        Pass(respondent="employer", institution_id=institution_id, employer_id=employer_id, way=way), f"{employer_id} {_quarter()}"
    )


def of_partner(institution_id: int, partner_id: int, way: str = Way.WEB) -> str:
    """An institution is asked once a quarter by each that refers to it."""
    wanted = Pass(respondent="partner", institution_id=institution_id, partner_id=partner_id, way=way)
    return pass_for(wanted, f"{institution_id} {partner_id} {_quarter()}")


def of_person(institution_id: int, office_id: int | None, occasion: str, way: str = Way.WEB) -> str:
    """Whoever was served is asked once for each occasion, unnamed."""
    return pass_for(Pass(respondent="person", institution_id=institution_id, office_id=office_id, way=way), occasion)


def _quarter() -> str:
    day = today()
    return f"{day.year} {(day.month + 2) // 3}"
