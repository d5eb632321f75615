"""What may the person say about one referral on a telephone, and how is it answered?"""

from typing import Any

from ruta.base.context import Actor
from ruta.portal.links.forms import REASONS, YES, AnswerForm, RefuseForm
from ruta.referrals.actions import ask_other_date, confirm, dispute, person_declines
from ruta.referrals.enums import ReferralVerb
from ruta.referrals.models import Referral

V = ReferralVerb
OTHER_DATE, REFUSE, ANSWER = "otra-fecha", "no-quiero", "respuesta"
VERBS = {OTHER_DATE: V.ASK_OTHER_DATE, REFUSE: V.REFUSE, ANSWER: V.CONFIRM}
FORMS = {REFUSE: RefuseForm, ANSWER: AnswerForm}


def run(actor: Actor, referral: Referral, what: str, form: Any) -> Referral:
    """Do what the person said."""
    if what == OTHER_DATE:
        return ask_other_date(actor=actor, referral_id=referral.pk)
    given = form.cleaned_data
    if what == REFUSE:
        return person_declines(actor=actor, referral_id=referral.pk, reason=given["reason"], note=given["note"])
    if given["answer"] == YES:
        return confirm(actor=actor, referral_id=referral.pk, note=given["note"])
    return dispute(actor=actor, referral_id=referral.pk, reason=REASONS[given["answer"]], note=given["note"])
