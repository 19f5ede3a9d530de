"""Accounts: who may log in and how, and what each post may do where."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from hongxian.kernel.keys import Keyed, new_key
from hongxian.kernel.two_times import TwoTimes

LOCK_KINDS = ("account", "address")
END_CAUSES = ("logout", "ended", "displaced", "idle", "expired", "password_changed", "account_closed")


class UserManager(BaseUserManager["User"]):
    """Finds accounts by their login name."""


class User(AbstractBaseUser):
    """An account. What it may do follows from the posts its person holds today, never from the account itself.

    `must_change_password`: the password was given by somebody else. `code` is the digest of a one-time code, good
    through `code_until`, with which the person sets a password of their own.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    username = models.CharField(max_length=40, unique=True)
    person = models.OneToOneField("parties.Person", null=True, on_delete=models.PROTECT, related_name="user")
    is_active = models.BooleanField(default=True)
    password_changed_at = models.DateTimeField(null=True)
    must_change_password = models.BooleanField(default=False)
    code = models.CharField(max_length=128, blank=True)
    code_until = models.DateTimeField(null=True)

    USERNAME_FIELD = "username"
    ledger_exclude: ClassVar[tuple[str, ...]] = ("password", "last_login", "code")

    objects: ClassVar[UserManager] = UserManager()

    def __str__(self) -> str:
        return self.username


class UsedPassword(Keyed):
    """The digest of a password that an account had, so that it is not taken again too soon."""

    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="used_passwords")
    digest = models.CharField(max_length=128)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.pk)


class LoginLock(Keyed):
    """Failed logins under one login name or from one address, and until when no more are let in.

    Names that nobody bears are counted alike, so that the answer does not tell which exist.
    """

    kind = models.CharField(max_length=10)
    key = models.CharField(max_length=64)
    failures = models.PositiveIntegerField(default=0)
    failed_at = models.DateTimeField(null=True)
    locked_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="accounts_login_lock_once"),
            models.CheckConstraint(condition=Q(kind__in=LOCK_KINDS), name="accounts_login_lock_kind"),
        ]

    def __str__(self) -> str:
        return self.key


class Login(Keyed):
    """One login: from when, from where, by which means, and how it ended. `session_key` finds the session to end."""

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="logins")
    method = models.CharField(max_length=20)
    address = models.CharField(max_length=64, blank=True)
    device = models.CharField(max_length=120, blank=True)
    began_at = models.DateTimeField()
    session_key = models.CharField(max_length=40)
    ended_at = models.DateTimeField(null=True)
    end_cause = models.CharField(max_length=20, blank=True)

    ledger_exclude: ClassVar[tuple[str, ...]] = ("session_key",)

    class Meta:
        indexes = [models.Index(fields=["user", "ended_at"]), models.Index(fields=["began_at"])]
        constraints = [
            models.CheckConstraint(condition=Q(end_cause__in=("", *END_CAUSES)), name="accounts_login_end_cause"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class SecondFactor(Keyed):
    """The one-time codes (RFC 6238) of an account. `secret` is sealed; `last_step` is the last time step used, so that
    no code serves twice."""

    user = models.OneToOneField("accounts.User", on_delete=models.PROTECT, related_name="second_factor")
    secret = models.CharField(max_length=300)
    enrolled_at = models.DateTimeField()
    last_step = models.BigIntegerField()

    ledger_exclude: ClassVar[tuple[str, ...]] = ("secret", "last_step")

    def __str__(self) -> str:
        return str(self.pk)


class RecoveryCode(Keyed):
    """The digest of a code that stands in once for the second factor."""

    second_factor = models.ForeignKey("accounts.SecondFactor", on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=128)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.pk)


class Identity(Keyed):
    """A subject of an identity service (OpenID Connect) that logs in as an account."""

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="identities")
    provider = models.CharField(max_length=200)
    subject_identifier = models.CharField(max_length=200)
    linked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "subject_identifier"], name="accounts_identity_subject_open_once"
            ),
            models.UniqueConstraint(fields=["provider", "user"], name="accounts_identity_user_open_once"),
        ]

    def __str__(self) -> str:
        return self.subject_identifier


def no_values() -> dict[str, int]:
    """Nothing set: the defaults hold."""
    return {}


class SecurityPolicy(Keyed):
    """One version of the settings of login security (`security.yaml`): the highest number prevails."""

    number = models.PositiveIntegerField()
    settings = models.JSONField(default=no_values)
    basis = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["number"], name="accounts_security_policy_open_once")]

    def __str__(self) -> str:
        return str(self.number)


def no_permissions() -> list[str]:
    """What a role may do before anybody says so."""
    return []


class Role(Keyed):
    """A named set of permissions. Data, not code: nothing asks for a role, only for permissions.

    `needs_second_factor`: whoever bears it must log in with a second factor.
    """

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=40)
    permissions = models.JSONField(default=no_permissions)
    needs_second_factor = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class Authority(TwoTimes):
    """A post carries a role within limits, which must all hold: a place and all below it, one organisation, one
    industry, one enterprise. `basis` says by what it was granted."""

    post = models.ForeignKey("parties.Post", on_delete=models.PROTECT, related_name="authorities")
    role = models.ForeignKey("accounts.Role", on_delete=models.PROTECT, related_name="authorities")
    place = models.ForeignKey("places.Place", null=True, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("parties.Party", null=True, on_delete=models.PROTECT, related_name="+")
    sector = models.CharField(max_length=40, blank=True)
    enterprise = models.ForeignKey("enterprises.Enterprise", null=True, on_delete=models.PROTECT, related_name="+")
    basis = models.CharField(max_length=200, blank=True)

    class Meta(TwoTimes.Meta):
        abstract = False
        constraints = [
            *TwoTimes.Meta.constraints,
            models.CheckConstraint(
                condition=Q(place__isnull=False) | Q(organisation__isnull=False) | Q(enterprise__isnull=False),
                name="accounts_authority_is_limited",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
