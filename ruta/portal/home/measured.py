"""Of each promise of the charter: between which two days is it measured? `insights/sql/promise_*.sql` count by these."""

from django.utils.translation import gettext_lazy as _

BETWEEN = {
    "sc_registration": _("Desde que la oficina registra a la persona hasta que su expediente está abierto; de quien no tiene expediente no se sabe si lo pidió, y quien llegó en una lista importada no cuenta. Los minutos de espera se miden aparte, por el turno."),
    "sc_profiling": _("Desde que se abre el expediente hasta que el perfil está hecho."),
    "sc_counselling": _("Desde que el perfil está hecho hasta que se acuerda el itinerario; si el expediente se cierra antes del plazo, no cuenta."),
    "sc_workshop": _("Desde la inscripción hasta la primera sesión que de verdad se dio; un taller cancelado cuenta como incumplido."),
    "sc_intermediation": _("Desde que se envía a la persona a la vacante hasta que el empleador responde; si la persona desiste antes del plazo, no cuenta."),
    "sc_placement_follow_up": _("Desde el día en que toca el contacto hasta que se hace, conteste o no la persona; si el seguimiento se suspende antes del plazo, no cuenta."),
    "sc_referral": _("Desde que se envía la derivación hasta que la institución la acepta."),
    "sc_self_employment": _("Desde que la persona cuenta su idea hasta que se revisa con ella o se le envía a SENPRENDE."),
    "sc_employer_vacancy": _("Desde que la vacante se entrega a revisión hasta que se publica."),
    "sc_technical_selection": _("Desde que se publica la vacante con selección técnica hasta que se envía la primera terna."),
    "sc_work_abroad": _("Desde la inscripción hasta que se le dice que sigue o por qué no."),
    "sc_rights": _("Desde que se anota un reclamo laboral o el deseo de trabajar fuera hasta que se da la información o se envía a quien lo resuelve; lo que se pregunta y se contesta en el momento sin anotar una necesidad no se cuenta."),
    "sc_itinerant": _("Cada día anunciado es una promesa, y se cumple si el equipo llegó ese mismo día. Si la visita cambia de día, se cancela o nadie dice qué pasó, cuenta como incumplida; el nuevo día es otra promesa. El plazo propuesto no dice desde cuándo corre y no se mide."),
}  # fmt: skip
