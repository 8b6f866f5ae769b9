"""Zipped files: which one member is the table, and unpacking it without falling for a bomb."""

import zipfile
import zlib
from pathlib import Path, PurePosixPath

from cloudeye.errors import IngestError
from cloudeye.ingest.reading.marks import visible
from cloudeye.ingest.reading.progress import Advance, quiet

CHUNK = 1 << 20
# What a table of the district can be, unpacked; and how far honest tables shrink (text about twenty times, sheets fifty).
LARGEST = 4 << 30
LARGEST_WORKBOOK = 2 << 30
STEEPEST = 300
# Below this size even a steep file does no harm.
HARMLESS = 64 << 20
MOST_MEMBERS = 10_000
NAMED_MEMBERS = 5


def kind_of_zip(path: Path, name: str) -> str:
    """XLSX, ODS or ZIP. Raises IngestError when the container is damaged, or a workbook in it is a bomb."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            names = {member.filename for member in members[:MOST_MEMBERS]}
            kind = (
                "XLSX"
                if names & {"xl/workbook.xml", "xl/workbook.bin"}
                else "ODS"
                if {"content.xml", "mimetype"} <= names
                else "ZIP"
            )
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        is_workbook = Path(name).suffix.lower() in {".xlsx", ".xlsm", ".ods"}
        what = "不是可读的 Excel 工作簿（.xlsx）" if is_workbook else "不是完整的压缩包"
        raise IngestError(f"文件 {name} {what}，可能没有传完。请重新导出后上传；没有写入任何数据。") from error
    if len(members) > MOST_MEMBERS:
        raise IngestError(f"文件 {name} 里有 {len(members):,} 个文件，不像一份表格。请只保留要导入的那一个；没有写入任何数据。")
    if names & {"word/document.xml", "ppt/presentation.xml"}:
        raise IngestError(
            f"文件 {name} 是 Word 或 PowerPoint 文档，不是表格。请把其中的表格复制到 Excel 中另存为 .xlsx 后上传；没有写入任何数据。"
        )
    unpacked, packed = sum(member.file_size for member in members), path.stat().st_size
    if kind != "ZIP" and (unpacked > LARGEST_WORKBOOK or _is_steep(unpacked, packed)):
        raise IngestError(_bomb(name, unpacked, packed))
    return kind


def unpacked_member(path: Path, workspace: Path, name: str, advance: Advance = quiet) -> tuple[Path, str]:
    """Unpack the one file of a ZIP archive; returns where it lies and what it is called there.

    Raises IngestError when there is none or several, it is locked, damaged, or grows beyond all measure.
    """
    target = workspace / "unpacked"
    try:
        with zipfile.ZipFile(path) as archive:
            member = _only_member(archive.infolist(), name)
            called = _called(member)
            if member.flag_bits & 1:
                raise IngestError(f"压缩包 {name} 设了密码。请取消密码、重新压缩后上传；没有写入任何数据。")
            done = 0
            with archive.open(member) as source, target.open("wb") as output:
                while chunk := source.read(CHUNK):
                    done += len(chunk)
                    if done > LARGEST or _is_steep(done, member.compress_size):
                        raise IngestError(_bomb(name, max(done, member.file_size), member.compress_size))
                    output.write(chunk)
                    advance("解压", min(done / max(member.file_size, 1), 1.0))
    except NotImplementedError as error:
        raise IngestError(
            f"压缩包 {name} 用了少见的压缩方式。请用系统自带的「压缩」功能重新压缩后上传；没有写入任何数据。"
        ) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError) as error:
        raise IngestError(f"压缩包 {name} 已损坏，解压到一半就读不下去了。请重新压缩后上传；没有写入任何数据。") from error
    return target, called


def _only_member(members: list[zipfile.ZipInfo], name: str) -> zipfile.ZipInfo:
    """The one file that somebody put in; what operating systems add does not count."""
    kept = [
        member
        for member in members
        if not member.is_dir()
        and not member.filename.startswith("__MACOSX/")
        and PurePosixPath(member.filename).name not in {".DS_Store", "Thumbs.db", "desktop.ini"}
    ]
    if not kept:
        raise IngestError(f"压缩包 {name} 是空的。请重新压缩后上传；没有写入任何数据。")
    if len(kept) > 1:
        names = "".join(f"「{_called(member)}」" for member in kept[:NAMED_MEMBERS])
        more = f"等 {len(kept)} 个文件" if len(kept) > NAMED_MEMBERS else ""
        raise IngestError(
            f"压缩包 {name} 里有{names}{more}，无法知道要哪一个。请只保留一个文件重新压缩后上传；没有写入任何数据。"
        )
    if _called(kept[0]).lower().endswith((".zip", ".rar", ".7z", ".gz")):
        raise IngestError(f"压缩包 {name} 里还是压缩包「{_called(kept[0])}」。请解开里面的一层后上传；没有写入任何数据。")
    return kept[0]


def _called(member: zipfile.ZipInfo) -> str:
    """The name of a member without folders; Chinese Windows writes it in GBK without saying so."""
    name = member.filename
    if not member.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("gb18030")
        except UnicodeError:
            pass
    return visible(PurePosixPath(name.replace("\\", "/")).name)[:120]


def _is_steep(unpacked: int, packed: int) -> bool:
    return unpacked > HARMLESS and unpacked > STEEPEST * packed


def _bomb(name: str, unpacked: int, packed: int) -> str:
    return (
        f"文件 {name} 只有 {max(packed >> 10, 1):,} KB，展开后却有 {unpacked >> 20:,} MB 以上，不像一份正常的表格（可能是压缩炸弹），已停止读取。"
        "如果内容确实这样大，请分成几个文件上传；没有写入任何数据。"
    )
