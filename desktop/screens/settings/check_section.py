"""The check of the book: whether everything is as it was written, and what could be mended."""

from desktop.office import upkeep_words
from desktop.screens.settings.section import Section, SectionContext, button_row
from desktop.store.check import CheckReport
from desktop.widgets import PrimaryButton, TaskRow, heading, hint, label
from desktop.widgets.lists import word_list
from desktop.widgets.theme import look
from desktop.wording import settings_explanations
from desktop.wording.translation import tr, tr_phrase


class CheckSection(Section):
    def __init__(self, around: SectionContext) -> None:
        super().__init__(around, for_admins=False)
        self.button = PrimaryButton(tr("Periksa sekarang"), "check-now", clicked=self._check)
        self.task = TaskRow(self.operations, "check-task")
        self.result = label("", "heading", "check-result", wrap=True)
        self.counted = label("", "muted", "check-counted", wrap=True)
        self.list = word_list("check-problems", tr("Temuan"), row_height=30)
        self.list.setWordWrap(True)
        self.list.setMinimumHeight(look.px(160))
        for part in (self.result, self.counted, self.list):
            part.hide()
        self.card(
            "check-card",
            heading(tr("Periksa seluruh buku")),
            hint(settings_explanations.check()),
            button_row(self.button),
            self.task,
            self.result,
            self.counted,
            self.list,
        )

    def _check(self) -> None:
        upkeep = self.office.upkeep
        # How it ended is said on the card, too.
        started = self.task.start(
            tr("Memeriksa…"),
            lambda progress: upkeep.check(progress=progress),
            self._show,
            failed=self._fail,
            stopped=lambda: self._end(tr("Dihentikan. Tidak ada yang diubah.")),
            kinds=("complaints",),
        )
        if not started:
            self.say_busy()

    def _show(self, report: CheckReport) -> None:
        result = upkeep_words.check_result(report)
        self._end(result)
        self.counted.setText(upkeep_words.checked(report))
        self.counted.show()
        self.list.clear()
        self.list.addItems([tr_phrase(sentence) for sentence in (*report.problems, *report.mended)])
        self.list.setVisible(self.list.count() > 0)
        self.say(result.lstrip("✓⚠ ") + ".", "danger" if report.problems else "ok")

    def _fail(self, sentence: str) -> None:
        self._end(sentence)
        self.say(sentence, "danger")

    def _end(self, result: str) -> None:
        self.result.setText(result)
        self.result.show()
        self.counted.hide()
        self.list.hide()
