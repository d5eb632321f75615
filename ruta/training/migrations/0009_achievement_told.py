"""Of which certificates is an achievement, that a badge points to, read? Of the newest one that was signed with it; no number leaves but to be checked."""

from django.db import migrations

from ruta.base.schema import Definer

# What was signed stands in the token itself (RFC 7519): its middle part, in base64url without padding.
CLAIMS = "CASE WHEN part <> '' THEN convert_from(decode(rpad(part, (length(part) + 3) / 4 * 4, '='), 'base64'), 'UTF8')::jsonb END"
NEWEST = f"""
SELECT a.number FROM training_award a JOIN training_enrolment r ON r.id = a.enrolment_id JOIN training_edition e ON e.id = r.edition_id,
  LATERAL (SELECT translate(split_part(a.credential, '.', 2), '-_', '+/') AS part) token
WHERE e.course_id = course AND ({CLAIMS}) #>> '{{credentialSubject,achievement,id}}' LIKE '%/insignias/logros/' || course || '-' || edited
ORDER BY a.id DESC LIMIT 1
"""


class Migration(migrations.Migration):
    """One more narrow door: from a course as it was then to a certificate of it."""

    dependencies = [("training", "0008_programmes_guarded")]
    operations = [
        Definer(
            "ruta_award_of_achievement(course bigint, edited bigint)", NEWEST, owner="ruta_reader", returns="text", volatility="STABLE"
        ),
    ]
