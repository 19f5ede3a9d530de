"""Sentences of a clause, each with the exact characters that stand in it."""

from collections.abc import Iterator

from hongxian.modules.base.drafts.reading.words import words


def sentences(paragraph: str) -> Iterator[str]:
    """The sentences in their order; ends within quotation marks and brackets do not count."""
    lists = words()
    closing, start = [], 0
    for index, sign in enumerate(paragraph):
        if sign in lists["quotes"]:
            closing.append(lists["quotes"][sign])
        elif closing and sign == closing[-1]:
            closing.pop()
        elif sign in lists["sentence_end"] and (not closing or len(closing) > 2):
            if text := paragraph[start : index + 1].strip():
                yield text
            start = index + 1
    if text := paragraph[start:].strip():
        yield text


def without_number(sentence: str, printed: str) -> str:
    """A sentence without the printed number it opens with."""
    return sentence.removeprefix(printed).lstrip("\u3000 \t")
