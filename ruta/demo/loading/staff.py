"""Whose are the cases? The accounts of the cast first, then as many inactive officers as an office needs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ruta.accounts.enums import Role
from ruta.accounts.models import Membership, User
from ruta.demo.cast import CAST, DOMAIN
from ruta.demo.generator import OfficeRef, Population
from ruta.demo.generator.names import given_names, surname_pair, surname_text
from ruta.demo.generator.streams import Index, chance, stream, texts

LOADS = 6  # the generator spreads the cases of an office over six officers
CASES_OF_SIX = 1_200  # above that, an office has six officers more
WITHOUT_CASES = 2
NOBODY = -1


@dataclass(frozen=True)
class Staff:
    """The officers of every office, one office after the other."""

    office: Index  # ids, ascending
    first: Index  # where the officers of the office begin in `user`
    size: Index
    user: Index

    def of(self, office: Index, officer: Index, row: Index) -> Index:
        """The user for each officer of the generator; `row` (of the case) chooses among the groups of a large office."""
        place = np.minimum(np.searchsorted(self.office, office), len(self.office) - 1)
        size = self.size[place]
        found = self.user[self.first[place] + (officer + LOADS * row) % size]
        return np.where(self.office[place] == office, found, NOBODY)


def hire(population: Population, offices: Sequence[OfficeRef], seed: int) -> Staff:
    """Make the officers that the population needs and say where each works; those who exist stay."""
    ids = np.array(sorted(office.id for office in offices), dtype=np.int64)
    cases = np.bincount(np.searchsorted(ids, population.cases.office_id), minlength=len(ids))
    groups = -(-cases // CASES_OF_SIX)
    size = np.where(cases > 0, LOADS * np.maximum(groups, 1), WITHOUT_CASES)
    first = np.cumsum(size) - size
    by_id = {office.id: office for office in offices}
    posts = [(by_id[int(i)], slot) for i, count in zip(ids, size, strict=True) for slot in range(int(count))]
    return Staff(ids, first, size, np.array(_users(posts, seed), dtype=np.int64))


def _users(posts: list[tuple[OfficeRef, int]], seed: int) -> list[int]:
    emails = [_email_of(office.code, slot) for office, slot in posts]
    known = dict(User.objects.filter(email__in=set(emails)).values_list("email", "pk"))
    new = [place for place, email in enumerate(emails) if email not in known]
    names = _names(len(posts), seed)
    users = User.objects.bulk_create(
        [User(email=emails[i], full_name=names[i], password="!", is_active=False) for i in new],  # noqa: S106 - nobody signs in
        batch_size=500,
    )
    Membership.objects.bulk_create(
        [Membership(user=user, office_id=posts[i][0].id, role=_role(posts[i][0]), is_active=False) for user, i in zip(users, new, strict=True)],
        batch_size=500,
    )  # fmt: skip
    known |= {user.email: user.pk for user in users}
    return [known[email] for email in emails]


def _email_of(office: str, slot: int) -> str:
    """The address of the account of the cast that holds the place, or of an officer who only fills it."""
    for player in CAST:
        if any(post.office == office and slot in post.slots for post in player.posts):
            return player.email
    return f"{office.lower()}.{slot + 1:04d}@{DOMAIN}"


def _names(count: int, seed: int) -> list[str]:
    rng = stream(seed, "officers")
    given = given_names(rng, chance(rng, 0.62, count), rng.integers(1965, 2000, count))
    first, second = (surname_text(index) for index in surname_pair(rng, texts(["05"] * count)))
    return [" ".join(part for part in parts if part) for parts in zip(given, first, second, strict=True)]


def _role(office: OfficeRef) -> Role:
    return Role.PARTNER_OFFICER if office.provider_kind in ("infop", "senprende") else Role.COUNSELLOR
