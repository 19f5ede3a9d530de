"""The life of a batch: received, checked whole, then carried out, undone or left."""

from hongxian.kernel.flow import Flow, Step

BATCH = Flow(
    noun="import_batch",
    states=("received", "refused", "checked", "applying", "applied", "undoing", "undone", "cancelled"),
    steps=(
        Step("check", ("received",), "checked"),
        Step("refuse", ("received",), "refused"),
        Step("start", ("checked",), "applying"),
        Step("hand_back", ("applying",), "checked"),
        Step("apply", ("applying",), "applied"),
        Step("cancel", ("received", "checked", "applying"), "cancelled"),
        Step("revoke", ("applied",), "undoing"),
        Step("undo", ("undoing",), "undone"),
    ),
)
