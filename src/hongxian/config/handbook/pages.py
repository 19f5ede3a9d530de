"""The reference pages, written from the running code: settings, flows, facts, commands, glossary, API."""

import inspect
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from hongxian.config.api import api
from hongxian.config.env import TABLE, Setting
from hongxian.config.handbook import text
from hongxian.kernel.command import commands
from hongxian.kernel.flow import Flow
from hongxian.kernel.glossary import glossary, term
from hongxian.kernel.module import load_commands, modules, resolve


def pages() -> dict[str, str]:
    """The text of every generated page, by its name below docs/."""
    found = {
        "settings.md": _settings(),
        "facts.md": _facts(),
        "commands.md": _commands(),
        "glossary.md": _glossary(),
        "api/openapi.json": json.dumps(api.get_openapi_schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n",
    }
    for module in modules().values():
        for dotted in module.flows:
            flow: Any = resolve(dotted)
            found[f"flows/{flow.noun}.md"] = _flow(flow)
    return found


def _page(opening: str, *blocks: str) -> str:
    return "\n\n".join([text.GENERATED, opening, *blocks]) + "\n"


def _table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    head = list(head)
    lines = [head, ["---"] * len(head), *([_cell(cell) for cell in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _cell(value: object) -> str:
    return " ".join(str(value).split()).replace("|", "\\|")


def _code(value: str) -> str:
    return f"`{value}`" if value else ""


def _settings() -> str:
    rows = [(_code(each.name), _code(_anywhere(each)), each.meaning) for each in TABLE]
    return _page(text.SETTINGS, _table(text.SETTINGS_HEAD, sorted(set(rows))))


def _anywhere(setting: Setting) -> str:
    """The default without the folders of this machine."""
    default = setting.default
    if setting.name != "HONGXIAN_DATA_DIR":
        default = default.replace(str(settings.DATA_DIR), f"<{text.DATA_DIR}>")
    return default.replace(str(settings.PROJECT_DIR), f"<{text.PROJECT_DIR}>")


def _flow(flow: Flow) -> str:
    rows = [
        (
            term(f"{flow.noun}.{step.verb}"),
            _code(f"{flow.noun}.{step.verb}"),
            text.SEPARATOR.join(term(f"{flow.noun}:{state}") for state in step.sources),
            term(f"{flow.noun}:{step.target}"),
            text.SEPARATOR.join(term(name) for name in step.needs),
        )
        for step in flow.steps
    ]
    opening = text.FLOW.format(noun=term(flow.noun), key=flow.noun)
    return _page(opening, f"```mermaid\n{flow.diagram()}\n```", _table(text.FLOW_HEAD, rows))


def _facts() -> str:
    files = sorted((Path(settings.PACKAGE_DIR) / "packs" / "facts").glob("*.yaml"))
    dictionary = {
        noun: entry for file in files for noun, entry in yaml.safe_load(file.read_text(encoding="utf-8")).items()
    }
    sources = {source.fact: (module.key, source) for module in modules().values() for source in module.facts}
    blocks = []
    for noun, entry in dictionary.items():
        blocks.append(f"## {entry['label']}（`{noun}`）\n\n{entry.get('description', '')}".strip())
        if reason := entry.get("restricted"):
            blocks.append(text.FACT_RESTRICTED.format(reason=reason))
        if noun in sources:
            room, source = sources[noun]
            events = text.SEPARATOR.join(_code(event) for event in source.events)
            blocks.append(text.FACT_SOURCE.format(room=_code(room), events=events))
        else:
            blocks.append(text.FACT_WITHOUT_SOURCE)
        blocks.append(_table(text.FACTS_HEAD, (_field(name, field) for name, field in entry["fields"].items())))
    return _page(text.FACTS, *blocks)


def _field(name: str, field: Mapping[str, Any]) -> tuple[str, str, str, str]:
    values = text.SEPARATOR.join(f"`{code}` {zh}" for code, zh in (field.get("values") or {}).items())
    return _code(name), str(field.get("type", "")), str(field.get("label", "")), values


def _commands() -> str:
    load_commands()
    rows = [(_code(name), term(name), inspect.getdoc(function) or "") for name, function in sorted(commands().items())]
    return _page(text.COMMANDS, _table(text.COMMANDS_HEAD, rows))


def _glossary() -> str:
    rows = [
        (_code(each.key), each.zh, each.definition_zh, each.source, " ".join(each.avoid))
        for each in sorted(glossary().values(), key=lambda each: each.key)
    ]
    return _page(text.GLOSSARY, _table(text.GLOSSARY_HEAD, rows))
