"""Which employers are there, which vacancies do they offer, and at which fairs do they meet people?"""

from ruta.employers.models.boards import BoardLoad, BoardRow
from ruta.employers.models.chambers import Chamber, ChamberContact, ChamberMember
from ruta.employers.models.employers import Employer, EmployerContact, EmployerLink, EmployerPlace
from ruta.employers.models.fairs import Fair, FairAnswer, FairAttendance, FairEmployer, FairInterview
from ruta.employers.models.prospecting import Expectation, Season, Visit
from ruta.employers.models.vacancies import Vacancy, VacancyQuestion, VacancyStep

__all__ = [
    "BoardLoad",
    "BoardRow",
    "Chamber",
    "ChamberContact",
    "ChamberMember",
    "Employer",
    "EmployerContact",
    "EmployerLink",
    "EmployerPlace",
    "Expectation",
    "Fair",
    "FairAnswer",
    "FairAttendance",
    "FairEmployer",
    "FairInterview",
    "Season",
    "Vacancy",
    "VacancyQuestion",
    "VacancyStep",
    "Visit",
]
