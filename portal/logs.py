"""One line a record: when, how bad, who speaks, for which request, what. A record cannot forge another."""

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
PHONE = re.compile(r"(?<!\d)((?:86)?1\d{2})\d{4}(\d{4})(?!\d)")
# Addresses that are keys (docs/deploy/nginx.conf has the same list): Django names the address of what it refuses.
KEY = re.compile(
    r"(/(?:surveys/(?:invited|receipts|desk)|account/(?:password/reset/key|confirm-email)|cells/objections/receipt|"
    r"cells/mine/invitations|events/registration|feedback)/)[^\s/?]+"
)
# The id of the request that this thread answers, or answered last: a streamed body comes after its view.
REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="-")


def harmless(text: str) -> str:
    """Control characters escaped, the middle of telephone numbers and keys in addresses hidden."""
    escaped = CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode(), text)
    return KEY.sub(r"\1***", PHONE.sub(r"\1****\2", escaped))


class PlainFormatter(logging.Formatter):
    """What both forms of a record are made from."""

    def parts(self, record: logging.LogRecord) -> dict[str, str]:
        request = getattr(getattr(record, "request", None), "request_id", None)
        return {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request": request or REQUEST_ID.get(),
            "message": harmless(record.getMessage()),
        }

    def trace(self, record: logging.LogRecord) -> list[str]:
        """Its lines, each set in, since a fault's own words may hold line breaks and look like a record."""
        text = self.formatException(record.exc_info) if record.exc_info else ""
        return [f"  {harmless(line)}" for line in text.splitlines()]


class LineFormatter(PlainFormatter):
    def format(self, record: logging.LogRecord) -> str:
        return "\n".join([" ".join(self.parts(record).values()), *self.trace(record)])


class JsonFormatter(PlainFormatter):
    def format(self, record: logging.LogRecord) -> str:
        trace = self.trace(record)
        return json.dumps(self.parts(record) | ({"trace": "\n".join(trace)} if trace else {}), ensure_ascii=False)
