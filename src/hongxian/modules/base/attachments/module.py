"""The room of attachments: photos, voice notes and signatures that hang on a row of any noun as evidence."""

from hongxian.kernel.module import Module, Noun, Timer

MODULE = Module(
    key="attachments",
    urls="hongxian.modules.base.attachments.urls",
    api="hongxian.modules.base.attachments.api.router",
    nouns=(
        Noun(
            "attachment",
            model="attachments.Attachment",
            visible="hongxian.modules.base.attachments.queries.visible_attachments",
            page="attachments:attachment",
        ),
    ),
    permissions=("attachment.erase", "attachment.take_original"),
    personal=("attachment.attach", "attachment.withdraw"),
    timers=(Timer("attachment.clear_uploads", "hongxian.modules.base.attachments.tasks.clear_uploads", every=3600),),
)
