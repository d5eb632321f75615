"""What does a norm say on a day, how did an article read before, and which texts are on their way in?"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ruta.base.clock import today
from ruta.base.errors import NotFound
from ruta.legal.enums import RevisionState
from ruta.legal.models import Article, Citation, Instrument, Passage, Revision
from ruta.legal.rules import Found, doubts

OPEN = (RevisionState.READING, RevisionState.DRAFT, RevisionState.PROPOSED, RevisionState.UNREADABLE)
CITERS = 30
WITHDRAWN = Q(in_force_until=F("in_force_from"))
"""Wordings whose text was taken back: an empty time. They are read as history and rule on no day."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text: words, or words that cite a norm (its code, and the key of an article of it)."""

    words: str
    code: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """One article on one day, with what stands around it."""

    article: Article
    paragraphs: list[list[Piece]]
    previous: Article | None = None
    next: Article | None = None
    versions: Sequence[Article] = field(default_factory=tuple)
    citers: Sequence[Article] = field(default_factory=tuple)


def on_day(day: date) -> Q:
    """What is in force on a day."""
    return Q(in_force_from__lte=day) & (Q(in_force_until=None) | Q(in_force_until__gt=day))


def articles_on(instrument: Instrument, day: date) -> QuerySet[Article]:
    """The articles of a norm in force on a day, in their order."""
    return Article.objects.defer("found_by").filter(on_day(day), instrument=instrument).order_by("position", "pk")


def outline(instrument: Instrument, day: date) -> list[Article]:
    """The same without their words: for a table of contents."""
    return list(articles_on(instrument, day).defer("found_by", "text"))


def days_of(instrument: Instrument) -> list[date]:
    """The days on which the text changed, the newest first."""
    rows = (
        Article.objects.filter(instrument=instrument)
        .exclude(WITHDRAWN)
        .order_by("in_force_from")
        .values_list("in_force_from", "in_force_until")
        .distinct()
    )
    return sorted({day for pair in rows for day in pair if day}, reverse=True)


def with_text(rows: QuerySet[Instrument]) -> QuerySet[Instrument]:
    """The norms, each saying whether anything of its text is here."""
    return rows.annotate(has_text=Exists(Article.objects.filter(instrument=OuterRef("pk")).exclude(WITHDRAWN)))


def article_on(instrument: Instrument, key: str, day: date) -> Told:
    """One article as it reads on a day; where it is not in force on that day, its last wording before, or its first."""
    versions = list(
        Article.objects.defer("found_by")
        .filter(instrument=instrument, key=key)
        .select_related("revision__amending")
        .order_by("in_force_from")
    )
    if not versions:
        raise NotFound(_("Esa norma no tiene ese artículo aquí."))
    stood = [row for row in versions if not row.is_withdrawn] or versions
    before = [row for row in stood if row.in_force_from <= day]
    article = before[-1] if before else stood[0]
    around = articles_on(instrument, day).defer("found_by", "text")
    previous = around.filter(position__lt=article.position).order_by("-position").first()
    following = around.filter(position__gt=article.position).order_by("position").first()
    citers = Article.objects.defer("found_by", "text").filter(
        on_day(today()), pk__in=Citation.objects.filter(target=instrument, key=key).values("article")
    )  # fmt: skip
    return Told(
        article, paragraphs_of([article])[article.pk], previous, following, versions,
        list(citers.select_related("instrument").order_by("instrument__position", "position")[:CITERS]),
    )  # fmt: skip


def paragraphs_of(articles: Sequence[Article]) -> dict[int, list[list[Piece]]]:
    """The paragraphs of articles, cut where they cite; two queries for all. An article that is not here is cited by its norm alone."""
    found = list(Citation.objects.filter(article__in=[row.pk for row in articles]).select_related("target").order_by("article", "start"))
    here = set(
        Article.objects.filter(instrument__in={each.target_id for each in found}, key__in={each.key for each in found if each.key})
        .order_by("pk").values_list("instrument", "key")
    )  # fmt: skip
    cited: dict[int, list[Citation]] = {}
    for each in found:
        each.key = each.key if (each.target_id, each.key) in here else ""
        cited.setdefault(each.article_id, []).append(each)
    return {row.pk: _paragraphs(row.text, cited.get(row.pk, [])) for row in articles}


def revisions_of(instrument: Instrument) -> QuerySet[Revision]:
    """The texts of a norm, published or on their way, the newest first."""
    return Revision.objects.filter(instrument=instrument).select_related("amending").order_by("-made_at", "-pk")


def withdrawn_revisions(instrument: Instrument) -> QuerySet[Revision]:
    """The texts of a norm that were taken back, the newest first, with why."""
    return Revision.objects.filter(instrument=instrument, state=RevisionState.WITHDRAWN).order_by("-withdrawn_at", "-pk")


def has_text(instrument: Instrument) -> bool:
    """Whether a text of the norm was published and not taken back."""
    return Article.objects.filter(instrument=instrument).exclude(WITHDRAWN).exists()


def open_revisions() -> QuerySet[Revision]:
    """Every text on its way in."""
    return Revision.objects.filter(state__in=OPEN).select_related("instrument").order_by("-made_at", "-pk")


def revision_of(revision_id: int) -> Revision:
    """One text."""
    found = Revision.objects.select_related("instrument", "amending").filter(pk=revision_id).first()
    if found is None:
        raise NotFound(_("Ese texto no existe."))
    return found


def passages_of(revision: Revision) -> QuerySet[Passage]:
    """Its proposed articles, in order."""
    return Passage.objects.filter(revision=revision).order_by("position", "pk")


def doubts_about(passages: Sequence[Passage]) -> list[str]:
    """What somebody should look at, in sentences."""
    found = [Found(row.key, row.label, row.part, row.page, row.text.splitlines()) for row in passages if not row.is_repeal]
    return [each.said(_, ngettext) for each in doubts(found)]


def replaced_by(revision: Revision) -> dict[str, Article]:
    """The articles in force that an amendment would end, by their keys."""
    keys = revision.passages.values("key")
    rows = Article.objects.defer("found_by").filter(instrument=revision.instrument, in_force_until=None, key__in=keys)
    return {row.key: row for row in rows.order_by("position")}


def _paragraphs(text: str, cited: Sequence[Citation]) -> list[list[Piece]]:
    paragraphs: list[list[Piece]] = [[]]
    place = 0
    for each in cited:
        _add(paragraphs, text[place : each.start])
        paragraphs[-1].append(Piece(text[each.start : each.end], each.target.code, each.key))
        place = each.end
    _add(paragraphs, text[place:])
    return [each for each in paragraphs if any(piece.words.strip() for piece in each)]


def _add(paragraphs: list[list[Piece]], words: str) -> None:
    first, *rest = words.split("\n\n")
    paragraphs[-1].append(Piece(first))
    paragraphs.extend([Piece(each)] for each in rest)
