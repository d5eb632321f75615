"""What becomes of messages when two records become one person?"""

from ruta.base.sentences import gettext_noop
from ruta.people.merging.registry import moves

moves("communication_message", gettext_noop("Mensajes"))
