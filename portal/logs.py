"""One line a record: when, how bad, who speaks, for which request, what. A record cannot forge another."""

import logging
import re
from datetime import UTC, datetime

CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")
PHONE = re.compile(r"(?<!\d)((?:86)?1\d{2})\d{4}(\d{4})(?!\d)")
# What stands for one person's answer: the token of an invitation, the reference of a receipt.
ANSWER = re.compile(r"(/surveys/(?:invited|receipts)/)[^/?\s]+")


def harmless(text: str) -> str:
    """Control characters escaped, the middle of telephone numbers and all that leads to one answer hidden."""
    escaped = CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode(), text)
    escaped = ANSWER.sub(r"\1****", escaped)
    return PHONE.sub(r"\1****\2", escaped)


class LineFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        request = getattr(getattr(record, "request", None), "request_id", "-")
        line = f"{when} {record.levelname} {record.name} {request} {harmless(record.getMessage())}"
        if record.exc_info:
            line += f"\n{self.formatException(record.exc_info)}"
        return line
