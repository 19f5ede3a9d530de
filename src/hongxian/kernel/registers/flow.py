"""The life of an act on many rows, which the worker goes through unless it is told to stop; and of a large export: it
waits for the worker, is made, fails or is called off, and is cleared in the end."""

from hongxian.kernel.flow import Flow, Step

BULK_ACT = Flow(
    noun="bulk_act",
    states=("waiting", "stopping", "done", "failed"),
    steps=(
        Step("stop", ("waiting",), "stopping"),
        Step("finish", ("waiting", "stopping"), "done"),
        Step("fail", ("waiting", "stopping"), "failed"),
    ),
)

EXPORT = Flow(
    noun="export",
    states=("direct", "waiting", "made", "failed", "cleared", "cancelled"),
    steps=(
        Step("finish", ("waiting",), "made"),
        Step("fail", ("waiting",), "failed"),
        Step("cancel", ("waiting",), "cancelled"),
        Step("clear", ("made", "failed"), "cleared"),
    ),
)
