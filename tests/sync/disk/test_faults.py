"""Each error of the disk has one meaning, and each meaning a sentence at every place that writes."""

import errno
import os
from pathlib import Path

import pytest

from complaints.errors import OfficeError
from desktop.store import durable_files
from desktop.store.durable_files import disk_errors
from sync.bundle.refusals import StickFailed, stick_errors
from sync.disk import faults
from sync.disk.faults import WINDOWS, DiskFault, HeldElsewhere, disk_fault

SENTENCES = {
    DiskFault.FULL: durable_files.DiskFull,
    DiskFault.TOO_LARGE: durable_files.FileTooLarge,
    DiskFault.LOCKED: durable_files.FolderReadOnly,
    DiskFault.IN_USE: durable_files.FileInUse,
    DiskFault.AWAY: durable_files.DeviceAway,
    DiskFault.FAILED: durable_files.DiskFailed,
    DiskFault.BAD_NAME: durable_files.BadFileName,
    DiskFault.TOO_LONG: durable_files.NameTooLong,
    DiskFault.BLOCKED: durable_files.BlockedByScanner,
}


def windows_error(number: int, c_number: int = errno.EINVAL) -> OSError:
    """As Windows raises it: on other systems Python has no place for the number."""
    error = OSError(c_number, "from Windows", "Register.xlsx", number)
    error.winerror = number  # pyright: ignore[reportAttributeAccessIssue]
    return error


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        (112, DiskFault.FULL), (39, DiskFault.FULL), (1295, DiskFault.FULL), (223, DiskFault.TOO_LARGE),
        (5, DiskFault.LOCKED), (19, DiskFault.LOCKED), (32, DiskFault.IN_USE), (33, DiskFault.IN_USE),
        (21, DiskFault.AWAY), (1167, DiskFault.AWAY), (53, DiskFault.AWAY), (59, DiskFault.AWAY), (64, DiskFault.AWAY),
        (67, DiskFault.AWAY), (23, DiskFault.FAILED), (27, DiskFault.FAILED), (31, DiskFault.FAILED), (1117, DiskFault.FAILED),
        (2, DiskFault.MISSING), (3, DiskFault.MISSING), (123, DiskFault.BAD_NAME), (206, DiskFault.TOO_LONG), (225, DiskFault.BLOCKED),
    ],
)  # fmt: skip
def test_windows_number_goes_before_that_of_c(number: int, fault: DiskFault) -> None:
    assert disk_fault(windows_error(number, errno.EACCES)) is fault


@pytest.mark.parametrize("number", sorted(WINDOWS))
def test_every_fault_has_a_sentence_for_data_and_for_a_stick(number: int) -> None:
    fault = WINDOWS[number]
    if fault is not DiskFault.MISSING:
        with pytest.raises(SENTENCES[fault]), disk_errors():
            raise windows_error(number)
    with pytest.raises(StickFailed), stick_errors():
        raise windows_error(number)


def test_sentences_for_a_stick_differ_by_fault() -> None:
    texts: dict[str, set[DiskFault]] = {}
    for number, fault in WINDOWS.items():
        with pytest.raises(StickFailed) as caught, stick_errors():
            raise windows_error(number)
        texts.setdefault(str(caught.value), set()).add(fault)
    assert len(texts) == len(DiskFault)


def test_what_is_no_fault_of_the_disk_passes() -> None:
    for error in (
        windows_error(10054),
        OSError(errno.EINVAL, "bug", "a?b"),  # without a name it is the disk's on Windows
        FileNotFoundError(errno.ENOENT, "gone"),
        OSError("no number"),
    ):
        with pytest.raises(OSError) as caught, disk_errors():  # noqa: PT011 - the very same
            raise error
        assert caught.value is error


def test_a_file_open_elsewhere_is_named_without_our_ending() -> None:
    with pytest.raises(OfficeError, match=r"“Register\.xlsx” sedang dibuka"), disk_errors():
        raise HeldElsewhere(13, "held", str(Path("folder") / "Register.xlsx"))
    error = windows_error(32)
    error.filename = str(Path("folder") / "Register.xlsx.part")
    with pytest.raises(OfficeError, match=r"“Register\.xlsx” sedang dibuka"), disk_errors():
        raise error


def test_what_windows_says_of_a_file_that_is_open_is_the_disk_s(monkeypatch: pytest.MonkeyPatch):
    """A stick pulled while it is written: EINVAL, without a number of Windows."""
    assert disk_fault(OSError(errno.EINVAL, "Invalid argument")) is (DiskFault.FAILED if os.name == "nt" else None)
    monkeypatch.setattr(faults, "IS_WINDOWS", True)
    assert disk_fault(OSError(errno.EINVAL, "Invalid argument")) is DiskFault.FAILED
    assert disk_fault(OSError(errno.EINVAL, "Invalid argument", "a?b")) is None
