"""Words shared by the sentences of the import: a near miss, a readable list."""

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """「你是不是想写…？」 if something known is close to ``word``, else an empty text."""
    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"您是不是想写「{close[0]}」？" if close else ""


def quoted(words: Iterable[str]) -> str:
    """「甲」「乙」."""
    return "".join(f"「{word}」" for word in words)
