"""Lets what Qt itself writes speak the program's language: edit menus, file dialogs, standard buttons. English is Qt's own source text."""

from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtCore import Qt as QtNames
from PySide6.QtWidgets import QApplication

from desktop.wording.qt_texts import INDONESIAN
from desktop.wording.translation import Language, language


class QtTranslator(QTranslator):
    """Asked for each text as it is drawn, so a change of language needs nothing but new widgets."""

    def translate(self, context: str, source: str, *_: object) -> str | None:  # type: ignore[override]
        """None leaves the text as Qt has it."""
        return INDONESIAN.get(context, {}).get(source) if language() == "id" else None

    def isEmpty(self) -> bool:
        return False


def choose_dialogs(spoken: Language, of_system: str | None = None) -> None:
    """The system's own file dialogs where they speak this language, else Qt's: the system's speak nothing but its own.

    What a printer's driver shows on Windows is the system's in any case. `of_system` is for tests: 'id-ID'.
    """
    system = of_system or next(iter(QLocale.system().uiLanguages()), "")
    foreign = system.replace("_", "-").partition("-")[0].lower() != spoken
    QApplication.setAttribute(QtNames.ApplicationAttribute.AA_DontUseNativeDialogs, foreign)
