"""What does the training of staff and persons consist of?"""

from ruta.training.models.appraisals import Appraisal
from ruta.training.models.courses import Course, Edition, Session, TrainingNeed, TrainingProgramme
from ruta.training.models.learning import Attendance, Award, Enrolment, Learner

__all__ = ["Appraisal", "Attendance", "Award", "Course", "Edition", "Enrolment", "Learner", "Session", "TrainingNeed", "TrainingProgramme"]
