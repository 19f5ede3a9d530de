"""The request log tells which page, how it went and how long it took, and nothing that a person typed or is called."""

from __future__ import annotations

import json
import logging

import pytest
from django.conf import settings
from django.test import Client
from pythonjsonlogger.json import JsonFormatter

from hongxian.modules.base.accounts.models import User


def test_a_request_leaves_one_line_without_names_addresses_or_words(
    world: object, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "hongxian.requests")
    client.force_login(User.objects.get(username="zhanghui"))
    client.get("/policies/?q=绝密", headers={"X-Request-Id": "abc"})
    (line,) = [each for each in caplog.records if each.name == "hongxian.requests"]
    options = dict(settings.LOGGING["formatters"]["json"])
    options.pop("()")
    told = json.loads(JsonFormatter(options.pop("format"), **options).format(line))
    assert (told["method"], told["page"], told["status"], told["request"]) == ("GET", "policies:list", 200, "abc")
    assert not {"张慧", "绝密", "/policies/"} & set(json.dumps(told, ensure_ascii=False).split('"'))
    assert "绝密" not in json.dumps(told, ensure_ascii=False)
