"""The cards of the screen by column, in their order. Each is loaded when the screen is first opened."""

from desktop.screens.lazy_class import LazyClass

COLUMNS: tuple[tuple[LazyClass, ...], ...] = (
    (
        LazyClass("reports.export_card", "ExportCard"),
        LazyClass("reports.import_card", "ImportCard"),
        LazyClass("reports.lapor_card", "LaporCard"),
    ),
    (
        LazyClass("reports.paper_cards", "RegisterCard"),
        LazyClass("reports.paper_cards", "RecapCard"),
        LazyClass("reports.paper_cards", "NoticeCard"),
        LazyClass("reports.paper_cards", "FormCard"),
    ),
)
