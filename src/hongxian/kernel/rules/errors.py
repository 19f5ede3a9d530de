"""What is wrong with a pack: every error at once, with file, line, place, what stands there and what was expected."""

from dataclasses import dataclass
from difflib import get_close_matches

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from hongxian.kernel.rules import text
from hongxian.kernel.rules.positions import Document, Loc


@dataclass(frozen=True)
class PackError:
    """One error. `path` is the place within the file, such as `0.parts.1.events.fact`; `text` is Chinese."""

    file: str
    line: int
    path: str
    found: str
    expected: str
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"


class PackErrors(Exception):
    """A pack, or the dictionary of facts, cannot be read. `errors` holds all that is wrong."""

    def __init__(self, errors: list[PackError]) -> None:
        super().__init__("\n".join(str(error) for error in errors))
        self.errors = errors


def error_at(document: Document, loc: Loc, sentence: str, *, found: object = "", expected: str = "") -> PackError:
    """An error at a place of a document."""
    path = ".".join(str(step) for step in loc)
    return PackError(document.file, document.line(loc), path, str(found), expected, sentence)


def flaws_of(document: Document) -> list[PackError]:
    """The errors of the YAML itself."""
    return [
        PackError(document.file, f.line, ".".join(map(str, f.loc)), f.found, f.expected, f.text) for f in document.flaws
    ]


def from_validation(document: Document, base: Loc, error: ValidationError, model: type[BaseModel]) -> list[PackError]:
    """The errors of a shape, in Chinese; `base` is the place of the validated data in the document."""
    errors = error.errors()
    return [_translated(document, base, each, model) for each in errors if not _follows_from_another(each, errors)]


def _follows_from_another(error: ErrorDetails, errors: list[ErrorDetails]) -> bool:
    """Whether a list is called too short only because what stands in it is wrong."""
    loc = error["loc"]
    return error["type"] == "too_short" and any(
        each["loc"][: len(loc)] == loc and len(each["loc"]) > len(loc) for each in errors
    )


def _translated(document: Document, base: Loc, details: ErrorDetails, model: type[BaseModel]) -> PackError:
    loc = (*base, *details["loc"])
    name = str(loc[-1]) if loc else ""
    kind, found = details["type"], details["input"]
    if kind == "missing":
        return error_at(document, loc, text.FIELD_MISSING.format(name), expected=name)
    if kind == "extra_forbidden":
        known = sorted(_field_names(model))
        close = get_close_matches(name, known, 1)
        hint = text.DID_YOU_MEAN.format(close[0]) if close else ""
        return error_at(
            document, loc, text.UNKNOWN_FIELD.format(name) + hint, found=name, expected=" ".join(close or known)
        )
    context = details.get("ctx", {})
    if kind == "value_error":
        return error_at(document, loc, str(context.get("error", details["msg"])), found=found)
    expected = str(context.get("expected", "")).replace(" or ", ", ") or text.TYPES.get(kind, details["msg"])
    name = name or document.file
    shown = str(found) if len(str(found)) < 60 else str(found)[:60] + "..."
    sentence = text.WRONG_TYPE.format(name=name, found=shown, expected=expected)
    return error_at(document, loc, sentence, found=shown, expected=expected)


def _field_names(model: type[BaseModel]) -> set[str]:
    """Names that may be meant by a misspelt one: the fields of the model and of the models inside it."""
    names: set[str] = set()
    seen: set[type[BaseModel]] = set()
    queue = [model]
    while queue:
        each = queue.pop()
        if each in seen:
            continue
        seen.add(each)
        for field_name, info in each.model_fields.items():
            names.add(info.alias or field_name)
            queue += _models_in(info.annotation)
    return names


def _models_in(annotation: object) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    found: list[type[BaseModel]] = []
    for inner in getattr(annotation, "__args__", ()):
        found += _models_in(inner)
    return found
