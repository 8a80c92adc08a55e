"""The stylesheet of the whole program, written with roles of colour; widgets are met by class name or by their property `role`."""

import re
from collections.abc import Mapping

from desktop.resources import resource

# Sizes that grow with the text are written as $s13; everything else in pixels stays.
_SHEET = """
QWidget { color: $ink; }
QMainWindow, QDialog, #page, QScrollArea#page > QWidget > QWidget { background: $ground; }
QToolTip { background: $card; color: $ink; border: 1px solid $line; padding: 4px 6px; }

QLabel { background: transparent; }
QLabel[role="title"] { font-size: $s20; font-weight: 700; }
QLabel[role="heading"] { font-weight: 700; }
QLabel[role="case-title"] { font-size: $s16; font-weight: 700; }
QLabel[role="figure"] { font-size: $s26; font-weight: 700; }
QLabel[role="field"] { font-size: $s12; font-weight: 600; color: $neutral_ink; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="hint"] { font-size: $s11; color: $muted; }
QLabel[role="error"] { font-size: $s11; font-weight: 600; color: $danger_pair_ink; }
QLabel[role="code"] { font-size: $s20; font-weight: 600; }

Card { background: $card; border: 1px solid $line; border-radius: 8px; }
Card[tone="notice"] { background: $notice_ground; border-color: $notice_line; }
Card[tone="conflict"] { background: $conflict_pair_ground; border-color: $conflict_pair_line; }
QFrame[role="rule"] { background: $line; border: none; max-height: 1px; min-height: 1px; }

QPushButton, QToolButton, QCheckBox, QRadioButton { outline: none; }
QPushButton, QToolButton { background: $card; color: $ink; border: 1px solid $neutral_line; border-radius: 6px; padding: 0 12px;
    min-height: $s30; }
QPushButton:hover, QToolButton:hover { background: $hover; }
QPushButton:pressed, QToolButton:pressed { background: $selected; }
QPushButton:focus, QToolButton:focus { border: 2px solid $link; padding: 0 11px; min-height: $s28; }
QPushButton:disabled, QToolButton:disabled { color: $muted; background: $ground; border-color: $line; }
QPushButton::menu-indicator, QToolButton::menu-indicator { image: none; width: 0; }
QPushButton[role="primary"] { background: $primary; color: $primary_ink; border-color: $primary; font-weight: 600; }
QPushButton[role="primary"]:hover { background: $primary_hover; }
QPushButton[role="primary"]:focus { border-color: $accent; }
QPushButton[role="primary"]:disabled { background: $neutral_ground; color: $muted; border-color: $neutral_ground; }
QPushButton[role="danger"] { color: $danger_pair_ink; border-color: $danger; }
QPushButton[role="danger"]:hover { background: $danger_pair_ground; }
QPushButton[role="link"], QToolButton[role="link"] { background: transparent; border: 1px solid transparent; color: $link; padding: 0 4px; }
QPushButton[role="link"]:hover, QToolButton[role="link"]:hover { text-decoration: underline; }
QPushButton[role="link"]:focus, QToolButton[role="link"]:focus { border: 1px solid $link; padding: 0 4px; min-height: $s30; }
LinkButton[role="link"], LinkButton[role="link"]:focus { min-height: 0; padding: 0 3px; }
QPushButton[role="drop"] { text-align: left; color: $muted; border-color: $edge; padding: 0 10px; min-height: $s32; }
QPushButton[role="drop"]:focus { border-color: $link; padding: 0 9px; min-height: $s30; }
QPushButton[role="row"] { min-height: $s24; padding: 0 10px; }
QPushButton[role="row"]:focus { min-height: $s22; padding: 0 9px; }

Chip { border-radius: $chip; min-height: $s24; max-height: $s24; padding: 0 11px; font-size: $s12; border-color: $neutral_line; }
Chip:focus { min-height: $s22; max-height: $s22; padding: 0 10px; border-radius: $chip; }
Chip:checked { background: $chip_on_ground; color: $chip_on_ink; border-color: $chip_on_line; font-weight: 600; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox { background: $card; color: $ink; border: 1px solid $edge;
    border-radius: 6px; padding: 0 10px; min-height: $s32; selection-background-color: $primary; selection-color: $primary_ink; }
QPlainTextEdit, QTextEdit { padding: 6px 6px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus { border: 2px solid $link;
    padding: 0 9px; min-height: $s30; }
QPlainTextEdit:focus, QTextEdit:focus { padding: 5px 5px; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"], QAbstractSpinBox[wrong="true"] { border-color: $danger; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled { background: $ground; color: $muted;
    border-color: $line; }
QLineEdit:read-only, QPlainTextEdit:read-only { background: $ground; }
QComboBox::drop-down, QDateEdit::drop-down { border: none; width: 26px; subcontrol-origin: padding; subcontrol-position: center right; }
QComboBox::down-arrow, QDateEdit::down-arrow { image: url($icons/down-$shade.png); width: 12px; height: 12px; }
QComboBox QLineEdit, QAbstractSpinBox QLineEdit, SearchField QLineEdit, QComboBox QLineEdit:focus, QAbstractSpinBox QLineEdit:focus,
SearchField QLineEdit:focus { border: none; padding: 0; min-height: 0; background: transparent; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; background: transparent; width: 22px; subcontrol-origin: padding; }
QAbstractSpinBox::up-button { subcontrol-position: top right; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; }
QAbstractSpinBox::up-arrow { image: url($icons/up-$shade.png); width: 10px; height: 10px; }
QAbstractSpinBox::down-arrow { image: url($icons/down-$shade.png); width: 10px; height: 10px; }
QComboBox QAbstractItemView { background: $card; color: $ink; border: 1px solid $edge; outline: none; padding: 4px;
    selection-background-color: $selected; selection-color: $ink; }
QComboBox QAbstractItemView::item { min-height: $s28; padding: 0 6px; }

SearchField { background: $card; border: 1px solid $edge; border-radius: 6px; min-height: $s32; }
SearchField[focused="true"] { border: 2px solid $link; min-height: $s30; }

QCheckBox, QRadioButton { spacing: 8px; background: transparent; padding: 3px; border: 1px solid transparent; border-radius: 4px; }
QCheckBox:focus, QRadioButton:focus { border-color: $link; }
QCheckBox::indicator, QRadioButton::indicator { width: 16px; height: 16px; border: 1px solid $edge; background: $card; }
QCheckBox::indicator { border-radius: 4px; }
QAbstractItemView::indicator { width: 16px; height: 16px; border: 1px solid $edge; border-radius: 4px; background: $card; }
QAbstractItemView::indicator:checked { background: $primary; border-color: $link; image: url($icons/check.png); }
QRadioButton::indicator { border-radius: 9px; }
QCheckBox::indicator:checked { background: $primary; border-color: $link; image: url($icons/check.png); }
QRadioButton::indicator:checked { background: $card; border: 5px solid $link; width: 8px; height: 8px; }
QCheckBox:disabled, QRadioButton:disabled { color: $muted; }

QAbstractItemView { background: $card; border: none; outline: none; color: $ink; selection-background-color: $selected;
    selection-color: $ink; alternate-background-color: $card; gridline-color: $line; }
QTableView::item, QTreeView::item { border-bottom: 1px solid $line; padding: 0 8px; }
QListView::item { padding: 6px 8px; }
QTableView::item:hover, QListView::item:hover { background: $hover; }
QTableView::item:selected, QListView::item:selected, QTreeView::item:selected { background: $selected; color: $ink; }
QListView[role="popup"] { border: 1px solid $edge; padding: 4px; }
QListView[role="popup"]::item { padding: 0 6px; min-height: $s28; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $card; }
QCalendarWidget QToolButton { border-color: transparent; padding: 0 8px; min-height: $s26; font-weight: 600; }
QCalendarWidget QToolButton:focus { border: 1px solid $link; padding: 0 8px; min-height: $s26; }
QFileDialog QToolButton, QFileDialog QToolButton:focus { padding: 0 4px; }
QFileDialog #sidebar { min-width: $s132; }
QCalendarWidget QTableView::item { border: none; padding: 0; }
QHeaderView { background: $card; border: none; }
QHeaderView::section { background: $card; color: $neutral_ink; font-size: $s12; font-weight: 600; border: none;
    border-bottom: 1px solid $line; padding: 0 11px; min-height: $s34; }
QHeaderView::section:hover { background: $hover; }
QTableCornerButton::section { background: $card; border: none; }

QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget { background: transparent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $neutral_line; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $edge; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QMenu { background: $card; color: $ink; border: 1px solid $neutral_line; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; min-height: $s20; }
QMenu::item:selected { background: $selected; color: $ink; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMenu::indicator { width: 14px; height: 14px; }
QMenu::indicator:checked { image: url($icons/tick-$shade.png); }

QProgressBar { background: $neutral_ground; border: none; border-radius: 4px; max-height: 8px; min-height: 8px; }
QProgressBar::chunk { background: $primary; border-radius: 4px; }
QSplitter::handle { background: transparent; }

#side { background: $side; }
#side QLabel { color: $side_ink; }
#side QLabel[role="product"] { font-size: $s16; font-weight: 700; }
#side QLabel[role="hint"] { color: $side_muted; font-size: $s12; }
#side QPushButton[role="link"] { color: $side_muted; font-size: $s12; }
#side QPushButton[role="link"]:focus { border-color: $accent; }
#side QFrame[role="rule"] { background: $side_line; }
SideButton { background: transparent; color: $side_muted; border: 1px solid transparent; border-radius: 6px; text-align: left;
    padding: 0 11px; min-height: $s32; }
SideButton:hover { background: $side_line; color: $side_ink; }
SideButton:checked { background: $side_active; color: $side_ink; font-weight: 600; }
SideButton:focus { border: 1px solid $accent; padding: 0 11px; min-height: $s32; }
QPushButton[role="accent"] { background: $accent; color: $accent_ink; border: 1px solid $accent; font-weight: 600; text-align: left;
    min-height: $s34; }
QPushButton[role="accent"]:hover { background: $accent_hover; }
QPushButton[role="accent"]:focus { border: 2px solid $side_ink; padding: 0 11px; min-height: $s32; }

#status { background: $card; border: none; border-top: 1px solid $line; }
#status QLabel { font-size: $s12; color: $neutral_ink; }
#status QPushButton { font-size: $s12; color: $neutral_ink; background: transparent; border: 1px solid transparent; padding: 0 6px 0 $s15;
    min-height: $s22; text-align: left; border-radius: 4px; }
#status QPushButton:hover { text-decoration: underline; }
#status QPushButton:focus { border: 1px solid $link; padding: 0 6px 0 $s15; min-height: $s22; }

MessageBar { border-radius: 6px; border: 1px solid $info_pair_line; background: $info_pair_ground; }
MessageBar QLabel { color: $info_pair_ink; }
MessageBar QPushButton { background: transparent; border-color: transparent; color: $info_pair_ink; }
MessageBar[tone="danger"] { background: $danger_pair_ground; border-color: $danger_pair_line; }
MessageBar[tone="danger"] QLabel, MessageBar[tone="danger"] QPushButton { color: $danger_pair_ink; }
MessageBar[tone="warning"] { background: $warning_pair_ground; border-color: $warning_pair_line; }
MessageBar[tone="warning"] QLabel, MessageBar[tone="warning"] QPushButton { color: $warning_pair_ink; }
MessageBar[tone="ok"] { background: $ok_pair_ground; border-color: $ok_pair_line; }
MessageBar[tone="ok"] QLabel, MessageBar[tone="ok"] QPushButton { color: $ok_pair_ink; }
MessageBar QPushButton:focus { border-color: $edge; }
"""


def stylesheet(colours: Mapping[str, str], percent: int) -> str:
    """The sheet with its colours and with sizes for this text size in percent."""

    def value(found: re.Match[str]) -> str:
        name = found[1]
        if name[0] == "s" and name[1:].isdigit():
            return f"{round(int(name[1:]) * percent / 100)}px"
        if name == "chip":
            # Half of the chip's outer height; Qt draws square corners when the radius is larger.
            return f"{round(24 * percent / 100) // 2}px"
        if name == "icons":
            return resource("icons").as_posix()
        return colours[name]

    return re.sub(r"\$(\w+)", value, _SHEET)
