"""The panels in which steps are taken, one for each kind of step."""

from complaints.workflow import Action
from desktop.office.case import Case
from desktop.office.office import Office
from desktop.screens.complaints.forms.contact_form import ContactForm
from desktop.screens.complaints.forms.correct import CorrectForm
from desktop.screens.complaints.forms.further_forms import (
    ApproveForm,
    CloseForm,
    EraseForm,
    FollowUpForm,
    IdentityForm,
    RateForm,
    RespondForm,
    VerifyForm,
    VoiceForm,
)
from desktop.screens.complaints.forms.people_forms import AttachForm, ForwardForm, SupportForm
from desktop.screens.complaints.forms.step_form import StepForm
from desktop.screens.operations import Operations

_FORMS: dict[Action, type[StepForm]] = {
    "verify": VerifyForm, "forward": ForwardForm, "follow-up": FollowUpForm, "respond": RespondForm, "approve": ApproveForm,
    "close": CloseForm, "rate": RateForm, "contact": ContactForm, "show-identity": IdentityForm, "erase": EraseForm, "support": SupportForm,
    "attach": AttachForm, "correct": CorrectForm, "voice": VoiceForm,
}  # fmt: skip


def form_for(action: Action, case: Case, office: Office, operations: Operations) -> StepForm:
    return _FORMS.get(action, StepForm)(action, case, office, operations)


__all__ = ["AttachForm", "StepForm", "form_for"]
