"""The life of a duty."""

from hongxian.kernel.flow import Flow, Step

DUTY = Flow(
    noun="duty",
    states=("open", "done", "withdrawn"),
    steps=(
        Step("discharge", ("open",), "done"),
        Step("withdraw", ("open",), "withdrawn", needs=("reason",)),
        Step("reopen", ("done", "withdrawn"), "open"),
    ),
)
