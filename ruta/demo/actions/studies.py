"""Which studies and scenarios would the observatory keep? Invented titles and authors, like everything of a demonstration."""

from datetime import date, timedelta

from ruta.accounts.models import Membership
from ruta.accounts.selectors import actor_in
from ruta.base.clock import today
from ruta.base.context import Actor
from ruta.base.transactions import action
from ruta.demo.actions.facilities import PAPER
from ruta.insights.actions import ScenarioTerms, StudyTerms, note_use, save_scenario, save_study, show_scenario, show_study
from ruta.insights.models import Study

WRITER, READER = "observatorio@demo.ruta.hn", "monitoreo@demo.ruta.hn"
# title, kind, author, source, years ago, themes, places, findings, limits, the decision that it served
STUDIES = (
    (
        "Sequía y salida de jóvenes del corredor seco (demostración)", "research", "Equipo de demostración A", "Universidad de demostración", 1, ("climate", "labour_migration"),
        ("06", "17"), "Donde dos cosechas se perdieron, más hogares dijeron que alguien pensaba irse.", "Encuesta en 14 aldeas: no vale para todo el país.",
        "Priorizar Choluteca y Valle en los cursos cortos de riego y empleo temporal.",
    ),
    (
        "Qué piden las pequeñas empresas que contratan a personas retornadas (demostración)", "diagnosis", "Equipo de demostración B", "Cámara de demostración", 0,
        ("small_firms", "skills", "return"), ("05",), "Piden certificado de oficio y alguien a quien llamar los primeros tres meses.", "Treinta empresas que aceptaron hablar.",
        "Llamar a la empresa a los 30 y a los 90 días de cada colocación.",
    ),
    (
        "Evaluación del capital semilla para personas retornadas (demostración)", "evaluation", "Consultoría de demostración", "Cooperación de demostración", 2, ("small_firms", "return"), (),
        "A los doce meses seguían abiertos poco más de la mitad de los negocios.", "Sin grupo de comparación: no dice cuántos habrían abierto sin el apoyo.", "",
    ),
)  # fmt: skip
SCENARIOS = (
    (
        "Dos años de sequía seguidos", 3, "middle", ("climate", "labour_migration"), "Lluvias tardías y precio del maíz.", "Más hogares del sur buscan trabajo fuera de su municipio antes de septiembre.",
        "Reservas de grano bajo tres meses; más registros de Choluteca y Valle en la cola.", "Empleo temporal y cursos cortos en el sur; dos unidades itinerantes más.", 0,
    ),
    (
        "Retornos que se duplican en un trimestre", 1, "unknown", ("return", "labour_market"), "Un cambio de reglas en los países de destino.", "El doble de personas en los centros de recepción, con las mismas oficinas.",
        "Más vuelos anunciados; espera de más de una hora en SPS y La Ceiba.", "Modo reducido de la acogida, turnos por la tarde y derivación a las municipales.", 1,
    ),
)  # fmt: skip


@action
def make_studies(*, actor: Actor) -> int:
    """Three studies and two scenarios; a demonstration that has some keeps its own. Says how many studies."""
    del actor
    posts = {each.user.email: each for each in Membership.objects.select_related("office", "user").filter(user__email__in=(WRITER, READER))}
    if Study.objects.exists() or set(posts) != {WRITER, READER}:
        return 0
    writer, reader = actor_in(posts[WRITER]), actor_in(posts[READER])
    made = [_study(writer, reader, row) for row in STUDIES]
    for title, years, likelihood, themes, drivers, story, signs, response, rests_on in SCENARIOS:
        terms = ScenarioTerms(
            title=title, horizon=today().year + years, likelihood=likelihood, themes=themes, drivers=drivers, story=story, signs=signs, response=response,
            study_ids=(made[rests_on].pk,),
        )  # fmt: skip
        row = save_scenario(actor=writer, terms=terms)
        show_scenario(actor=reader, scenario_id=row.pk, is_shown=True)
    return len(made)


def _study(writer: Actor, reader: Actor, row: tuple[str, str, str, str, int, tuple[str, ...], tuple[str, ...], str, str, str]) -> Study:
    title, kind, author, source, years, themes, places, findings, limits, decision = row
    terms = StudyTerms(
        title=title, kind=kind, author=author, source=source, published_on=min(date(today().year - years, 2, 15), today()), themes=themes, departments=places,
        findings=findings, limits=limits,
    )  # fmt: skip
    made = save_study(actor=writer, terms=terms, content=PAPER)
    if decision:
        note_use(
            actor=writer,
            study_id=made.pk,
            decided_on=max(made.published_on, today() - timedelta(days=40)),
            decision=decision,
            where="Acta de coordinación",
        )
        show_study(actor=reader, study_id=made.pk, is_shown=True)
    return made
