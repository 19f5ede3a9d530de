"""Accounts: who may log in, and what each post may do where."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from hongxian.kernel.keys import Keyed, new_key
from hongxian.kernel.two_times import TwoTimes


class UserManager(BaseUserManager["User"]):
    """Finds accounts by their login name."""


class User(AbstractBaseUser):
    """An account. What it may do follows from the posts its person holds today, never from the account itself."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    username = models.CharField(max_length=40, unique=True)
    person = models.OneToOneField("parties.Person", null=True, on_delete=models.PROTECT, related_name="user")
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "username"
    ledger_exclude: ClassVar[tuple[str, ...]] = ("password", "last_login")

    objects: ClassVar[UserManager] = UserManager()

    def __str__(self) -> str:
        return self.username


def no_permissions() -> list[str]:
    """What a role may do before anybody says so."""
    return []


class Role(Keyed):
    """A named set of permissions. Data, not code: nothing asks for a role, only for permissions."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=40)
    permissions = models.JSONField(default=no_permissions)

    def __str__(self) -> str:
        return self.name


class Authority(TwoTimes):
    """A post carries a role within a place (and all below it), within one organisation, or both."""

    post = models.ForeignKey("parties.Post", on_delete=models.PROTECT, related_name="authorities")
    role = models.ForeignKey("accounts.Role", on_delete=models.PROTECT, related_name="authorities")
    place = models.ForeignKey("places.Place", null=True, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("parties.Party", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(TwoTimes.Meta):
        abstract = False
        constraints = [
            *TwoTimes.Meta.constraints,
            models.CheckConstraint(
                condition=Q(place__isnull=False) | Q(organisation__isnull=False),
                name="accounts_authority_is_limited",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
