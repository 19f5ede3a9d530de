"""The room of supervision orders: major hidden dangers and accidents under the listed supervision of a body."""

from hongxian.kernel.module import FactSource, MenuItem, Module, Noun, PaperOffer, Section, Subscription, Timer

_ROOM = "hongxian.modules.screening.supervision_orders"
_QUERIES = f"{_ROOM}.queries"
_PAPERS = f"{_ROOM}.papers"

MODULE = Module(
    key="supervision_orders",
    urls=f"{_ROOM}.urls",
    api=f"{_ROOM}.api.router",
    menu=(MenuItem("supervision_order", "supervision_orders:list", "supervision_order.view", icon="gavel", order=71),),
    registers=(f"{_ROOM}.registers.SUPERVISION_ORDERS", f"{_ROOM}.registers.UNLISTED"),
    flows=(f"{_ROOM}.flow.SUPERVISION_ORDER", f"{_ROOM}.flow.ORDER_EXTENSION"),
    nouns=(
        Noun(
            "supervision_order",
            model="supervision_orders.SupervisionOrder",
            visible=f"{_QUERIES}.visible_supervision_orders",
            page="supervision_orders:detail",
        ),
        Noun("order_progress", model="supervision_orders.OrderProgress", visible=f"{_QUERIES}.visible_progress"),
        Noun(
            "order_extension",
            model="supervision_orders.OrderExtension",
            visible=f"{_QUERIES}.visible_order_extensions",
        ),
        Noun("acceptance_result", model="supervision_orders.AcceptanceResult", visible=f"{_QUERIES}.visible_results"),
        Noun("supervision_log", model="supervision_orders.SupervisionLog", visible=f"{_QUERIES}.visible_logs"),
        Noun(
            "order_publication",
            model="supervision_orders.OrderPublication",
            visible=f"{_QUERIES}.visible_publications",
        ),
        Noun(
            "supervision_term",
            model="supervision_orders.SupervisionTerm",
            visible=f"{_QUERIES}.visible_terms",
            means=(("stages", "acceptance_stage#"),),
        ),
    ),
    facts=(
        FactSource(
            "supervision_order",
            f"{_ROOM}.facts.supervision_orders",
            (
                "supervision_order.issue",
                "supervision_order.take_over",
                "supervision_order.withdraw",
                "supervision_order.close",
                "supervision_order.follow_places",
                "supervision_log.add",
            ),
        ),
    ),
    permissions=(
        "supervision_order.view",
        "order_progress.view",
        "order_extension.view",
        "acceptance_result.view",
        "supervision_log.view",
        "order_publication.view",
        "supervision_term.view",
    ),
    papers=(
        PaperOffer(
            "supervision_order_notice",
            noun="supervision_order",
            fill=f"{_PAPERS}.orders.fill_notice",
            sample=f"{_PAPERS}.text.SAMPLE",
            permission="supervision_order.issue",
            when=f"{_PAPERS}.orders.is_issued",
        ),
        PaperOffer(
            "supervision_order_extension",
            noun="supervision_order",
            fill=f"{_PAPERS}.orders.fill_extension",
            sample=f"{_PAPERS}.text.SAMPLE",
            permission="order_extension.agree",
            when=f"{_PAPERS}.orders.has_decision",
        ),
        PaperOffer(
            "supervision_order_closing",
            noun="supervision_order",
            fill=f"{_PAPERS}.orders.fill_closing",
            sample=f"{_PAPERS}.text.SAMPLE",
            permission="supervision_order.close",
            when=f"{_PAPERS}.orders.is_closed",
        ),
    ),
    sections=(Section("hidden_danger", f"{_ROOM}.sections.of_danger", "supervision_orders/_of_danger.html"),),
    subscriptions=(
        Subscription("place_adjustment.confirm", f"{_ROOM}.tasks.follow"),
        Subscription("enterprise_merge.confirm", f"{_ROOM}.tasks.follow_merged"),
        Subscription("enterprise_merge.undo", f"{_ROOM}.tasks.follow_merged"),
    ),
    timers=(Timer("supervision_order.tend", f"{_ROOM}.tasks.tend", every=3600),),
)
