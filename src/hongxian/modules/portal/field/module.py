"""The field app: work on foot, on a phone, with or without a line."""

from hongxian.kernel.module import MenuItem, Module

MODULE = Module(
    key="field",
    urls="hongxian.modules.portal.field.urls",
    api="hongxian.modules.portal.field.api.router",
    menu=(MenuItem("field_app", "field:home", "hidden_danger.register", icon="smartphone", order=15),),
)
