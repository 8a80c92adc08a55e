"""The cards of the screen by column, in their order. Each is loaded when the screen is first opened."""

from collections.abc import Callable

from desktop.screens.reports.card import ReportCard, Surroundings

Make = Callable[[Surroundings], ReportCard]


def _export(around: Surroundings) -> ReportCard:
    from desktop.screens.reports.export_card import ExportCard

    return ExportCard(around)


def _import(around: Surroundings) -> ReportCard:
    from desktop.screens.reports.import_card import ImportCard

    return ImportCard(around)


def _lapor(around: Surroundings) -> ReportCard:
    from desktop.screens.reports.lapor_card import LaporCard

    return LaporCard(around)


def _register(around: Surroundings) -> ReportCard:
    from desktop.screens.reports.paper_cards import RegisterCard

    return RegisterCard(around)


def _recap(around: Surroundings) -> ReportCard:
    from desktop.screens.reports.paper_cards import RecapCard

    return RecapCard(around)


def _notice(around: Surroundings) -> ReportCard:
    from desktop.screens.reports.paper_cards import NoticeCard

    return NoticeCard(around)


def _form(around: Surroundings) -> ReportCard:
    from desktop.screens.reports.paper_cards import FormCard

    return FormCard(around)


COLUMNS: tuple[tuple[Make, ...], ...] = (
    (_export, _import, _lapor),
    (_register, _recap, _notice, _form),
)
