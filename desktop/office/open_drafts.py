"""What this user began to type and hasn't finished: a recording, steps and letters, wherever they are."""

from dataclasses import dataclass
from typing import cast

from sqlalchemy import text

from complaints.workflow import ALLOWED, Action
from desktop.office.office import Office
from desktop.wording import names
from desktop.wording.settings_sections import section_words
from desktop.wording.translation import tr

MOST = 20
_SECTION = "settings-"
_ROWS = text(
    "SELECT d.action, coalesce(c.id, ''), coalesce(c.number, ''), d.saved_ms FROM step_draft d LEFT JOIN complaint c ON c.id = d.complaint "
    "WHERE d.user = :slot "
    "UNION ALL SELECT 'letter', c.id, c.number, 0 FROM setting s JOIN complaint c ON c.id = substr(s.name, 8) "
    "WHERE s.name >= 'letter-' AND s.name < 'letter.' ORDER BY 4 DESC, 3 LIMIT :most"
)


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """`complaint` is '' for a recording or a section of the settings; `action` is the step in whose panel it waits, or that section."""

    words: str
    complaint: str = ""
    action: str = ""

    @property
    def is_recording(self) -> bool:
        return not (self.complaint or self.action)

    @property
    def section(self) -> str:
        """The section of the settings; '' where it is none of these."""
        return self.action.removeprefix(_SECTION) if self.action.startswith(_SECTION) else ""


def of_section(name: str) -> str:
    """Under which name a section's draft is kept."""
    return f"{_SECTION}{name}"


def load(office: Office) -> list[OpenDraft]:
    """The recording first, then the steps, the latest first, then letters."""
    with office.reading() as connection:
        rows = connection.execute(_ROWS, {"slot": office.user.slot, "most": MOST}).all()
        has_recording = connection.scalar(text("SELECT 1 FROM draft WHERE user = :slot"), {"slot": office.user.slot})
    drafts = [OpenDraft(tr("Catat pengaduan"))] if has_recording else []
    for action, complaint, number, _ in rows:
        if action == "letter":
            drafts.append(OpenDraft(tr("Surat jawaban {number}", number=number), complaint))
        elif action.startswith(_SECTION) and (section := section_words().get(action.removeprefix(_SECTION))):
            drafts.append(OpenDraft(tr("Pengaturan: {section}", section=section.title), action=action))
        elif action in ALLOWED and complaint:
            drafts.append(OpenDraft(f"{names.action_name(cast(Action, action))} {number}", complaint, action))
    return drafts
