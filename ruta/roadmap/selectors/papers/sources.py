"""Where do the figures of reports come from?"""

from django.conf import settings
from django.urls import reverse

from ruta.insights.papers import Source
from ruta.roadmap.selectors.papers.standing import Standing


def page(name: str, *args: str) -> str:
    """The address of a page of the desk, as a file can carry it."""
    return str(settings.PUBLIC_ADDRESS + reverse(f"desk:{name}", args=args))


def of_plan(key: str, standing: Standing) -> Source:
    """The rows of a plan with what was reported of them."""
    title = standing.version.header["document"]["title"]
    return Source(
        key,
        f"{standing.plan.title}, versión {standing.version.number} ({title})",
        "ruta.roadmap.selectors.lines_of",
        "El avance es el que anotó quien responde; sin reporte no se supone ninguno.",
        page("roadmap-plan", standing.plan.code),
    )


def of_progress(key: str) -> Source:
    """The reports of progress."""
    return Source(
        key, "Avances anotados en los planes", "ruta.roadmap.models.Progress",
        "Cuenta lo que se anotó en esos días, aunque el trabajo se haya hecho antes.", page("roadmap"),
    )  # fmt: skip


def of_attentions(key: str) -> Source:
    """I01."""
    return Source(
        key, "I01, atenciones a personas migrantes", "ruta.insights.selectors.attentions",
        "Cuenta servicios prestados y registrados en la plataforma, no personas; lo que no se registró no está.", page("attentions"),
    )  # fmt: skip


def of_referrals(key: str) -> Source:
    """I54."""
    return Source(
        key, "I54, derivaciones que se cierran", "ruta.insights.selectors.referral_steps",
        "Las derivaciones recientes todavía no llegan al último paso.", page("referral_figures"),
    )  # fmt: skip


def of_risks(key: str) -> Source:
    """What was thought of risks."""
    return Source(
        key, "Revisiones de los riesgos de los planes", "ruta.roadmap.models.RiskReview",
        "La probabilidad y el impacto son juicio de quien revisa, no una medida.", page("risks"),
    )  # fmt: skip


def of_budgets(key: str) -> Source:
    """What institutions set aside for returned persons."""
    return Source(
        key, "Presupuestos de las instituciones para personas retornadas", "ruta.roadmap.models.YearBudget",
        "Lo anota cada institución, con su documento; no se audita aquí.", page("year-budgets"),
    )  # fmt: skip
