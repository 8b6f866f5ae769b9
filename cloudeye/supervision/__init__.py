"""The loop: states and moves."""

from cloudeye.supervision.moves import Position, move, where

__all__ = ["Position", "move", "where"]
