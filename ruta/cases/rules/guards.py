"""What must be true of a case before a verb opens, and which sentence says what is missing?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from ruta.base.sentences import Sentence, gettext_noop, ngettext_noop
from ruta.cases.enums import CaseGuard, CaseState, ClosingRequirement

G, R = CaseGuard, ClosingRequirement


@dataclass(frozen=True, slots=True)
class ChildFacts:
    """What a minor's case must have before it leaves intake; an adult's lacks nothing."""

    is_minor: bool = False
    has_authority: bool = True
    has_assent: bool = True
    has_best_interest: bool = True
    has_risk: bool = True


NO_CHILD = ChildFacts()


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What the guards need to know; a selector fills it. The defaults are those of a case just opened."""

    state: CaseState = CaseState.INTAKE
    consent_case_management: bool = False
    child: ChildFacts = NO_CHILD
    assessments: int = 0
    open_plans: int = 0
    plans_without_dated_step: int = 0
    open_referrals: int = 0
    next_contact_on: date | None = None
    blocks: frozenset[str] = frozenset()
    unasked_before: frozenset[str] = frozenset()
    transfer_offered: bool = False
    receives_transfer: bool = False
    may_reopen: bool = True
    closing_holds: frozenset[ClosingRequirement] = frozenset()


@dataclass(frozen=True, slots=True)
class ClosingReason:
    """A reason of the catalogue `case_closing`."""

    code: str
    requires: tuple[ClosingRequirement, ...] = ()
    follow_up_days: tuple[int, ...] = ()
    reopen: bool = True
    sensitive: bool = False

    @classmethod
    def of(cls, item: Mapping[str, object]) -> "ClosingReason":
        """Read one item of the catalogue."""
        requires, days = item.get("requires", ()), item.get("follow_up_days", ())
        return cls(
            code=str(item["code"]),
            requires=tuple(R(str(code)) for code in requires) if isinstance(requires, list | tuple) else (),
            follow_up_days=tuple(int(day) for day in days) if isinstance(days, list | tuple) else (),
            reopen=bool(item.get("reopen", True)),
            sensitive=bool(item.get("sensitive", False)),
        )


@dataclass(frozen=True, slots=True)
class Guard:
    """A condition with the sentence for when it fails; `count` is what the sentence counts."""

    holds: Callable[[CaseFacts], bool]
    text: str
    plural: str = ""
    count: Callable[[CaseFacts], int] = lambda _facts: 1

    def sentence(self, facts: CaseFacts) -> Sentence:
        """Say what is missing and what to do."""
        return Sentence(self.text, plural=self.plural, count=self.count(facts))


