"""The room of integrations: other systems that use this one over REST and are told of acts."""

from hongxian.kernel.module import MenuItem, Module, Noun, Timer

_QUERIES = "hongxian.modules.base.integrations.queries"

MODULE = Module(
    key="integrations",
    urls="hongxian.modules.base.integrations.urls",
    menu=(
        MenuItem("integration", "integrations:list", "integration.view", icon="plug", order=935, group="wing#kernel"),
    ),
    nouns=(
        Noun(
            "integration",
            "integrations.Integration",
            visible=f"{_QUERIES}.visible_integrations",
            page="integrations:integration",
        ),
        Noun("access_token", "integrations.AccessToken", visible=f"{_QUERIES}.visible_access_tokens"),
        Noun("webhook", "integrations.Webhook", visible=f"{_QUERIES}.visible_webhooks", page="integrations:webhook"),
    ),
    permissions=("integration.view",),
    timers=(Timer("integrations.news", "hongxian.modules.base.integrations.tasks.look_for_news", every=5),),
)
