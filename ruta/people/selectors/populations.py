"""Under which populations' rules is a person served? The floor that keeps cases says so; what they ask of permissions and messages is read here."""

from collections.abc import Callable, Iterable

from ruta.taxonomy.selectors import Population, population

Source = Callable[[int], Iterable[str]]
_sources: list[Source] = []


def tells_populations(source: Source) -> None:
    """Let a floor above say the codes of the populations of a person."""
    _sources.append(source)


def rules_for(person_id: int) -> tuple[Population, ...]:
    """The rules of every population under which this person is served; none for somebody without a case."""
    codes = dict.fromkeys(code for source in _sources for code in source(person_id))
    return tuple(population(code) for code in codes)


def months_of(rules: Iterable[Population], purpose: str, usual: int) -> int:
    """How long a permission lasts: the shortest that any of these populations asks for."""
    return min((each.consent_months[purpose] for each in rules if purpose in each.consent_months), default=usual)


def asked_apart(rules: Iterable[Population]) -> frozenset[str]:
    """Purposes that are asked only when the person wants them."""
    return frozenset(purpose for each in rules for purpose in each.purposes_apart)


def waits_for_confirmation(person_id: int) -> bool:
    """Whether no message leaves before somebody confirmed with the person that the channel is safe."""
    return any(each.confirms_channel for each in rules_for(person_id))


def tells_address(person_id: int) -> bool:
    """Whether a packet may say where the person lives."""
    return all(each.address_travels for each in rules_for(person_id))
