"""The register of places: dusun with their RW and RT, renamed and merged with all their complaints."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QTreeWidgetItem

from desktop.office import place_words, places
from desktop.office.places import Place, PlaceRegister
from desktop.screens.settings.section import Section, SectionContext, button_row
from desktop.widgets import Button, FormField, PrimaryButton, heading, hint, label, lettered, show_text
from desktop.widgets.layouts import STRETCH, column_of, row_of
from desktop.widgets.lists import word_tree
from desktop.widgets.theme import SPACE_L, SPACE_M
from desktop.wording.translation import tr, tr_count

NAME_LETTERS = 100
MOST_SIMILAR = 5


class PlacesSection(Section):
    reloads_on = frozenset({"complaints"})

    def __init__(self, around: SectionContext) -> None:
        super().__init__(around)
        self.tree = word_tree("places-tree", tr("Dusun, RW dan RT"), row_height=30, least_height=340)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.tree.itemSelectionChanged.connect(self._show_chosen)
        self.chosen_title = heading("", "places-chosen")
        self.chosen_hint = hint("", "places-hint")
        self.place_name = FormField(tr("Nama"), QLineEdit(), "place-name", required=True)
        self.place_name.editor.setMaxLength(NAME_LETTERS)
        self.place_name.editor.returnPressed.connect(self._rename)
        self.rename_button = PrimaryButton(tr("Ganti nama"), "place-rename", keys="Ctrl+S", clicked=self._rename)
        self.undo_button = Button(tr("Batalkan yang terakhir"), "place-undo", clicked=self._undo)
        self.last = label("", "muted", "places-last", wrap=True)
        form = column_of(
            self.chosen_title, self.chosen_hint, self.place_name, button_row(self.rename_button), self.last,
            button_row(self.undo_button), STRETCH, space=SPACE_M,
        )  # fmt: skip
        self.card("places-card", row_of((self.tree, 1), (form, 1), space=SPACE_L))
        self.merge_buttons = [Button("", f"place-merge-{at}") for at in range(MOST_SIMILAR)]
        for at, button in enumerate(self.merge_buttons):
            button.clicked.connect(lambda _=False, at=at: self._merge(at))
        self.no_similar = label(tr("Tidak ada."), "muted", "places-no-similar")
        self.card(
            "places-similar-card",
            heading(tr("Mungkin tempat yang sama")),
            self.no_similar,
            *map(button_row, self.merge_buttons),
        )
        self._register = PlaceRegister((), (), ())
        self._show(self._register)

    def reload(self) -> None:
        office = self.office
        self.operations.query("places", lambda: places.register(office), self._show)

    # Showing ---------------------------------------------------------------------------------------------------------

    def _show(self, register: PlaceRegister) -> None:
        self._register = register
        chosen, open_paths = {place_words.path(place) for place in self._chosen()}, self._open_paths()
        self.tree.blockSignals(True)
        self.tree.clear()
        items: dict[tuple[str, ...], QTreeWidgetItem] = {}
        for place in register.places:
            item = QTreeWidgetItem([place_words.counted(place)])
            item.setData(0, Qt.ItemDataRole.UserRole, place)
            path = place_words.path(place)
            around = items.get(path[:-1]) or items.get(path[:1])
            if around is not None:
                around.addChild(item)
            else:
                self.tree.addTopLevelItem(item)
            items[path] = item
        for path, item in items.items():
            item.setExpanded(path in open_paths)
            item.setSelected(path in chosen)
        self.tree.blockSignals(False)
        first = self.tree.topLevelItem(0)
        if self.tree.currentItem() is None and first is not None:
            self.tree.setCurrentItem(first, 0)
        for button, pair in zip(self.merge_buttons, register.similar, strict=False):
            button.setText(lettered(tr("Gabungkan {other} ke {keep}", other=pair.other, keep=pair.keep)))
            button.setAccessibleName(tr("Gabungkan {other} ke {keep}", other=pair.other, keep=pair.keep))
        for at, button in enumerate(self.merge_buttons):
            button.setVisible(at < len(register.similar))
        self.no_similar.setVisible(not register.similar)
        last = register.changes[0] if register.changes else None
        show_text(self.last, tr("Terakhir: {change} ({actor})", change=last.words, actor=last.actor) if last else "")
        self.undo_button.setEnabled(last is not None)
        self._show_chosen()

    def _open_paths(self) -> set[tuple[str, ...]]:
        """Dusun and RW whose parts are shown."""
        items = self.tree.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)
        return {place_words.path(_place(item)) for item in items if item.isExpanded()}

    def _chosen(self) -> list[Place]:
        return [_place(item) for item in self.tree.selectedItems()]

    def _show_chosen(self) -> None:
        chosen = self._chosen()
        alike = place_words.may_be_one(chosen)
        self.chosen_title.setText(place_words.chosen(chosen))
        self.chosen_hint.setText(place_words.merging_hint(chosen))
        self.place_name.setEnabled(alike)
        self.rename_button.setEnabled(alike)
        self.rename_button.setText(tr("Gabungkan") if len(chosen) > 1 else tr("Ganti nama"))
        self.rename_button.setAccessibleName(self.rename_button.text())
        self.place_name.editor.setText(max(chosen, key=lambda place: place.count).name if alike else "")
        self.place_name.set_error("")

    # Changing --------------------------------------------------------------------------------------------------------

    def _rename(self) -> None:
        chosen, name = self._chosen(), self.place_name.editor.text()
        if not chosen or not self.rename_button.isEnabled():
            return
        self._call([place.name for place in chosen], name, chosen[0])

    def _merge(self, at: int) -> None:
        pair = self._register.similar[at]
        self._call([pair.other], pair.keep, Place("dusun", pair.other, "", "", 0))

    def _call(self, names: list[str], name: str, like: Place) -> None:
        office = self.office
        self.change(
            lambda: places.give_name(office, like.part, names, name, dusun=like.dusun, rw=like.rw),
            lambda count: self._changed(
                tr_count("{name} berlaku di {count} pengaduan.", count=count, name=name.strip())
            ),
            kinds=("complaints",),
        )

    def _undo(self) -> None:
        office = self.office
        self.change(
            lambda: places.undo(office),
            lambda undone: self._changed(tr("Dibatalkan: {change}", change=undone.words)),
            kinds=("complaints",),
        )

    def _changed(self, sentence: str) -> None:
        self.say(sentence)
        self.saved.emit()
        self.reload()


def _place(item: QTreeWidgetItem) -> Place:
    return item.data(0, Qt.ItemDataRole.UserRole)
