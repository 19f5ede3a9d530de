"""The room of notices: who is told of what, where it is sent, and how that went."""

from hongxian.kernel.module import MenuItem, Module, Noun, Timer

_QUERIES = "hongxian.modules.base.notices.queries"

MODULE = Module(
    key="notices",
    urls="hongxian.modules.base.notices.urls",
    api="hongxian.modules.base.notices.api.router",
    menu=(
        MenuItem("notice_gateway", "notices:gateways", "notice_gateway.view", icon="radio-tower", order=940),
        MenuItem("notice_delivery", "notices:deliveries", "notice_delivery.view", icon="send", order=941),
    ),
    nouns=(
        Noun("notice", "notices.Notice", visible=f"{_QUERIES}.visible_notices", derived=True),
        Noun("notice_contact", "notices.NoticeContact", visible=f"{_QUERIES}.visible_contacts"),
        Noun("notice_preference", "notices.NoticePreference", visible=f"{_QUERIES}.visible_preferences"),
        Noun("notice_gateway", "notices.NoticeGateway", visible=f"{_QUERIES}.visible_gateways"),
        Noun("notice_delivery", "notices.NoticeDelivery", visible=f"{_QUERIES}.visible_deliveries", derived=True),
        Noun("notice_item", "notices.NoticeItem", derived=True),
    ),
    permissions=("notice_gateway.view", "notice_delivery.view"),
    personal=(
        "notice.view",
        "notice_contact.view",
        "notice_contact.add",
        "notice_contact.confirm",
        "notice_contact.remove",
        "notice_preference.view",
        "notice_preference.set",
    ),
    timers=(
        Timer("notices.gather", "hongxian.modules.base.notices.tasks.gather", every=60),
        Timer("notices.clear", "hongxian.modules.base.notices.tasks.clear", every=3600),
    ),
)
