"""Which employers are there, and which vacancies do they offer?"""

from ruta.employers.models.boards import BoardLoad, BoardRow
from ruta.employers.models.employers import Employer, EmployerContact, EmployerLink, EmployerPlace
from ruta.employers.models.vacancies import Vacancy, VacancyStep

__all__ = ["BoardLoad", "BoardRow", "Employer", "EmployerContact", "EmployerLink", "EmployerPlace", "Vacancy", "VacancyStep"]
