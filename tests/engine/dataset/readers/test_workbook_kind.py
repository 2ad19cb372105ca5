"""What a file with the name of a workbook is said to be instead."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from engine.dataset.readers.workbook_index import read_index
from engine.errors import DatasetError

OLE2 = bytes.fromhex("d0cf11e0a1b11ae1")


def refused(path: Path) -> DatasetError:
    with pytest.raises(DatasetError) as caught:
        read_index(path)
    return caught.value


@pytest.mark.parametrize(
    ("content", "zh", "en"),
    [
        (
            b"",
            "a.xlsx：文件为空（0 字节），可能没有保存或下载完整。\n"
            "  请重新导出，或在电子表格程序中另存为 .xlsx。",
            "a.xlsx: the file is empty (0 bytes); it was perhaps not saved or downloaded "
            "whole.\n  Export it again, or save it as .xlsx in a spreadsheet program.",
        ),
        (
            "单号,日期\n".encode("gb18030") * 900,
            "a.xlsx：这不是工作簿，而是用了工作簿文件名的文本（CSV 或类似格式）。\n"
            "  请把文件名的结尾改为 .csv，或在电子表格程序中另存为 .xlsx。",
            "a.xlsx: no workbook but text (CSV or the like) with the name of one.\n"
            "  Give the name the ending .csv, or save it as .xlsx in a spreadsheet program.",
        ),
        (
            b"\xef\xbb\xbf\n<html xmlns:x='urn:schemas-microsoft-com:office:excel'>",
            "a.xlsx：这不是工作簿，而是用了工作簿文件名的网页或 XML 文件，有的系统这样导出。\n"
            "  请在电子表格程序中打开，另存为 .xlsx；只改文件名没有用。",
            "a.xlsx: no workbook but a web page or XML with the name of one, as some systems "
            "export it.\n  Open it in a spreadsheet program and save it as .xlsx; another "
            "name alone does not help.",
        ),
        (
            b"%PDF-1.7\n%\xe2\xe3",
            "a.xlsx：这不是工作簿，而是用了工作簿文件名的 PDF。\n"
            "  请从原系统把该表导出为 .xlsx 或 CSV。",
            "a.xlsx: no workbook but a PDF with the name of one.\n"
            "  Export the table as .xlsx or CSV from the system that it comes from.",
        ),
        (
            b"\x89PNG\r\n\0\0",
            "a.xlsx：文件名是工作簿的，内容却不是。\n"
            "  请从原系统重新导出，或在电子表格程序中另存为 .xlsx。",
            "a.xlsx: it has the name of a workbook, but its content is none.\n"
            "  Export it again, or save it as .xlsx in a spreadsheet program.",
        ),
        (
            b"PK\3\4" + bytes(400),
            "a.xlsx：工作簿不完整，结尾缺失，可能没有下载或复制完整。\n"
            "  请重新下载、复制或导出。",
            "a.xlsx: the workbook has no end; it was perhaps not downloaded or copied "
            "whole.\n  Download, copy or export it again.",
        ),
        (
            OLE2 + bytes(2**20 - 20) + "EncryptedPackage".encode("utf-16-le"),
            "a.xlsx：该工作簿设有打开密码（已加密）。\n"
            "  请在电子表格程序中取消密码，再另存为 .xlsx。",
            "a.xlsx: the workbook is encrypted with a password.\n"
            "  Remove the password in a spreadsheet program and save it as .xlsx.",
        ),
    ],
)  # fmt: skip
def test_what_it_is_and_the_way_out(
    tmp_path: Path, content: bytes, zh: str, en: str
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)

    error = refused(path)

    assert error.in_language("zh") == zh
    assert error.in_language("en") == en


def test_zip_of_other_files(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("content.xml", "<x/>")
        archive.writestr("mimetype", "x")

    error = refused(tmp_path / "a.xlsx")

    assert error.in_language("zh") == (
        "a.xlsx：这是用了工作簿文件名的压缩包，其中没有工作簿，而有：content.xml、mimetype。\n"
        "  压缩包请以 .zip 命名；其他程序的表格请另存为 .xlsx。"
    )
    assert error.in_language("en") == (
        "a.xlsx: a zip with the name of a workbook and no workbook in it, but content.xml, "
        "mimetype.\n  Name a zip .zip; save the sheets of another program as .xlsx."
    )
