"""Who stands behind the secret address of an employer?"""

from dataclasses import dataclass
from hashlib import sha256

from django.db import connection

from ruta.base.context import Actor

FIND = "SELECT link_id, employer_id, owner_institution_id, status FROM ruta_open_employer(%s)"


def token_hash(token: str) -> str:
    """What is kept of a token."""
    return sha256(token.encode()).hexdigest()


FIND_QUESTION = "SELECT question_id, vacancy_id, employer_id, status FROM ruta_open_question(%s)"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that exists, and the vacancy that it is about."""

    question_id: int
    vacancy_id: int
    employer_id: int
    status: str  # live | answered | expired

    @property
    def actor(self) -> Actor:
        """Whoever answers: bound to one employer and to nothing else."""
        return Actor(kind="employer", employer_id=self.employer_id, reason=f"vacancy question {self.question_id}")


def question_of(token: str) -> Asked | None:
    """The question of a token, found by its hash."""
    with connection.cursor() as cursor:
        cursor.execute(FIND_QUESTION, [token_hash(token)])
        row = cursor.fetchone()
    return Asked(*row) if row else None


@dataclass(frozen=True, slots=True)
class LinkHolder:
    """A link that exists, and the employer that it opens."""

    link_id: int
    employer_id: int
    owner_institution_id: int
    status: str

    @property
    def is_live(self) -> bool:
        """Whether it still opens."""
        return self.status == "live"

    @property
    def actor(self) -> Actor:
        """Whoever holds it: bound to one employer and to nothing else."""
        return Actor(kind="employer", employer_id=self.employer_id, reason=f"employer link {self.link_id}")


def holder_of(token: str) -> LinkHolder | None:
    """The link of a token, found by its hash; nothing of a forged one is kept or said."""
    with connection.cursor() as cursor:
        cursor.execute(FIND, [token_hash(token)])
        row = cursor.fetchone()
    return LinkHolder(*row) if row else None
