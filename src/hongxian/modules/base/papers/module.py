"""The room of official papers."""

from hongxian.kernel.module import MenuItem, Module, NoticeKind, Noun, Subscription

_QUERIES = "hongxian.modules.base.papers.queries"
_TASKS = "hongxian.modules.base.papers.tasks"

MODULE = Module(
    key="papers",
    urls="hongxian.modules.base.papers.urls",
    api="hongxian.modules.base.papers.api.router",
    root_urls="hongxian.modules.base.papers.check_urls",
    menu=(MenuItem("paper", "papers:list", "paper.view", icon="file-text", order=12, group="wing#portal"),),
    nouns=(
        Noun(
            "paper",
            model="papers.Paper",
            visible=f"{_QUERIES}.visible_papers",
            page="papers:paper",
            means=(("kind", "#"), ("noun", "#")),
        ),
        Noun("recipient", model="papers.Recipient", visible=f"{_QUERIES}.visible_recipients"),
        Noun("paper_counter", model="papers.PaperCounter"),
        Noun("paper_series", model="papers.PaperSeries", visible=f"{_QUERIES}.visible_series"),
        Noun(
            "paper_template",
            model="papers.PaperTemplate",
            visible=f"{_QUERIES}.visible_templates",
        ),
    ),
    flows=("hongxian.modules.base.papers.flow.PAPER", "hongxian.modules.base.papers.flow.RECIPIENT"),
    permissions=("paper.view", "paper_series.view", "paper_template.view"),
    notices=(NoticeKind("paper_served", ("recipient.serve",), "hongxian.modules.base.papers.told.served"),),
    subscriptions=(
        *(
            Subscription(event, f"{_TASKS}.settle_receipt")
            for event in ("recipient.serve", "recipient.receive", "recipient.refuse")
        ),
        Subscription("paper.withdraw", f"{_TASKS}.drop_receipts"),
        Subscription("paper.supersede", f"{_TASKS}.drop_receipts"),
    ),
)
