"""What becomes of the log of messages when two records become one?"""

from ruta.people.merging.registry import stays

stays("trust_message", "the log is sealed: whose record it was then stays written")
