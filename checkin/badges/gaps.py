"""What is left of a text when something in it is missing: no signs that stand alone, no double spaces."""

import re

GAP = "\ufdd0"
"""Stands where something is missing; Unicode promises that no text has it."""

_COMMAS = ",;:、，：；؛،"  # noqa: RUF001 - of every script
_LOOSE = "|/&+~•·・–—‐-"  # noqa: RUF001 - those that have spaces around them
_CLOSING = ",;:.!?、，。…"  # noqa: RUF001
_PAIRS = ("()", "[]", "{}", "（）", "「」", "『』", "【】", "«»", "“”", "‘’", "„“", '""', "''", "<>")  # noqa: RUF001

# Not compiled before there is a gap to close: most starts never see one.
_EMPTY_PAIR = "|".join(rf"{re.escape(pair[0])}\s*{GAP}\s*{re.escape(pair[1])}" for pair in _PAIRS)
_SIGN = f"[{re.escape(_COMMAS + _LOOSE)}]"
_SEVERAL = rf"{GAP}(?:(?:\s|{_SIGN})*{GAP})+"
_BETWEEN_SIGNS = rf"({_SIGN})\s*{GAP}\s*{_SIGN}(?=\s|$)"
_AT_START = rf"^\s*{GAP}\s*(?:[{_COMMAS}]|[{re.escape(_LOOSE)}](?=\s|$))"
_AT_END = rf"(?:[{_COMMAS}]|(?:^|\s)[{re.escape(_LOOSE)}])\s*{GAP}\s*$"
_UNSPACED = rf"(?<=[\u2e80-\u9fff\uac00-\ud7ff]){GAP}(?=[\u2e80-\u9fff\uac00-\ud7ff])"
_BEFORE_CLOSING = rf"\s*{GAP}\s*(?=[{re.escape(_CLOSING)}](?:\s|$))"


def closed(text: str) -> str:
    """The text without its gaps, and without brackets and signs that only had to do with what is missing.

    Signs that belong to a word stay, such as those of C++.
    """
    if GAP not in text:
        return text
    before = ""
    while before != text:
        before = text
        text = re.sub(_EMPTY_PAIR, GAP, re.sub(_SEVERAL, GAP, text))
    text = re.sub(_BETWEEN_SIGNS, r"\1", text)
    for alone in (_UNSPACED, _AT_START, _AT_END, _BEFORE_CLOSING):
        text = re.sub(alone, "", text)
    return " ".join(text.replace(GAP, " ").split())
