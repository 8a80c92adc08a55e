"""The list of categories: the office's own names, additions, and what it hides; the codes of old complaints stay."""

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QTreeWidgetItem, QVBoxLayout

from complaints.categories import Category, CategoryChange
from complaints.draft import clean_line
from desktop.office import category_changes
from desktop.screens.settings.section import Section, SectionContext, button_row
from desktop.widgets import Button, FormField, PrimaryButton, heading, label, named_by_text
from desktop.widgets.faults import show_faults
from desktop.widgets.layouts import STRETCH, column_of, row_of
from desktop.widgets.lists import word_tree
from desktop.widgets.theme import SPACE_L, SPACE_M
from desktop.wording import settings_explanations
from desktop.wording.translation import language, tr, tr_in

NAME_LETTERS, WORDS_LETTERS = 80, 600


class CategoriesSection(Section):
    def __init__(self, around: SectionContext) -> None:
        super().__init__(around)
        self._new_in: str | None = None  # the group that a new category is written for; '' for a new group
        self.tree = word_tree("categories-tree", tr_in("semua", "Kategori"), row_height=30, least_height=340)
        self.tree.currentItemChanged.connect(self._show_category)
        self.add_button = Button(tr("Tambah kategori…"), "categories-add", clicked=lambda: self._begin(self._group()))
        self.add_group_button = Button(tr("Tambah kelompok…"), "categories-add-group", clicked=lambda: self._begin(""))
        tree = column_of((self.tree, 1), button_row(self.add_button, self.add_group_button))
        self.card("categories-card", row_of((tree, 1), (self._build_form(), 1), space=SPACE_L))
        self._fill("")

    def _build_form(self) -> QVBoxLayout:
        self.form_title = heading("", "category-form-title")
        self.form_hint = label("", "muted", "category-form-hint", wrap=True)
        self.category_name = FormField(tr("Nama"), QLineEdit(), "category-name", required=True)
        self.english = FormField(tr("Nama dalam bahasa Inggris"), QLineEdit(), "category-name-en")
        self.english.set_hint(settings_explanations.english_category())
        self.words = FormField(tr("Kata kunci"), QLineEdit(), "category-words")
        self.words.set_hint(settings_explanations.category_words())
        for field in (self.category_name, self.english, self.words):
            field.editor.setMaxLength(WORDS_LETTERS if field is self.words else NAME_LETTERS)
            field.editor.returnPressed.connect(self._save)
            field.editor.textEdited.connect(lambda _: self.category_name.set_error(""))
        self.hidden = named_by_text(QCheckBox(tr("Sembunyikan dari pilihan")), "category-hidden")
        self.save_button = PrimaryButton(tr("Simpan"), "category-save", keys="Ctrl+S", clicked=self._save)
        self.revert_button = Button(tr("Kembali ke bawaan"), "category-revert", clicked=self._revert)
        self.drop_button = Button(tr("Batal"), "category-cancel", clicked=lambda: self._fill(""))
        return column_of(
            self.form_title,
            self.form_hint,
            self.category_name,
            self.english,
            self.words,
            self.hidden,
            button_row(self.save_button, self.revert_button, self.drop_button),
            STRETCH,
            space=SPACE_M,
        )

    def refresh(self, kinds: frozenset[str]) -> None:
        if "settings" in kinds and self._new_in is None:
            self._fill(self._code())

    # The tree --------------------------------------------------------------------------------------------------------

    def _fill(self, chosen: str) -> None:
        self._new_in = None
        groups = [item for at in range(self.tree.topLevelItemCount()) if (item := self.tree.topLevelItem(at))]
        expanded = {_code(group) for group in groups if group.isExpanded()}
        with QSignalBlocker(self.tree):
            self.tree.clear()
            items: dict[str, QTreeWidgetItem] = {}
            for category in self.office.categories:
                item = QTreeWidgetItem([_shown_name(category)])
                item.setData(0, Qt.ItemDataRole.UserRole, category.code)
                group = items.get(category.parent)
                if group is not None:
                    group.addChild(item)
                else:
                    self.tree.addTopLevelItem(item)
                    item.setExpanded(category.code in expanded)
                items[category.code] = item
        current = items.get(chosen) or self.tree.topLevelItem(0)
        if current is not None:
            self.tree.setCurrentItem(current)
            self._show_category(current)

    def _code(self) -> str:
        return _code(self.tree.currentItem())

    def _group(self) -> str:
        code = self._code()
        return code.rpartition(".")[0] or code

    # The form --------------------------------------------------------------------------------------------------------

    def _show_category(self, item: QTreeWidgetItem | None, _previous: QTreeWidgetItem | None = None) -> None:
        category = self.office.categories.get(_code(item))
        if category is None:
            return
        self._new_in = None
        changes = {change.code for change in self.settings.categories}
        self.form_title.setText(category.label_en if language() == "en" else category.label)
        of_office = category.is_of_office
        shipped = tr("Ditambahkan oleh kabupaten.") if category.is_of_district else tr("Kategori bawaan.")
        self.form_hint.setText(tr("Ditambahkan oleh kantor ini.") if of_office else shipped)
        self.category_name.editor.setText(category.name)
        self.english.editor.setText(category.name_en)
        self.words.editor.setText(" ".join(category.words))
        self.hidden.setChecked(category.hidden)
        self.hidden.setEnabled(True)
        self.category_name.set_error("")
        self.revert_button.setVisible(category.code in changes and not of_office)
        self.drop_button.hide()

    def _begin(self, group: str) -> None:
        """A new category in this group, or a new group."""
        parent = self.office.categories.get(group)
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
        name = clean_line(self.category_name.editor.text())
        categories = self.office.categories
        code = self._code() if self._new_in is None else categories.new_code(name, self._new_in)
        if show_faults((self.category_name, category_changes.fault_of(categories, code, name))):
            return
        english, words, hidden = self.english.editor.text(), self.words.editor.text(), self.hidden.isChecked()
        change = category_changes.typed_change(code, name, english, words, hidden=hidden)
        self._new_in = None
        self._save_changes(tr("Kategori {name} tersimpan.", name=name), code, change)

    def _revert(self) -> None:
        self._save_changes(tr("Kategori kembali seperti bawaan."), self._code())

    def _save_changes(self, confirmation: str, code: str, *changes: CategoryChange) -> None:
        categories = category_changes.replaced(self.settings.categories, code, *changes)
        self.save(confirmation, after=lambda: self._fill(code), categories=categories)


def _code(item: QTreeWidgetItem | None) -> str:
    return str(item.data(0, Qt.ItemDataRole.UserRole)) if item is not None else ""


def _shown_name(category: Category) -> str:
    name = category.name_en if language() == "en" and category.name_en else category.name
    return name + "  (" + tr("disembunyikan") + ")" if category.hidden else name
