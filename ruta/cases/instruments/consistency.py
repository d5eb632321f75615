"""Does an instrument agree with itself? The faults a JSON Schema cannot see."""

from collections import Counter
from collections.abc import Iterable, Iterator

from ruta.cases.instruments.expressions import Expression
from ruta.cases.instruments.model import Instrument, Question, QuestionType, ScoreItem

ALWAYS = "true"
SCORABLE = (QuestionType.CHOICE, QuestionType.SCALE)


def faults(instrument: Instrument) -> list[str]:
    """Name every inconsistency, each with its place."""
    checks = (_repeated, _looks_ahead, _unknown_answers, _scores, _segments, _late_scores)
    return [f"{instrument.code}: {fault}" for check in checks for fault in check(instrument)]


def _repeated(instrument: Instrument) -> Iterator[str]:
    codes = Counter(question.code for question in instrument.questions())
    yield from (f"question {code} stands {times} times" for code, times in codes.items() if times > 1)


def _looks_ahead(instrument: Instrument) -> Iterator[str]:
    """Visibility is settled from top to bottom, so it may only look at what was asked before."""
    seen: set[str] = set()
    for section in instrument.sections:
        yield from _ahead(section.code, section.visible_if, seen)
        for question in section.questions:
            yield from _ahead(question.code, question.visible_if, seen)
            seen.add(question.code)


def _ahead(place: str, condition: Expression | None, seen: set[str]) -> Iterator[str]:
    if condition is None:
        return
    ahead = condition.answers - seen
    if ahead:
        yield f"visibility of {place} looks at {sorted(ahead)}, not asked before it"
    if condition.scores:
        yield f"visibility of {place} looks at scores"


def _unknown_answers(instrument: Instrument) -> Iterator[str]:
    codes = {question.code for question in instrument.questions()}
    for expression in _expressions(instrument):
        strange = expression.answers - codes
        if strange:
            yield f"{expression.source!r} names {sorted(strange)}, which is no question"


def _expressions(instrument: Instrument) -> Iterator[Expression]:
    groups: tuple[Iterable[Expression | None], ...] = (
        (question.required_if for question in instrument.questions()),
        (item.value for score in instrument.scores for item in score.items),
        (rule.when for rule in instrument.segments),
        (rule.when for rule in instrument.suggests_plans),
        (rule.when for rule in instrument.raises_needs),
        (rule.when for rule in instrument.raises_barriers),
        (rule.when for rule in instrument.alerts),
    )
    return (expression for group in groups for expression in group if expression is not None)


def _scores(instrument: Instrument) -> Iterator[str]:
    before: set[str] = set()
    questions = {question.code: question for question in instrument.questions()}
    for score in instrument.scores:
        for item in score.items:
            yield from (f"{score.code}.{item.code} {fault}" for fault in _item_faults(item, questions, before))
        before.add(score.code)


def _item_faults(item: ScoreItem, questions: dict[str, Question], before: set[str]) -> Iterator[str]:
    sources = [source for source in (item.question, item.value, item.score) if source]
    if len(sources) != 1:
        yield f"has {len(sources)} sources instead of one"
    if item.score and item.score not in before:
        yield f"needs the score {item.score} before it"
    if item.question:
        yield from _question_faults(item.question, questions)


def _question_faults(code: str, questions: dict[str, Question]) -> Iterator[str]:
    question = questions.get(code)
    if question is None:
        yield f"names {code}, which is no question"
    elif question.type not in SCORABLE:
        yield f"scores {code}, which is a {question.type}"
    elif question.options and not any(option.score for option in question.options):
        yield f"scores {code}, whose options carry no score"


def _segments(instrument: Instrument) -> Iterator[str]:
    if instrument.segments and instrument.segments[-1].when.source.strip() != ALWAYS:
        yield "the last segment must always hold"


def _late_scores(instrument: Instrument) -> Iterator[str]:
    known = {score.code for score in instrument.scores}
    for expression in _expressions(instrument):
        strange = expression.scores - known
        if strange:
            yield f"{expression.source!r} names {sorted(strange)}, which is no score"
