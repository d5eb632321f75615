"""Which verbs make a demonstration out of an empty installation?"""

from ruta.demo.actions.accounts import make_accounts
from ruta.demo.actions.agendas import make_agendas
from ruta.demo.actions.agreements import make_agreements
from ruta.demo.actions.campaigns import make_campaigns
from ruta.demo.actions.compendium import make_compendium
from ruta.demo.actions.continuity import make_continuity
from ruta.demo.actions.dealings import make_dealings
from ruta.demo.actions.employers import make_employers, vacancies_for
from ruta.demo.actions.following import make_following
from ruta.demo.actions.opinions import make_opinions
from ruta.demo.actions.outreach import make_outreach
from ruta.demo.actions.papers import make_papers
from ruta.demo.actions.permits import make_permits
from ruta.demo.actions.pledges import make_pledges
from ruta.demo.actions.population import has_persons, make_population
from ruta.demo.actions.projects import make_projects
from ruta.demo.actions.publications import make_publications
from ruta.demo.actions.roadmap import make_roadmap
from ruta.demo.actions.rounds import make_rounds
from ruta.demo.actions.scans import make_scans
from ruta.demo.actions.services import make_services
from ruta.demo.actions.sources import make_sources
from ruta.demo.actions.spaces import make_spaces
from ruta.demo.actions.staffing import make_staffing
from ruta.demo.actions.studies import make_studies
from ruta.demo.actions.waiting_rooms import make_waiting_rooms

__all__ = [
    "has_persons",
    "make_accounts",
    "make_agendas",
    "make_agreements",
    "make_campaigns",
    "make_compendium",
    "make_continuity",
    "make_dealings",
    "make_employers",
    "make_following",
    "make_opinions",
    "make_outreach",
    "make_papers",
    "make_permits",
    "make_pledges",
    "make_population",
    "make_projects",
    "make_publications",
    "make_roadmap",
    "make_rounds",
    "make_scans",
    "make_services",
    "make_sources",
    "make_spaces",
    "make_staffing",
    "make_studies",
    "make_waiting_rooms",
    "vacancies_for",
]
