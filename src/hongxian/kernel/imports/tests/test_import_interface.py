"""A program brings a file in, looks at what was found, has it carried out, undone, or called off."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hongxian.kernel.imports import files
from hongxian.kernel.imports.models import ImportBatch
from hongxian.kernel.imports.tests.conftest import work
from hongxian.modules.base.enterprises.models import Enterprise

ROOT = "/api/v1/imports"
HEAD = "企业名称,信用代码,属地,企业性质,行业\n"


@pytest.fixture
def browse(world: Any) -> Any:
    from django.test import Client

    from hongxian.modules.base.accounts.models import User

    def run(username: str) -> Any:
        client = Client()
        client.force_login(User.objects.get(username=username))
        return client

    return run


def receive(client: Any, content: str, register: str = "enterprise") -> Any:
    return client.post(f"{ROOT}/registers/{register}", {"file": SimpleUploadedFile("a.csv", content.encode())})


def send(client: Any, address: str, **told: Any) -> Any:
    return client.post(f"{ROOT}/{address}", told, content_type="application/json")


def test_from_the_file_to_the_register_and_back(browse: Any, code: Any) -> None:
    client = browse("zhanghui")
    made = receive(client, f"{HEAD}甲,{code(1)},魏都区,民营,其他\n乙,1,魏都区,民营,其他\n")
    assert (made.status_code, made.json()["state"]) == (201, "received"), made.content
    key, batch = made.json()["id"], ImportBatch.objects.get()
    work(batch, "check")
    told = client.get(f"{ROOT}/{key}").json()
    assert (told["state"], told["counts"]) == ("checked", {"new": 1, "failed": 1})
    (bad,) = client.get(f"{ROOT}/{key}/rows?kind=failed").json()
    assert (bad["number"], bool(bad["errors"])) == (3, True)
    assert send(client, f"{key}/start", mode="all").status_code == 422
    assert send(client, f"{key}/start", mode="good").json()["state"] == "applying"
    work(batch, "apply")
    assert client.get(f"{ROOT}/{key}").json()["results"] == {"created": 1}
    assert Enterprise.objects.get().name == "甲"
    late = send(client, f"{key}/cancel")
    assert (late.status_code, "当前状态为“已导入”" in late.json()["title"]) == (422, True)
    for username in ("sunxiao", "liuyang"):
        assert browse(username).get(f"{ROOT}/{key}").status_code == 404
        assert send(browse(username), f"{key}/revoke", reason="不是我的").status_code == 404
    assert send(client, f"{key}/revoke", reason="名单有误").json()["state"] == "undoing"
    work(batch, "undo")
    assert Enterprise.objects.get().withdrawn_at is not None


def test_called_off_nothing_is_saved(browse: Any, code: Any) -> None:
    client = browse("zhanghui")
    key = receive(client, f"{HEAD}甲,{code(1)},魏都区,民营,其他\n").json()["id"]
    assert send(client, f"{key}/cancel").json()["state"] == "cancelled"
    again = send(client, f"{key}/cancel")
    assert (again.status_code, "已取消" in again.json()["title"]) == (422, True)
    work(ImportBatch.objects.get(), "check")
    assert client.get(f"{ROOT}/{key}").json()["state"] == "cancelled"
    assert not Enterprise.objects.exists()


def test_who_may_bring_nothing_in_leaves_no_file(browse: Any, settings: Any) -> None:
    before = {each.name for each in files.folder("x").parent.glob("*")}
    assert receive(browse("sunxiao"), HEAD).status_code == 403
    assert receive(browse("zhanghui"), HEAD, "nothing").status_code == 422
    assert {each.name for each in files.folder("x").parent.glob("*")} == before
    assert not ImportBatch.objects.exists()
