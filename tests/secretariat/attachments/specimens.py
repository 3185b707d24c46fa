"""Small files of every kind, sound and unsound."""

import io
import zipfile

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\0" * 17 + b"\x00\x00\x00\x00IEND\xaeB`\x82"
JPG = b"\xff\xd8\xff\xe0" + b"\0" * 20 + b"\xff\xd9"
TXT = "关于制定工作要点的通知\r\n".encode()
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"


def office(main, content_type, *, stated_size=None, **more):
    """An office file whose main part is `main`; `more` are further members; the directory may state another size."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f'<Types><Override ContentType="{content_type}"/></Types>')
        archive.writestr(main, "<x/>")
        for name, content in more.items():
            archive.writestr(name, content)
        if stated_size:
            archive.getinfo(main).file_size = stated_size
    return out.getvalue()


DOCX = office("word/document.xml", WORD)
XLSX = office("xl/workbook.xml", EXCEL)
SOUND = {"pdf": PDF, "png": PNG, "jpg": JPG, "jpeg": JPG, "txt": TXT, "docx": DOCX, "xlsx": XLSX}
