"""The life of a message. The worker takes it from waiting to done or failed; a person may put a failed one back."""

from hongxian.kernel.flow import Flow, Step
from hongxian.kernel.outbox.models import FAILED, PENDING, STATES

MESSAGE = Flow(
    noun="message",
    states=STATES,
    steps=(Step("retry", sources=(FAILED,), target=PENDING),),
)
