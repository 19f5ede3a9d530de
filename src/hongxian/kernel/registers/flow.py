"""The life of a large export: it waits for the worker, is made or fails, and is cleared in the end."""

from hongxian.kernel.flow import Flow, Step

EXPORT = Flow(
    noun="export",
    states=("direct", "waiting", "made", "failed", "cleared"),
    steps=(
        Step("finish", ("waiting",), "made"),
        Step("fail", ("waiting",), "failed"),
        Step("clear", ("made", "failed"), "cleared"),
    ),
)
