"""Which work of this domain does the worker do?"""

from ruta.feeds.pulling.jobs import pull_due, pull_source, replay_source

__all__ = ["pull_due", "pull_source", "replay_source"]
