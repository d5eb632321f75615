"""The world of referrals, at the real time: the database says itself whether a link has ended."""

from ruta.referrals.tests.conftest import allowed, case, dunia, mirna, need, rows, send, service, step, stranger, unallowed

__all__ = ["allowed", "case", "dunia", "mirna", "need", "rows", "send", "service", "step", "stranger", "unallowed"]
