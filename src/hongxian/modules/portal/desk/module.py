"""The desk: the first page, what is owed and by when."""

from hongxian.kernel.module import MenuItem, Module, PaperOffer

_PAPERS = "hongxian.modules.portal.desk.papers"

MODULE = Module(
    key="desk",
    urls="hongxian.modules.portal.desk.urls",
    menu=(MenuItem("desk", "desk:home", "duty.view", icon="inbox", order=10),),
    papers=(
        PaperOffer(
            "overdue_notice",
            noun="duty",
            fill=f"{_PAPERS}.duty.fill_overdue",
            sample=f"{_PAPERS}.text.OVERDUE_SAMPLE",
            permission="duty.view",
            when=f"{_PAPERS}.duty.is_overdue",
        ),
    ),
)
