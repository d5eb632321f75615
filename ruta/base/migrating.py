"""How are all migrations run in seconds? One model is rendered anew when one model changes, not everyone that it knows."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db.migrations.state import ProjectState

NEIGHBOURS = "_find_reload_model"
"""Django's own method that names what is rendered with a model; there is no door for it."""


def migrate() -> None:
    """Bring the database to the newest migration; silent, and nothing happens where there is none."""
    with _alone():
        call_command("migrate", verbosity=0)


@contextmanager
def _alone() -> Iterator[None]:
    """A model that is new, or that gets a column, an index or a constraint, is rendered alone.

    Django renders whatever is joined to it, which is everything here: each table points to its institution. The statements that
    come out are the same, for a relation is written with the name of its table and of its key. Where a key or a relation
    itself changes, Django says `delay=False` of a model that exists, and everything is rendered as before.
    """
    whole = getattr(ProjectState, NEIGHBOURS)

    def alone(state: ProjectState, app_label: str, model_name: str, delay: bool = False) -> set[tuple[str, str]]:  # noqa: FBT001, FBT002 - as Django calls it
        known = model_name in state.apps.all_models[app_label]
        neighbours: set[tuple[str, str]] = whole(state, app_label, model_name, delay) if known and not delay else set()
        return neighbours | {(app_label, model_name)}

    setattr(ProjectState, NEIGHBOURS, alone)
    try:
        yield
    finally:
        setattr(ProjectState, NEIGHBOURS, whole)
