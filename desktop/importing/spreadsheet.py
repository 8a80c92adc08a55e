"""Reads the sheets of an Excel or OpenDocument file; in a process of its own (apart.py), for a library may abort."""

from pathlib import Path

from desktop.importing.csv_table import read_csv
from desktop.importing.table import Table


def read_spreadsheet(path: Path) -> list[Table]:
    """Other programs save web pages and plain text under Excel's old ending; Excel opens them, and so does this."""
    if path.suffix.lower() == ".xls":
        content = path.read_bytes()
        head = content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        if head.startswith((b"<html", b"<!doctype", b"<table", b"<meta", b"<head", b"<style")):
            from desktop.importing.html_table import read_html

            return read_html(content)
        is_workbook = content.startswith((b"PK", b"\xd0\xcf\x11\xe0", b"\t\x08", b"\t\x04", b"\t\x02", b"\t\x00"))
        if not is_workbook and _is_text(content[:4096]):
            return [read_csv(content)]
    from desktop.importing.workbook import read_workbook

    return read_workbook(path)


def _is_text(content: bytes) -> bool:
    return content.startswith((b"\xff\xfe", b"\xfe\xff")) or not any(byte < 9 for byte in content)
