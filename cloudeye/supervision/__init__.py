"""The loop: states and moves, letters and their numbers."""

from cloudeye.supervision.letter_kinds import LETTER_KINDS, LetterKind, letter_number
from cloudeye.supervision.moves import Position, move, where

__all__ = ["LETTER_KINDS", "LetterKind", "Position", "letter_number", "move", "where"]
