"""Which invented norm, amendment, doubt and criterion does a demonstration show? No text of any real law."""

from collections.abc import Sequence
from datetime import date

from ruta.accounts.enums import Role
from ruta.accounts.models import Membership
from ruta.accounts.selectors import actor_in
from ruta.base.context import Actor, acting_as
from ruta.legal.actions import (
    Answer,
    Facts,
    TextTerms,
    Wording,
    begin_text,
    decide_criterion,
    decide_text,
    give_opinion,
    propose_criterion,
    propose_text,
    register_instrument,
    report_gap,
    write_passage,
)
from ruta.legal.models import Instrument

CODE = "norma-de-demostracion"
SOURCE = "Inventada para la demostración"
FIRST, SECOND = date(2024, 3, 1), date(2026, 2, 1)
ARTICLES = (
    ("Preámbulo", "", "Esta norma es inventada. Sirve para mostrar cómo se lee, se busca y se reforma un texto. No obliga a nadie."),
    ("Artículo 1", "Objeto", "Esta norma de demostración ordena cómo una oficina inventada recibe a quien retorna y a quien busca empleo."),
    (
        "Artículo 2", "Plazo de atención",
        "La oficina atiende a la persona retornada en un plazo de cinco días hábiles.\n\nEl plazo se cuenta desde que la persona llega, con documentos o sin ellos.",
    ),
    ("Artículo 3", "Gratuidad", "Ningún trámite del artículo 2 se cobra. Quien cobre responde según el artículo 6 de esta norma."),
    ("Artículo 4", "Datos", "Los datos de la persona se comparten solo con su permiso, que puede retirar cuando quiera."),
    ("Artículo 5", "Relación con otras normas", "En lo que aquí no se diga se atiende a la Ley de Migración y Extranjería y al Convenio 88."),
    ("Artículo 6", "Faltas", "Cobrar por un trámite, negar la atención o revelar un dato protegido son faltas graves."),
)  # fmt: skip
CHANGES = (
    Wording(
        label="Artículo 2", heading="Plazo de atención",
        text="La oficina atiende a la persona retornada el mismo día.\n\nSi no alcanza, le da una cita dentro de los dos días siguientes.",
    ),
    Wording(label="Artículo 3-A", heading="Idioma", text="La atención se da también en garífuna, misquito o inglés cuando la persona lo pide."),
)  # fmt: skip


def make_compendium(*, actor: Actor) -> int:
    """Write them once; says how many norms are new."""
    legal, central, asker = (_acting(role) for role in (Role.LEGAL_OFFICER, Role.CENTRAL_COORDINATION, Role.COUNSELLOR))
    if Instrument.objects.filter(code=CODE).exists() or not (legal and central and asker):
        return 0
    with acting_as(actor):
        facts = {
            "issued": "2024-02-15",
            "subject": "demostración",
            "standing_words": "inventada",
            "certainty": "memory",
            "certainty_words": "inventada",
            "source": SOURCE,
        }
        for code, title, number in (
            (CODE, "Norma de demostración", "Acuerdo 1-2024"),
            (f"reforma-{CODE}", "Reforma a la norma de demostración", "Acuerdo 2-2026"),
        ):
            register_instrument(
                actor=legal, facts=Facts(title=title, number=number, kind="regulation", **facts), code=code, is_synthetic=True
            )
    _text(legal, central, TextTerms(in_force_from=FIRST, source=SOURCE), [Wording(label=a, heading=b, text=c) for a, b, c in ARTICLES])
    _text(legal, central, TextTerms(in_force_from=SECOND, source=SOURCE, is_amendment=True, amending=f"reforma-{CODE}"), CHANGES)
    _doubts(asker, legal, central)
    return 2


def _text(writer: Actor, other: Actor, terms: TextTerms, wordings: Sequence[Wording]) -> None:
    row = begin_text(actor=writer, code=CODE, terms=terms)
    for edition, wording in enumerate(wordings, start=1):
        write_passage(actor=writer, revision_id=row.pk, wording=wording, edition=edition)
    propose_text(actor=writer, revision_id=row.pk, edition=len(wordings) + 1)
    decide_text(actor=other, revision_id=row.pk, is_approved=True)


def _doubts(asker: Actor, legal: Actor, central: Actor) -> None:
    answered = report_gap(
        actor=asker, question="¿Se atiende a quien retorna sin ningún documento?", norm=CODE,
        situation="Llegó una persona sin documentos y en otra ventanilla le dijeron que volviera cuando los tuviera.",
    )  # fmt: skip
    give_opinion(
        actor=legal, gap_id=answered.pk, text="Sí. El plazo corre desde que la persona llega, con documentos o sin ellos.",
        basis="Artículo 2 de la norma de demostración.",
    )  # fmt: skip
    made = propose_criterion(
        actor=legal, gap_id=answered.pk,
        answer=Answer(
            question="¿Se atiende a quien retorna sin ningún documento?", answer="Sí. Se le atiende el mismo día y se le orienta para obtenerlos.",
            basis="Artículo 2 de la norma de demostración, que es inventada.", norm=CODE, is_public=True,
        ),
    )  # fmt: skip
    decide_criterion(actor=central, number=made.number, is_approved=True)
    report_gap(
        actor=asker, question="¿Quién paga el traslado si la cita es en otro municipio?", norm=CODE,
        situation="La única oficina con cupo queda a dos horas y la norma no dice nada del traslado.",
    )  # fmt: skip


def _acting(role: str) -> Actor | None:
    post = (
        Membership.objects.filter(role=role, user__email__endswith="@demo.ruta.hn", is_active=True)
        .select_related("office")
        .order_by("pk")
        .first()
    )
    return actor_in(post) if post else None
