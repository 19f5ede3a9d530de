"""The settings of login security: what may be set within which limits, by which source, and what holds now."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from hongxian.modules.base.accounts.models import SecurityPolicy


@dataclass(frozen=True)
class Setting:
    """One setting: whole numbers from `least` to `most`. `source` names the clause and what it leaves open."""

    key: str
    default: int
    least: int
    most: int
    unit: str
    source: str

    @property
    def is_yes_or_no(self) -> bool:
        """Whether it is only switched on or off."""
        return (self.least, self.most) == (0, 1)


@cache
def settings() -> dict[str, Setting]:
    """Every setting by key, in the order of the page."""
    listed = yaml.safe_load((Path(__file__).parent / "security.yaml").read_text(encoding="utf-8"))
    return {each["key"]: Setting(**each) for each in listed}


def latest_policy() -> SecurityPolicy | None:
    """The version that prevails; None while nobody set anything."""
    return SecurityPolicy.objects.order_by("-number").first()


def policy() -> dict[str, int]:
    """The value of every setting now: what was set last, else the default."""
    latest = latest_policy()
    return {key: each.default for key, each in settings().items()} | (latest.settings if latest else {})
