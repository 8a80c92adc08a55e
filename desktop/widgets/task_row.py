"""Long work with a bar, its count in words, and a button that stops it."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from PySide6.QtWidgets import QProgressBar, QWidget

from complaints.errors import OfficeError
from desktop.lanes.lane import Progress, Task
from desktop.lanes.operations import Operations
from desktop.widgets.button import Button
from desktop.widgets.card import label
from desktop.widgets.layouts import column_of, row_of
from desktop.widgets.theme import SPACE_S, SPACE_XS
from desktop.wording.formats import number
from desktop.wording.translation import tr, tr_phrase

LARGEST_RANGE = 2**31 - 1  # Qt counts in 32 bits; a stick holds more bytes

T = TypeVar("T")
ShowSentence = Callable[[str], None]


class TaskRow(QWidget):
    """Hidden until `start`. One task at a time: a second start while one runs is refused by returning False.

    `amount` says in words how much is done: a count, or a size.
    """

    def __init__(self, operations: Operations, name: str, amount: Callable[[int], str] = number) -> None:
        super().__init__()
        self._amount = amount
        self.setObjectName(name)
        self._operations = operations
        self._task: Task | None = None
        self._title = ""
        self._done: Callable[[Any], None] = lambda _: None
        self._failed: ShowSentence = lambda _: None
        self._stopped: Callable[[], None] = lambda: None
        self.text = label("", "muted", f"{name}-text", wrap=True)
        self.bar = QProgressBar()
        self.bar.setObjectName(f"{name}-bar")
        self.bar.setTextVisible(False)
        self.stop = Button(tr("Hentikan"), f"{name}-stop", clicked=self._stop)
        column = column_of(self.text, self.bar, space=SPACE_XS)
        row_of((column, 1), self.stop, space=SPACE_S, of=self, margins=(0, SPACE_XS, 0, SPACE_XS))
        self.hide()

    @property
    def busy(self) -> bool:
        return self._task is not None

    def start(
        self,
        title: str,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        *,
        failed: ShowSentence,
        stopped: Callable[[], None],
        kinds: Iterable[str] = (),
    ) -> bool:
        """Runs the work; `failed` gets the sentence of a refusal, `stopped` is called when the user stopped it."""
        if self._task is not None:
            return False
        self._title, self._done, self._failed, self._stopped = title, done, failed, stopped
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(title)
        self.text.setText(title)
        self.stop.setEnabled(True)
        self.show()
        # Bound methods: a screen that is gone, because the language was changed, is not called any more.
        self._task = self._operations.task(
            work, self._finished, self._progress, kinds=kinds, on_error=self._refused, on_cancel=self._cancelled
        )
        return True

    def _finished(self, result: Any) -> None:
        self._end()
        self._done(result)

    def _refused(self, error: OfficeError) -> None:
        self._end()
        self._failed(tr_phrase(error.phrase))

    def _cancelled(self) -> None:
        self._end()
        self._stopped()

    def _progress(self, part: int, total: int) -> None:
        if total > 0:
            scale = total // LARGEST_RANGE + 1
            self.bar.setRange(0, total // scale)
            self.bar.setValue(part // scale)
            amounts = tr("{part} dari {whole}", part=self._amount(part), whole=self._amount(total))
            self.text.setText(f"{self._title} {amounts}")

    def cancel(self) -> None:
        """Stops what is under way, if anything is."""
        self._stop()

    def _stop(self) -> None:
        if self._task is not None:
            self.stop.setEnabled(False)
            self.text.setText(tr("Menghentikan…"))
            self._task.cancel()

    def _end(self) -> None:
        self._task = None
        self.hide()
