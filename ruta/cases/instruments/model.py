"""What is an instrument once it has been read? Frozen values, with every expression already compiled."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ruta.cases.instruments.expressions import Expression


class QuestionType(StrEnum):
    """The seven kinds of answer."""

    CHOICE = "choice"
    SEVERAL = "several"
    SCALE = "scale"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"
    MATRIX = "matrix"


class Priority(StrEnum):
    """How soon a need must be met, the gravest first."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Severity(StrEnum):
    """How loud an alert is."""

    INFO = "info"
    WARNING = "warning"
    CRITICAL = "critical"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer on offer."""

    code: str
    label_es: str
    label_en: str
    score: float | None = None
    exclusive: bool = False
    not_scored: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a matrix."""

    code: str
    label_es: str
    label_en: str


@dataclass(frozen=True, slots=True)
class Scale:
    """A whole number between two labelled ends."""

    min: int
    max: int
    min_label_es: str
    max_label_es: str
    faces: bool = False
    min_label_en: str = ""
    max_label_en: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """An amount with its limits."""

    kind: str
    min: float | None = None
    max: float | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question, as it is read aloud."""

    code: str
    type: QuestionType
    text_es: str
    text_en: str
    help_es: str = ""
    staff_note_es: str = ""
    help_en: str = ""
    staff_note_en: str = ""
    options: tuple[Option, ...] = ()
    rows: tuple[Row, ...] = ()
    scale: Scale | None = None
    number: Number | None = None
    max_length: int | None = None
    required: bool = False
    required_if: Expression | None = None
    visible_if: Expression | None = None
    sensitive: bool = False
    sensitivity: str = "normal"
    code_list: str = ""
    prefill: str = ""

    def option(self, code: object) -> Option | None:
        """Find an option by its code."""
        return next((option for option in self.options if option.code == code), None)


@dataclass(frozen=True, slots=True)
class Section:
    """Questions that belong together on a screen."""

    code: str
    label_es: str
    label_en: str
    questions: tuple[Question, ...]
    intro_es: str = ""
    intro_en: str = ""
    visible_if: Expression | None = None
    view_roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScoreItem:
    """One part of a score: exactly one of `question`, `value` and `score` is its source."""

    code: str
    weight: float
    question: str = ""
    value: Expression | None = None
    score: str = ""
    reverse: bool = False
    driver_low_es: str = ""
    driver_high_es: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """A name for the scores from `min` upwards."""

    code: str
    min: float
    label_es: str
    label_en: str


@dataclass(frozen=True, slots=True)
class Score:
    """A weighted mean from 0 to 100."""

    code: str
    label_es: str
    label_en: str
    min_answered: float
    higher_is: str
    weights_version: str
    items: tuple[ScoreItem, ...]
    bands: tuple[Band, ...] = ()
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """A group with its own strategy of service; the first whose condition holds is taken."""

    code: str
    label_es: str
    label_en: str
    when: Expression
    strategy: str
    reason_es: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A plan template worth proposing."""

    template: str
    when: Expression
    reason_es: str


@dataclass(frozen=True, slots=True)
class NeedRule:
    """What opens a need."""

    need: str
    when: Expression
    reason_es: str
    priority: Priority | None = None
    deadline_days: int | None = None


@dataclass(frozen=True, slots=True)
class BarrierRule:
    """What shows a barrier."""

    barrier: str
    when: Expression


@dataclass(frozen=True, slots=True)
class Alert:
    """Who must be told, how soon, and what stops until they have resolved it."""

    code: str
    when: Expression
    severity: Severity
    message_es: str
    notify_roles: tuple[str, ...]
    message_en: str = ""
    within_hours: int | None = None
    blocks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Instrument:
    """A questionnaire of one version. `about` keeps the descriptive fields that no rule reads."""

    code: str
    version: str
    label_es: str
    label_en: str
    sections: tuple[Section, ...]
    scores: tuple[Score, ...] = ()
    segments: tuple[Segment, ...] = ()
    suggests_plans: tuple[Suggestion, ...] = ()
    raises_needs: tuple[NeedRule, ...] = ()
    raises_barriers: tuple[BarrierRule, ...] = ()
    alerts: tuple[Alert, ...] = ()
    applies_when: Expression | None = None
    about: Mapping[str, object] = field(default_factory=dict)

    def questions(self) -> Iterator[Question]:
        """Every question in the order written."""
        return (question for section in self.sections for question in section.questions)

    def question(self, code: str) -> Question | None:
        """Find a question by its code."""
        return next((question for question in self.questions() if question.code == code), None)

    def score(self, code: str) -> Score | None:
        """Find a score by its code."""
        return next((score for score in self.scores if score.code == code), None)

    @property
    def headline(self) -> Score | None:
        """The score that stands for the whole: the last one written, which may be composed of the others."""
        return self.scores[-1] if self.scores else None
