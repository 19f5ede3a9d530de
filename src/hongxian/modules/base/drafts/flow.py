"""The lives of a draft and of what is proposed from it."""

from hongxian.kernel.flow import Flow, Step

DRAFT = Flow(
    noun="draft",
    states=("open", "finished", "abandoned"),
    steps=(
        Step("finish", ("open",), "finished"),
        Step("abandon", ("open",), "abandoned", needs=("reason",)),
    ),
)

PROPOSAL = Flow(
    noun="proposal",
    states=("proposed", "confirmed", "refused"),
    steps=(
        Step("confirm", ("proposed", "refused", "confirmed"), "confirmed"),
        Step("refuse", ("proposed", "confirmed"), "refused"),
    ),
)
