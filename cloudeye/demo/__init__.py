"""The demo district: fictional, deterministic for a seed and an as-of date, and alive while the demo runs."""

from cloudeye.demo.build import build
from cloudeye.demo.feed import Feed, tick

__all__ = ["Feed", "build", "tick"]
