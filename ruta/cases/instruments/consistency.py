"""Does an instrument agree with itself? The faults a JSON Schema cannot see."""

from collections import Counter
from collections.abc import Iterable, Iterator

from ruta.base.sentences import Sentence, gettext_noop
from ruta.cases.instruments.expressions import Expression
from ruta.cases.instruments.model import Instrument, Question, QuestionType, ScoreItem

REPEATED = gettext_noop("La pregunta «%(code)s» está %(times)s veces. Cambie el código de una.")
AHEAD = gettext_noop("«%(place)s» se muestra según %(names)s, que se pregunta después. Póngala más abajo.")
BY_SCORE = gettext_noop("«%(place)s» se muestra según un puntaje. Solo puede depender de respuestas.")
NO_QUESTION = gettext_noop("La condición «%(source)s» nombra %(names)s, que no es una pregunta.")
NO_SCORE = gettext_noop("La condición «%(source)s» nombra %(names)s, que no es un puntaje.")
SOURCES = gettext_noop("«%(place)s» toma su valor de %(count)s lugares. Debe ser de uno solo.")
EARLIER = gettext_noop("«%(place)s» necesita el puntaje «%(score)s» antes que él. Cambie el orden.")
ITEM_QUESTION = gettext_noop("«%(place)s» nombra «%(code)s», que no es una pregunta.")
NOT_SCORABLE = gettext_noop("«%(place)s» da puntos por «%(code)s», que no es de una opción ni de escala.")
NO_POINTS = gettext_noop("«%(place)s» da puntos por «%(code)s», pero ninguna de sus opciones tiene puntos.")
ENDS = gettext_noop("«%(place)s» va de un número mayor a uno menor, o al mismo. Corrija los dos extremos.")
LAST = gettext_noop("El último segmento debe valer siempre: escriba true en su condición.")
ALWAYS = "true"
SCORABLE = (QuestionType.CHOICE, QuestionType.SCALE)


def faults(instrument: Instrument) -> list[Sentence]:
    """Name every inconsistency, each with its place."""
    checks = (_repeated, _ends, _looks_ahead, _unknown_answers, _scores, _segments, _late_scores)
    return [fault for check in checks for fault in check(instrument)]


def _names(codes: Iterable[str]) -> str:
    return ", ".join(sorted(codes))


def _repeated(instrument: Instrument) -> Iterator[Sentence]:
    codes = Counter(question.code for question in instrument.questions())
    yield from (Sentence(REPEATED, {"code": code, "times": times}) for code, times in codes.items() if times > 1)


def _ends(instrument: Instrument) -> Iterator[Sentence]:
    """A scale of one step has no share of its way; a number between ends that cross is never right."""
    for question in instrument.questions():
        scale, number = question.scale, question.number
        is_flat = scale is not None and scale.min >= scale.max
        crosses = number is not None and number.min is not None and number.max is not None and number.min > number.max
        if is_flat or crosses:
            yield Sentence(ENDS, {"place": question.code})


def _looks_ahead(instrument: Instrument) -> Iterator[Sentence]:
    """Visibility is settled from top to bottom, so it may only look at what was asked before."""
    seen: set[str] = set()
    for section in instrument.sections:
        yield from _ahead(section.code, section.visible_if, seen)
        for question in section.questions:
            yield from _ahead(question.code, question.visible_if, seen)
            seen.add(question.code)


def _ahead(place: str, condition: Expression | None, seen: set[str]) -> Iterator[Sentence]:
    if condition is None:
        return
    ahead = condition.answers - seen
    if ahead:
        yield Sentence(AHEAD, {"place": place, "names": _names(ahead)})
    if condition.scores:
        yield Sentence(BY_SCORE, {"place": place})


def _unknown_answers(instrument: Instrument) -> Iterator[Sentence]:
    codes = {question.code for question in instrument.questions()}
    for expression in _expressions(instrument):
        strange = expression.answers - codes
        if strange:
            yield Sentence(NO_QUESTION, {"source": expression.source, "names": _names(strange)})


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


def _scores(instrument: Instrument) -> Iterator[Sentence]:
    before: set[str] = set()
    questions = {question.code: question for question in instrument.questions()}
    for score in instrument.scores:
        for item in score.items:
            yield from _item_faults(f"{score.code}.{item.code}", item, questions, before)
        before.add(score.code)


def _item_faults(place: str, item: ScoreItem, questions: dict[str, Question], before: set[str]) -> Iterator[Sentence]:
    sources = [source for source in (item.question, item.value, item.score) if source]
    if len(sources) != 1:
        yield Sentence(SOURCES, {"place": place, "count": len(sources)})
    if item.score and item.score not in before:
        yield Sentence(EARLIER, {"place": place, "score": item.score})
    if item.question:
        yield from _question_faults(place, item.question, questions)


def _question_faults(place: str, code: str, questions: dict[str, Question]) -> Iterator[Sentence]:
    question = questions.get(code)
    if question is None:
        yield Sentence(ITEM_QUESTION, {"place": place, "code": code})
    elif question.type not in SCORABLE:
        yield Sentence(NOT_SCORABLE, {"place": place, "code": code})
    elif question.options and not any(option.score for option in question.options):
        yield Sentence(NO_POINTS, {"place": place, "code": code})


def _segments(instrument: Instrument) -> Iterator[Sentence]:
    if instrument.segments and instrument.segments[-1].when.source.strip() != ALWAYS:
        yield Sentence(LAST)


def _late_scores(instrument: Instrument) -> Iterator[Sentence]:
    known = {score.code for score in instrument.scores}
    for expression in _expressions(instrument):
        strange = expression.scores - known
        if strange:
            yield Sentence(NO_SCORE, {"source": expression.source, "names": _names(strange)})
