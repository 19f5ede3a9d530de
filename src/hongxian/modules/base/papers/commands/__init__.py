"""Writes of papers, one file a noun."""

from hongxian.modules.base.papers.commands.issued import download_paper, issue_paper, supersede_paper, withdraw_paper
from hongxian.modules.base.papers.commands.paper import (
    abandon_paper,
    draft_paper,
    return_paper,
    revise_paper,
    sign_paper,
    submit_paper,
)
from hongxian.modules.base.papers.commands.recipient import receive_paper, refuse_paper, serve_paper
from hongxian.modules.base.papers.commands.series import open_series
from hongxian.modules.base.papers.commands.template import retire_template, upload_template

__all__ = [
    "abandon_paper",
    "download_paper",
    "draft_paper",
    "issue_paper",
    "open_series",
    "receive_paper",
    "refuse_paper",
    "retire_template",
    "return_paper",
    "revise_paper",
    "serve_paper",
    "sign_paper",
    "submit_paper",
    "supersede_paper",
    "upload_template",
    "withdraw_paper",
]
