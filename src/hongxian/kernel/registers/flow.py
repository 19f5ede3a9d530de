"""The life of a large export: it waits for the worker, is made, fails or is called off, and is cleared in the end."""

from hongxian.kernel.flow import Flow, Step

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
