"""Values of Qt's enums as plain numbers, for what log in shows: loading the namespace `Qt` takes 30 ms of a start.

Cleverness for speed; everywhere else the enums themselves are used. Given to `setProperty`, which takes a number for any enum.
"""

PLAIN_TEXT = 0  # Qt.TextFormat.PlainText
ALIGN_H_CENTER = 4  # Qt.AlignmentFlag.AlignHCenter
SELECTABLE_BY_MOUSE = 1  # Qt.TextInteractionFlag.TextSelectableByMouse
NO_FOCUS = 0  # Qt.FocusPolicy.NoFocus
KEY_F8 = 0x01000037  # Qt.Key.Key_F8
