"""A boundary file that a deployment brings: GeoJSON with a name per polygon, WGS-84."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from cloudeye.errors import CatalogueError, reason

NAME_KEYS = ("name", "NAME", "Name", "名称")
CREDIT_KEYS = ("attribution", "copyright", "license", "source")


@dataclass(frozen=True)
class BoundaryFile:
    """What a file says: (name, (multi)polygon) in file order, and whom to credit."""

    shapes: list[tuple[str, BaseGeometry]]
    attribution: str


def read_boundaries(path: Path) -> BoundaryFile:
    """Read a FeatureCollection of named polygons. Raises CatalogueError with one sentence."""
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise CatalogueError(f"无法读取边界文件 {path}：{reason(error)}。请检查读取权限。") from error
    except ValueError as error:
        raise CatalogueError(f"边界文件 {path} 不是有效的 GeoJSON（UTF-8）。请重新导出，或移走该文件改用示意图。") from error
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or not features:
        raise CatalogueError(f"边界文件 {path} 里没有要素。请导出为 FeatureCollection，每个街道一个面。")
    shapes = [(_name(path, number, feature), _shape(path, number, feature)) for number, feature in enumerate(features, 1)]
    credit = next((str(content[key]) for key in CREDIT_KEYS if content.get(key)), f"边界数据：{path.name}")
    return BoundaryFile(shapes, credit)


def _name(path: Path, number: int, feature: Any) -> str:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    for key in NAME_KEYS:
        if isinstance(properties, dict) and str(properties.get(key) or "").strip():
            return str(properties[key]).strip()
    raise CatalogueError(f"边界文件 {path} 的第 {number} 个要素没有名称。请在属性中加上 name 或「名称」。")


def _shape(path: Path, number: int, feature: Any) -> BaseGeometry:
    geometry = feature.get("geometry")
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise CatalogueError(f"边界文件 {path} 的第 {number} 个要素是 {kind or '空'}，不是面。请只保留 Polygon 或 MultiPolygon。")
    try:
        drawn = shapely.make_valid(shapely.force_2d(shape(geometry)))
    except (ShapelyError, ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        raise CatalogueError(f"边界文件 {path} 的第 {number} 个要素的坐标有误。请重新导出。") from error
    pieces = [piece for piece in shapely.get_parts(shapely.get_parts(drawn)) if piece.geom_type == "Polygon" and piece.area > 0]
    if not pieces:
        raise CatalogueError(f"边界文件 {path} 的第 {number} 个要素没有面积。请重新导出。")
    west, south, east, north = drawn.bounds
    if west < -180 or east > 180 or south < -90 or north > 90:
        raise CatalogueError(f"边界文件 {path} 的第 {number} 个要素的坐标不是经纬度。请转换为 WGS-84 经纬度后重新导出。")
    return pieces[0] if len(pieces) == 1 else shapely.MultiPolygon(pieces)
