"""How do proposed articles become the text in force from a day on, with their citations?"""

from django.utils.translation import gettext as _

from ruta.base.errors import Invalid
from ruta.legal.models import Article, Citation, Instrument, Passage, Revision
from ruta.legal.rules import Finder, Known, number_of

STEP = 1_000  # room between two articles for those that amendments put there


def publish_articles(revision: Revision) -> None:
    """Write the articles of a revision that was just approved; what they replace ends on the day they begin."""
    passages = list(revision.passages.order_by("position", "pk"))
    current = {row.key: row for row in Article.objects.select_for_update().filter(instrument=revision.instrument, in_force_until=None)}
    for passage in passages:
        _end(revision, passage, current.get(passage.key))
    places = _places(passages, list(current.values()))
    made = Article.objects.bulk_create(
        Article(
            instrument=revision.instrument, key=each.key, position=places[each.key], label=each.label, heading=each.heading,
            part=current[each.key].part if each.key in current and not each.part else each.part, text=each.text,
            in_force_from=revision.in_force_from, revision=revision,
        ) for each in passages if not each.is_repeal
    )  # fmt: skip
    cite(made)


def cite(articles: list[Article]) -> int:
    """Find which norms the articles name, anew; says how many citations there are."""
    codes = dict(Instrument.objects.values_list("code", "id"))
    finder = finder_of_all()
    Citation.objects.filter(article__in=articles).delete()
    made = Citation.objects.bulk_create(
        Citation(article=row, start=each.start, end=each.end, target_id=codes[each.code], key=each.key)
        for row in articles for each in finder.find(row.text, own=row.instrument.code)
    )  # fmt: skip
    return len(made)


def finder_of_all() -> Finder:
    """Finds every norm of the compendium."""
    return Finder(Known(*row) for row in Instrument.objects.values_list("code", "title", "number"))


def _end(revision: Revision, passage: Passage, before: Article | None) -> None:
    if before is None:
        if passage.is_repeal:
            raise Invalid(_("%(label)s no está vigente: no puede derogarse.") % {"label": passage.label})
        return
    if before.in_force_from >= revision.in_force_from:
        values = {"label": passage.label, "day": before.in_force_from.isoformat()}
        raise Invalid(_("%(label)s ya tiene un texto desde el %(day)s. La reforma empieza después de ese día.") % values)
    before.in_force_until, before.ended_by = revision.in_force_from, revision
    before.save(update_fields=["in_force_until", "ended_by"])


def _places(passages: list[Passage], current: list[Article]) -> dict[str, int]:
    """Where each stands: in a new text in its order; in an amendment where it stood, or after the article that its number follows."""
    if not current:
        return {each.key: place * STEP for place, each in enumerate(passages, start=1)}
    stood = {row.key: row.position for row in current}
    places = dict(stood)
    for each in passages:
        if each.key not in places:
            number = number_of(each.key)
            lower = [place for key, place in places.items() if 0 < number_of(key) <= number]
            places[each.key] = (max(lower) if lower else max(places.values())) + 1
    return places
