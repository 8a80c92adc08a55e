"""The list of categories: the office's own names, additions, and what it hides; the codes of old complaints stay."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout

from complaints.categories import Category, CategoryChange
from complaints.draft import clean
from complaints.tokens import fold
from desktop.screens.settings.row_heights import RowHeight
from desktop.screens.settings.section import Section, Surroundings, button_row
from desktop.screens.theme import SPACE_L, SPACE_M, look
from desktop.screens.widgets import Button, Field, PrimaryButton, heading, label
from desktop.screens.widgets.layouts import STRETCH, add_to, column_of
from desktop.screens.widgets.naming import named
from desktop.wording.translation import language, tr, tr_in

OWN = "office"


def new_code(name: str, group: str, known: set[str]) -> str:
    """A code that no list has yet: 'infrastructure.office_pasar_malam'. Own ones never meet codes of a later shipped list."""
    words = "_".join("".join(c if c.isalnum() else " " for c in fold(name)).split())[:40] or "baru"
    stem = f"{group}.{OWN}_{words}" if group else f"{OWN}_{words}"
    code, number = stem, 2
    while code in known:
        code, number = f"{stem}_{number}", number + 1
    return code


class CategoriesSection(Section):
    def __init__(self, around: Surroundings) -> None:
        super().__init__(
            around,
            tr("Pengaduan lama tetap memakai kategorinya, juga yang namanya diganti atau disembunyikan."),
        )
        card = self.card("categories-card")
        row = QHBoxLayout()
        row.setSpacing(SPACE_L)
        self.tree = named(QTreeWidget(), "categories-tree", tr_in("semua", "Kategori"))
        self.tree.setHeaderHidden(True)
        RowHeight(self.tree, 30)
        self.tree.setMinimumHeight(look.px(340))
        self.tree.currentItemChanged.connect(self._choose)
        self.add_button = Button(tr("Tambah kategori…"), "categories-add", clicked=lambda: self._adding(self._group()))
        self.add_group_button = Button(tr("Tambah kelompok…"), "categories-add-group", clicked=lambda: self._adding(""))
        add_to(
            row, (column_of((self.tree, 1), button_row(self.add_button, self.add_group_button)), 1), (self._form(), 1)
        )
        card.column.addLayout(row)
        self._new_in: str | None = None
        self._fill("")

    def _form(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(SPACE_M)
        self.form_title = heading("", "category-form-title")
        self.form_hint = label("", "muted", "category-form-hint", wrap=True)
        self.category_name = Field(tr("Nama"), QLineEdit(), "category-name", needed=True)
        self.english = Field(
            tr("Nama dalam bahasa Inggris"),
            QLineEdit(),
            "category-name-en",
            hint=tr("Boleh kosong; dipakai bila layar berbahasa Inggris."),
        )
        self.words = Field(
            tr("Kata kunci"),
            QLineEdit(),
            "category-words",
            hint=tr("Dipisah spasi. Kata-kata ini di isi pengaduan membuat kategori ini disarankan."),
        )
        for field in (self.category_name, self.english, self.words):
            field.editor.setMaxLength(80 if field is not self.words else 600)
            field.editor.returnPressed.connect(self._save)
            field.editor.textEdited.connect(lambda _: self.category_name.set_error(""))
        self.hidden = QCheckBox(tr("Sembunyikan dari pilihan"))
        self.hidden.setObjectName("category-hidden")
        self.save_button = PrimaryButton(tr("Simpan"), "category-save", keys="Ctrl+S", clicked=self._save)
        self.revert_button = Button(tr("Kembali ke bawaan"), "category-revert", clicked=self._revert)
        self.drop_button = Button(tr("Batal"), "category-cancel", clicked=lambda: self._fill(""))
        for part in (self.form_title, self.form_hint, self.category_name, self.english, self.words, self.hidden):
            column.addWidget(part)
        add_to(column, button_row(self.save_button, self.revert_button, self.drop_button), STRETCH)
        return column

    def refresh(self, kinds: frozenset[str]) -> None:
        if "settings" in kinds and self._new_in is None:
            self._fill(self._code())

    # The tree --------------------------------------------------------------------------------------------------------

    def _fill(self, chosen: str) -> None:
        self._new_in = None
        open_groups = {
            item.data(0, Qt.ItemDataRole.UserRole)
            for index in range(self.tree.topLevelItemCount())
            if (item := self.tree.topLevelItem(index)) is not None and item.isExpanded()
        }
        self.tree.blockSignals(True)
        self.tree.clear()
        items: dict[str, QTreeWidgetItem] = {}
        for category in self.around.office.categories:
            item = QTreeWidgetItem([self._shown_name(category)])
            item.setData(0, Qt.ItemDataRole.UserRole, category.code)
            group = items.get(category.parent)
            if group is not None:
                group.addChild(item)
            else:
                self.tree.addTopLevelItem(item)
                item.setExpanded(category.code in open_groups)
            items[category.code] = item
        self.tree.blockSignals(False)
        wanted = items.get(chosen) or self.tree.topLevelItem(0)
        if wanted is not None:
            self.tree.setCurrentItem(wanted)
            self._choose(wanted)

    def _shown_name(self, category: Category) -> str:
        name = category.name_en if language() == "en" and category.name_en else category.name
        return name + "  (" + tr("disembunyikan") + ")" if category.hidden else name

    def _code(self) -> str:
        item = self.tree.currentItem()
        return str(item.data(0, Qt.ItemDataRole.UserRole)) if item is not None else ""

    def _group(self) -> str:
        code = self._code()
        return code.rpartition(".")[0] or code

    # The form --------------------------------------------------------------------------------------------------------

    def _choose(self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None = None) -> None:
        category = self.around.office.categories.get(self._code()) if item is not None else None
        if category is None:
            return
        self._new_in = None
        changes = {change.code for change in self.settings.categories}
        self.form_title.setText(category.label_en if language() == "en" else category.label)
        own = category.code.rpartition(".")[2].startswith(f"{OWN}_")
        self.form_hint.setText(tr("Ditambahkan oleh kantor ini.") if own else tr("Kategori bawaan."))
        self.category_name.editor.setText(category.name)
        self.english.editor.setText(category.name_en)
        self.words.editor.setText(" ".join(category.words))
        self.hidden.setChecked(category.hidden)
        self.hidden.setEnabled(True)
        self.category_name.set_error("")
        self.revert_button.setVisible(category.code in changes and not own)
        self.drop_button.hide()

    def _adding(self, group: str) -> None:
        parent = self.around.office.categories.get(group)
        self._new_in = group
        self.form_title.setText(tr("Kategori baru di {group}", group=parent.name) if parent else tr("Kelompok baru"))
        self.form_hint.setText(tr("Langsung dapat dipilih setelah disimpan."))
        for field in (self.category_name, self.english, self.words):
            field.editor.clear()
        self.hidden.setChecked(False)
        self.hidden.setEnabled(False)
        self.revert_button.hide()
        self.drop_button.show()
        self.category_name.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        name = " ".join(clean(self.category_name.editor.text()).split())
        if not name:
            self.category_name.set_error(tr("Nama kategori belum diisi."))
            self.category_name.editor.setFocus()
            return
        known = {category.code for category in self.around.office.categories}
        code = self._code() if self._new_in is None else new_code(name, self._new_in, known)
        twin = self._twin(name, code)
        if twin is not None:
            self.category_name.set_error(tr("Sudah ada kategori bernama {name} di kelompok ini.", name=twin.name))
            self.category_name.editor.setFocus()
            return
        change = CategoryChange(
            code=code,
            name=name,
            name_en=" ".join(clean(self.english.editor.text()).split()),
            words=tuple(dict.fromkeys(clean(self.words.editor.text()).lower().split())),
            hidden=self.hidden.isChecked(),
        )
        others = tuple(one for one in self.settings.categories if one.code != code)
        self._new_in = None
        self.save(
            tr("Kategori {name} tersimpan.", name=name), after=lambda: self._fill(code), categories=(*others, change)
        )

    def _twin(self, name: str, code: str) -> Category | None:
        """Another category of the same group with this name."""
        group = code.rpartition(".")[0]
        for category in self.around.office.categories:
            if category.parent == group and category.code != code and fold(category.name) == fold(name):
                return category
        return None

    def _revert(self) -> None:
        code = self._code()
        others = tuple(one for one in self.settings.categories if one.code != code)
        self.save(tr("Kategori kembali seperti bawaan."), after=lambda: self._fill(code), categories=others)