GUARDS: Mapping[CaseGuard, Guard] = {
    G.CONSENT_GIVEN: Guard(
        lambda facts: facts.consent_case_management,
        gettext_noop("Falta el permiso de la persona para atender su caso. Explíquelo y regístrelo."),
    ),
    G.AUTHORITY_KNOWN: Guard(
        lambda facts: facts.child.has_authority,
        gettext_noop("Es menor de edad y falta quien autorice: anote a su madre, padre o representante con prueba, o avise a SENAF."),
    ),
    G.CHILD_ASSENTED: Guard(
        lambda facts: facts.child.has_assent,
        gettext_noop("Falta preguntarle a la niña, niño o adolescente y que esté de acuerdo."),
    ),
    G.BEST_INTEREST_WRITTEN: Guard(
        lambda facts: facts.child.has_best_interest,
        gettext_noop("Falta la nota de interés superior. La escribe responsable de protección."),
    ),
    G.CHILD_RISK_ASSESSED: Guard(
        lambda facts: facts.child.has_risk,
        gettext_noop("Falta la valoración de riesgo de la niña, niño o adolescente. La hace responsable de protección."),
    ),
    G.INTAKE_NOT_BLOCKED: Guard(
        lambda facts: "intake_completion" not in facts.blocks,
        gettext_noop("Una alerta detiene el registro. La resuelve, con una nota, quien fue avisado."),
    ),
    G.PLAN_NOT_BLOCKED: Guard(
        lambda facts: "plan_activation" not in facts.blocks,
        gettext_noop("Una alerta detiene el itinerario. La resuelve, con una nota, quien fue avisado."),
    ),
    G.ASKED_BEFORE_PLAN: Guard(
        lambda facts: "plan_activation" not in facts.unasked_before,
        gettext_noop(
            "Antes del itinerario falta un cuestionario que esta población necesita. Si no está en «Se puede preguntar», pídalo a quien atiende protección."
        ),
    ),
    G.CLOSING_NOT_BLOCKED: Guard(
        lambda facts: "case_closing" not in facts.blocks,
        gettext_noop("Hay un riesgo abierto: no se cierra hasta que responsable de protección lo resuelva."),
    ),
    G.HAS_ASSESSMENT: Guard(
        lambda facts: facts.assessments > 0,
        gettext_noop("Falta la valoración. Hágala con la persona antes del itinerario."),
    ),
    G.HAS_PLAN: Guard(
        lambda facts: facts.open_plans > 0,
        gettext_noop("Falta el itinerario. Acuérdelo con la persona."),
    ),
    G.NEXT_STEPS_DATED: Guard(
        lambda facts: facts.plans_without_dated_step == 0,
        *ngettext_noop(
            "Un itinerario abierto no tiene próximo paso con fecha. Póngale uno.",
            "%(count)s itinerarios abiertos no tienen próximo paso con fecha. Póngales uno.",
        ),
        lambda facts: facts.plans_without_dated_step,
    ),
    G.NO_OPEN_REFERRALS: Guard(
        lambda facts: facts.open_referrals == 0,
        *ngettext_noop(
            "Queda una derivación sin resultado. Ciérrela o retírela primero.",
            "Quedan %(count)s derivaciones sin resultado. Ciérrelas o retírelas primero.",
        ),
        lambda facts: facts.open_referrals,
    ),
    G.CONTACT_PLANNED: Guard(
        lambda facts: facts.next_contact_on is not None,
        gettext_noop("Falta la fecha del próximo contacto. Acuérdela con la persona."),
    ),
    G.NO_TRANSFER_OFFERED: Guard(
        lambda facts: not facts.transfer_offered,
        gettext_noop("Ya hay un traslado que espera respuesta de la otra oficina."),
    ),
    G.TRANSFER_OFFERED: Guard(
        lambda facts: facts.transfer_offered,
        gettext_noop("No hay traslado que responder."),
    ),
    G.RECEIVES_TRANSFER: Guard(
        lambda facts: facts.receives_transfer,
        gettext_noop("Responde la coordinación de la oficina que recibe el caso."),
    ),
    G.MAY_REOPEN: Guard(
        lambda facts: facts.may_reopen,
        gettext_noop("Este caso se cerró de forma definitiva. Busque el expediente que lo continúa o abra uno nuevo."),
    ),
}

CLOSING_MISSING: Mapping[ClosingRequirement, str] = {
    R.PLACEMENT_CONFIRMED: gettext_noop("Falta que la persona confirme la colocación."),
    R.ALL_GOALS_RESOLVED: gettext_noop("Quedan metas sin resolver en el itinerario."),
    R.CONTRACT_CHECKLIST_PASSED: gettext_noop("Falta aprobar la lista de verificación del contrato."),
    R.TRANSFER_ACCEPTED: gettext_noop("Falta que quien recibe acepte el traslado."),
    R.CONTACT_ATTEMPTS_5: gettext_noop("Faltan intentos: al menos 5 en 60 días, por 2 medios y en horarios distintos."),
    R.REASON_TEXT: gettext_noop("Falta la explicación escrita."),
    R.GAP_RECORDED: gettext_noop("Falta registrar el vacío en el banco de programas."),
    R.PROTECTION_OFFICER_APPROVAL: gettext_noop("Falta la aprobación de responsable de protección."),
    R.NO_DELIVERIES: gettext_noop("El caso tiene atenciones registradas: no se abrió por error. Use otra razón."),
}


def missing_for_closing(reason: ClosingReason, facts: CaseFacts) -> list[Sentence]:
    """Say which requirements of a closing reason do not hold yet."""
    return [Sentence(CLOSING_MISSING[code]) for code in reason.requires if code not in facts.closing_holds]
