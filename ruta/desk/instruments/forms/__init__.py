"""How is a piece of an instrument typed, and which piece of content does the typing make?"""

from ruta.desk.instruments.forms.base import PieceForm, PublishForm, next_version
from ruta.desk.instruments.forms.parts import OptionsForm, SectionForm
from ruta.desk.instruments.forms.questions import QuestionForm
from ruta.desk.instruments.forms.rules import RuleForm
from ruta.desk.instruments.forms.scores import ScoreForm

__all__ = ["OptionsForm", "PieceForm", "PublishForm", "QuestionForm", "RuleForm", "ScoreForm", "SectionForm", "next_version"]
