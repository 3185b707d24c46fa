"""Sessions as Django keeps them, found by one statement that is written once: every request begins with it."""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

FOUND = f"SELECT session_data FROM {Session._meta.db_table} WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    def load(self) -> dict[str, Any]:
        """What is kept of a session that has not ended, or nothing; it is then a new one."""
        with connection.cursor() as cursor:
            cursor.execute(FOUND, [self.session_key, timezone.now()])
            kept = cursor.fetchone()
        if kept is None:
            self._session_key = None
            return {}
        found: dict[str, Any] = self.decode(kept[0])
        return found
