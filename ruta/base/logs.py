"""What may a log say of an error? What kind, where, and which rule of the database; never a value, which may be a person's."""

import logging
import traceback
from types import TracebackType
from typing import Any

import psycopg

Caught = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class WithoutValues(logging.Formatter):
    """Writes the frames and the type of an error. Its message is left out: PostgreSQL puts the failing row in it, Python what was typed."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the library's name
        """An address by its pattern: the address of a signed link is the link itself."""
        request = getattr(record, "request", None)
        match = getattr(request, "resolver_match", None)
        if request is not None and match is not None:
            record.message = record.message.replace(request.path, f"/{match.route}")
        return super().formatMessage(record)

    def formatException(self, ei: Caught) -> str:  # noqa: N802 - the library's name
        """The chain of errors, the first cause first."""
        chain: list[BaseException] = []
        error = ei[1]
        while error is not None and error not in chain:
            chain.append(error)
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(_told(each) for each in reversed(chain))


def _told(error: BaseException) -> str:
    frames = "".join(traceback.format_tb(error.__traceback__))
    return f"{frames}{type(error).__module__}.{type(error).__qualname__}{_rule(error)}"


def _rule(error: BaseException) -> str:
    if not isinstance(error, psycopg.Error):
        return ""
    diag: Any = error.diag
    facts = (diag.sqlstate, diag.table_name, diag.column_name, diag.constraint_name)
    return f" [{' '.join(fact for fact in facts if fact)}]"
