"""Writes of accounts, one file a noun."""

from hongxian.modules.base.accounts.apart import refuse_mixed_person
from hongxian.modules.base.accounts.commands.identity import link_identity, unlink_identity
from hongxian.modules.base.accounts.commands.login import (
    Origin,
    begin_login,
    end_login,
    lift_lock,
    refuse_login,
    set_lock,
)
from hongxian.modules.base.accounts.commands.policy import set_security_policy
from hongxian.modules.base.accounts.commands.role import (
    define_role,
    grant_authority,
    permissions_known,
    revoke_authority,
)
from hongxian.modules.base.accounts.commands.second_factor import (
    Enrolment,
    enrol_second_factor,
    give_up_second_factor,
    renew_recovery_codes,
    reset_second_factor,
)
from hongxian.modules.base.accounts.commands.user import (
    change_password,
    close_user,
    issue_code,
    open_user,
    recover_password,
    reopen_user,
)

__all__ = [
    "Enrolment",
    "Origin",
    "begin_login",
    "change_password",
    "close_user",
    "define_role",
    "end_login",
    "enrol_second_factor",
    "give_up_second_factor",
    "grant_authority",
    "issue_code",
    "lift_lock",
    "link_identity",
    "open_user",
    "permissions_known",
    "recover_password",
    "refuse_login",
    "refuse_mixed_person",
    "renew_recovery_codes",
    "reopen_user",
    "reset_second_factor",
    "revoke_authority",
    "set_lock",
    "set_security_policy",
    "unlink_identity",
]
