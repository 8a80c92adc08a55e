"""One JSON object a line on stderr: what happened, never to which person. No names, tokens or bodies are written.

An address stands there of one alone whose password or code was wrong (app.py), for fail2ban to read.
"""

import json
import logging
import sys
from datetime import UTC, datetime

FIELDS = ("path", "status", "ms", "host", "port", "workers", "unit", "reason", "address")


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
        }
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info:
            # The text of an error may hold a value from a request: its kind and place are enough to find it.
            kind, _, trace = record.exc_info
            line["error"] = kind.__name__ if kind else ""
            while trace is not None:
                code = trace.tb_frame.f_code
                line["where"] = f"{code.co_filename.rpartition('/')[2]}:{trace.tb_lineno} {code.co_name}"
                trace = trace.tb_next
        return json.dumps(line, ensure_ascii=False)


def start(level: int = logging.INFO) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
