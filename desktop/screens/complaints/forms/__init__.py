"""The panels in which steps are taken, one for each kind of step."""

from complaints.workflow import Action
from desktop.lanes.operations import Operations
from desktop.office.case import Case
from desktop.office.office import Office
from desktop.screens.complaints.forms.step_form import StepForm
from desktop.window.lazy_class import LazyClass


def _form(module: str, name: str) -> LazyClass:
    return LazyClass(f"{__name__}.{module}", name)


# Loaded with the first step of its kind: home is where the office rests, and none of them is there.
_FORMS: dict[Action, LazyClass] = {
    "verify": _form("further_forms", "VerifyForm"),
    "forward": _form("people_forms", "ForwardForm"),
    "follow-up": _form("further_forms", "FollowUpForm"),
    "respond": _form("further_forms", "RespondForm"),
    "approve": _form("further_forms", "ApproveForm"),
    "close": _form("further_forms", "CloseForm"),
    "rate": _form("further_forms", "RateForm"),
    "contact": _form("contact_form", "ContactForm"),
    "show-identity": _form("further_forms", "IdentityForm"),
    "erase": _form("further_forms", "EraseForm"),
    "support": _form("people_forms", "SupportForm"),
    "attach": _form("people_forms", "AttachForm"),
    "correct": _form("correct", "CorrectForm"),
    "voice": _form("further_forms", "VoiceForm"),
}


def form_for(action: Action, case: Case, office: Office, operations: Operations) -> StepForm:
    form = _FORMS[action].load() if action in _FORMS else StepForm
    return form(action, case, office, operations)


__all__ = ["StepForm", "form_for"]
