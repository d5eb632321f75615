"""Which work waits for which, and can that ever end?"""

from collections.abc import Mapping, Sequence


def cycle_of(waits: Mapping[str, Sequence[str]]) -> list[str]:
    """The rows of a circle of waiting, in its order; nothing when there is none."""
    done: set[str] = set()
    for start in waits:
        if found := _walk(start, waits, done, []):
            return found
    return []


def _walk(key: str, waits: Mapping[str, Sequence[str]], done: set[str], path: list[str]) -> list[str]:
    if key in path:
        return path[path.index(key) :]
    if key in done:
        return []
    for other in waits.get(key, ()):
        if found := _walk(other, waits, done, [*path, key]):
            return found
    done.add(key)
    return []
