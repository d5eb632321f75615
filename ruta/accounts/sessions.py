"""Which session and which user does a request bring? Asked at every request, so the server keeps the words (ADR 0262)."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from ruta.accounts.models import User
from ruta.base.clock import now
from ruta.base.compiled import asked_of


class SessionStore(db.SessionStore):
    """Sessions in the database, each read once a request."""

    def _get_session_from_db(self) -> Session | None:
        found = next((row for row in asked_of(_session, self.session_key) if row.expire_date > now()), None)
        if found is None:
            self._session_key = None
        return found


class KnownUsers(AuthenticationBackend):
    """Who signed in by e-mail and password; read anew at every request, so that who is barred is out at once."""

    def get_user(self, user_id: Any) -> User | None:
        """The user, while they may sign in."""
        found = next(iter(asked_of(_user, user_id)), None)
        return found if found and self.user_can_authenticate(found) else None


def _session(key: str) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key)


def _user(number: int) -> QuerySet[User]:
    return User.objects.filter(pk=number)
