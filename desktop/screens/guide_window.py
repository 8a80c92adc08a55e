"""F1: the guide, open at the page about the screen in front; a window of its own beside the work."""

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextCursor, QTextDocument
from PySide6.QtWidgets import QSplitter, QTextBrowser, QWidget

from desktop import guide
from desktop.guide import Language, Page
from desktop.lanes.operations import Operations
from desktop.widgets import Button, SearchField, label, name_window, named
from desktop.widgets.layouts import STRETCH, add_widgets, column_of, row_of
from desktop.widgets.lists import word_list
from desktop.widgets.opening import open_at
from desktop.widgets.theme import SPACE_L, SPACE_S, SPACE_XS, look
from desktop.wording.translation import language, tr

_LIST_WIDTH, _WIDTH, _HEIGHT = 264, 980, 660
_PAGE_STYLE = "h1 {{ font-size: {title}px; }} a {{ color: {link}; }} code {{ font-family: 'Inter'; font-weight: 600; }}"

Pictures = dict[str, QImage]


class _PageText(QTextBrowser):
    """Shows the pictures that it was given, and reads no file."""

    def __init__(self) -> None:
        super().__init__()
        self.pictures: Pictures = {}

    def loadResource(self, _kind: int, name: QUrl | str) -> QImage | None:
        return self.pictures.get(name.path() if isinstance(name, QUrl) else name)


class GuideWindow(QWidget):
    """The pages at the left, narrowed by typing; the chosen one at the right. Esc closes."""

    def __init__(self, operations: Operations, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        name_window(self, "guide", tr("Panduan Buku Aduan"))
        open_at(self, _WIDTH, _HEIGHT)
        self._operations = operations
        self._pages: dict[str, tuple[Page, Pictures]] = {}
        self._page_name = ""
        self._build()
        words = language()
        operations.query("guide", lambda: _read(words), self._arrived)

    def _build(self) -> None:
        self.search = SearchField(tr("Cari dalam panduan…"), "guide-search")
        self.search.searched.connect(self._narrow)
        self.search.down.connect(lambda: self.list.setFocus())
        self.search.entered.connect(lambda _: self.text.setFocus())
        self.list = word_list("guide-pages", tr("Halaman panduan"))
        self.list.currentItemChanged.connect(
            lambda item, _: self._show(item.data(Qt.ItemDataRole.UserRole)) if item else None
        )
        self.text = named(_PageText(), "guide-text", tr("Isi panduan"))
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(lambda link: self.go(link.path().removesuffix(".md")))
        pages = QWidget()
        column_of(self.search, (self.list, 1), space=SPACE_S, of=pages)
        split = QSplitter(Qt.Orientation.Horizontal)
        named(split, "guide-split", tr("Daftar halaman dan isinya"))
        split.setChildrenCollapsible(False)
        add_widgets(split, pages, self.text)
        split.setSizes([look.px(_LIST_WIDTH), look.px(_WIDTH - _LIST_WIDTH)])
        split.setStretchFactor(1, 1)
        self.close_button = Button(tr("Tutup"), "guide-close", keys="Esc", clicked=self.close)
        column_of(
            (split, 1),
            row_of(
                label(tr("F1 di layar mana pun membuka halamannya. Shift+F1: semua tombol pintas."), "hint"),
                STRETCH,
                self.close_button,
            ),
            margins=(SPACE_L, SPACE_L, SPACE_L, SPACE_L),
            of=self,
        )

    def go(self, name: str) -> None:
        """Shows the page of this name, now or as soon as the pages are read."""
        self._page_name = name
        for row in range(self.list.count()):
            item = self.list.item(row)
            if item.data(Qt.ItemDataRole.UserRole) == name:
                item.setHidden(False)
                self.list.setCurrentItem(item)

    def _arrived(self, pages: dict[str, tuple[Page, Pictures]]) -> None:
        self._pages = pages
        for name, (page, _) in pages.items():
            self.list.addItem(page.title)
            self.list.item(self.list.count() - 1).setData(Qt.ItemDataRole.UserRole, name)
        self.go(self._page_name or next(iter(pages)))

    def _show(self, name: str) -> None:
        page, pictures = self._pages[name]
        document = QTextDocument(self.text)
        document.setDefaultFont(look.font(13))
        document.setDocumentMargin(SPACE_L)
        colours = look.colours
        document.setDefaultStyleSheet(_PAGE_STYLE.format(title=look.px(20), link=colours.primary))
        self.text.pictures = pictures
        self.text.setDocument(document)
        document.setMarkdown(page.text)
        _space_out(document)

    def _narrow(self, words: str) -> None:
        """Only the pages with all these words, on them or in their titles."""
        for row in range(self.list.count()):
            item = self.list.item(row)
            page, _ = self._pages[item.data(Qt.ItemDataRole.UserRole)]
            item.setHidden(not page.has(words))


def _space_out(document: QTextDocument) -> None:
    """Markdown comes without room between paragraphs; lists and the cells of tables have enough."""
    cursor = QTextCursor(document)
    block = document.begin()
    while block.isValid():
        cursor.setPosition(block.position())
        if cursor.currentList() is None and cursor.currentTable() is None:
            shape = block.blockFormat()
            shape.setTopMargin(SPACE_XS)
            shape.setBottomMargin(SPACE_S)
            cursor.setBlockFormat(shape)
        block = block.next()


def _read(words: Language) -> dict[str, tuple[Page, Pictures]]:
    """The pages with their pictures unpacked, in a lane."""
    return {
        page.name: (page, {file: QImage.fromData(content) for file, content in page.pictures.items()})
        for page in guide.read_all(words)
    }
