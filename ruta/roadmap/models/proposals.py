"""Who proposes to adjust a plan, in what, and what came of it?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ruta.directory.models import Institution
from ruta.roadmap.enums import ProposalState, Verb
from ruta.roadmap.models.plans import Plan, PlanVersion


class Proposal(models.Model):
    """An adjustment of a plan: its changes stand beside it, its approval writes the next version."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="proposals")
    base = models.ForeignKey(PlanVersion, models.PROTECT, related_name="+", verbose_name=_("versión de partida"))
    title = models.CharField(_("asunto"), max_length=160)
    reason = models.CharField(_("por qué"), max_length=400, blank=True)
    state = models.CharField(_("estado"), max_length=10, choices=ProposalState.choices, default=ProposalState.DRAFT)
    opened_at = models.DateTimeField(_("abierta el"))
    opened_by = models.BigIntegerField(null=True)
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+", verbose_name=_("institución"))
    sent_at = models.DateTimeField(_("enviada el"), null=True)
    sent_by = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(_("decidida el"), null=True)
    decided_by = models.BigIntegerField(null=True)
    decided_in = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    answer = models.CharField(_("respuesta"), max_length=400, blank=True)
    result = models.OneToOneField(PlanVersion, models.PROTECT, null=True, related_name="proposal", verbose_name=_("versión que resultó"))

    class Meta:
        verbose_name = _("propuesta de ajuste")
        verbose_name_plural = _("propuestas de ajuste")
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state=ProposalState.APPROVED, result__isnull=False)
                | (~models.Q(state=ProposalState.APPROVED) & models.Q(result__isnull=True)),
                name="roadmap_proposal_result",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Change(models.Model):
    """One small change of a proposal, said on one version; it never changes, an undo is a row that names it."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="changes")
    base = models.ForeignKey(PlanVersion, models.PROTECT, related_name="+")
    verb = models.CharField(_("qué"), max_length=8, choices=Verb.choices)
    key = models.CharField(_("fila"), max_length=60, blank=True)
    field = models.CharField(_("dato"), max_length=130, blank=True)
    old = models.JSONField(_("antes"), null=True)
    new = models.JSONField(_("después"), null=True)
    undoes = models.OneToOneField("self", models.PROTECT, null=True, related_name="undone_by")
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("cambio propuesto")
        verbose_name_plural = _("cambios propuestos")
        ordering = ("proposal", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(verb=Verb.UNDO, undoes__isnull=False) | (~models.Q(verb=Verb.UNDO) & models.Q(undoes__isnull=True)),
                name="roadmap_change_undo",
            ),
        )

    def __str__(self) -> str:
        return f"{self.verb} {self.key} {self.field}".strip()
