"""The letter as DOCX, for offices that finish it in Word: the same head, blocks and signature as the printed one."""

from io import BytesIO
from typing import TYPE_CHECKING, Any

from desktop.documents.letter_text import Letter, lines
from desktop.documents.letterhead import Letterhead
from desktop.documents.paper import SIZES, Paper

if TYPE_CHECKING:
    from docx.document import Document

FONT = "Bookman Old Style"
INDENT_MM = 12


def letter(ready: Letter, letterhead: Letterhead, paper: Paper, day: str) -> bytes:
    """`ready` has no placeholders left; `day` is the letter's date in words."""
    import docx
    from docx.shared import Mm, Pt

    document = docx.Document()
    section = document.sections[0]
    width, height = SIZES[paper]
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin, section.bottom_margin = Mm(14), Mm(20)
    style: Any = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(11.5)
    style.element.rPr.rFonts.set(_qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(0)
    document.core_properties.title, document.core_properties.author = (
        ready.subject,
        letterhead.lines[-1] if letterhead.lines else "",
    )
    document.core_properties.language = "id-ID"
    _head(document, letterhead)
    _blocks(document, ready, letterhead, day)
    _body(document, ready.body)
    _signature(document, letterhead)
    _copies(document, ready)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _head(document: "Document", letterhead: Letterhead) -> None:
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    if letterhead.logo:
        table = document.add_table(1, 3)
        table.autofit = False
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        # The column's width is the table's grid, which LibreOffice goes by; Word goes by the cell's.
        for column, width in zip(table.columns, (22, 121, 22), strict=True):
            column.width = Mm(width)
            column.cells[0].width = Mm(width)
        table.rows[0].cells[0].paragraphs[0].add_run().add_picture(BytesIO(letterhead.logo), height=Mm(22))
        place: Any = table.rows[0].cells[1]
        paragraph = place.paragraphs[0]
    else:
        place, paragraph = document, document.add_paragraph()
    texts = [(line, 17 if at == len(letterhead.lines) - 1 else 13) for at, line in enumerate(letterhead.lines)]
    texts += [(letterhead.contact, 9.5)] if letterhead.contact else []
    for at, (text, size) in enumerate(texts):
        paragraph = paragraph if at == 0 else place.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(text)
        run.font.size, run.bold = Pt(size), size == 17
    rule = document.add_paragraph() if letterhead.logo else paragraph
    if letterhead.logo:
        rule.paragraph_format.line_spacing = Pt(4)
    _double_line(rule)
    document.add_paragraph()


def _double_line(paragraph: Any) -> None:
    """The thick and the thin line below a letterhead."""
    from docx.oxml import OxmlElement

    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "thickThinSmallGap"), ("sz", "24"), ("space", "4"), ("color", "000000")):
        bottom.set(_qn(f"w:{name}"), value)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().append(borders)


def _blocks(document: "Document", ready: Letter, letterhead: Letterhead, day: str) -> None:
    """Number, nature, attachments and subject at the left; place, day and addressee at the right."""
    from docx.shared import Mm

    blocks = (("Nomor", ready.number), ("Sifat", ready.nature), ("Lampiran", ready.attachment), ("Hal", ready.subject))
    table = document.add_table(len(blocks), 4)
    table.autofit = False
    for column, width in zip(table.columns, (26, 6, 61, 72), strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    for row, (label, value) in zip(table.rows, blocks, strict=True):
        for cell, text in zip(row.cells, (label, ":", value), strict=False):
            cell.paragraphs[0].add_run(text).bold = label == "Hal" and text == value
    right = table.cell(0, 3).merge(table.cell(len(blocks) - 1, 3))
    right.paragraphs[0].add_run(f"{letterhead.place}, {day}")
    for line in ("", "Kepada"):
        right.add_paragraph(line)
    for at, line in enumerate(lines(ready.addressee)):
        right.add_paragraph(f"Yth. {line}" if at == 0 else line)
    document.add_paragraph()


def _body(document: "Document", body: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    for text in body.split("\n\n"):
        if not text.strip():
            continue
        paragraph = document.add_paragraph()
        # A justified line before a break is stretched over the whole width: lists stay as they are written.
        is_list = "\n" in text.strip("\n")
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if is_list else WD_ALIGN_PARAGRAPH.JUSTIFY
        # Nor is its first line indented, so that its lines stand one below the other.
        paragraph.paragraph_format.first_line_indent = Mm(0 if is_list else INDENT_MM)
        paragraph.paragraph_format.space_after = Pt(8)
        for at, line in enumerate(text.strip("\n").split("\n")):
            run = paragraph.add_run()
            if at:
                run.add_break()
            run.add_text(line)


def _signature(document: "Document", letterhead: Letterhead) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm

    texts = [f"{letterhead.head_title} {letterhead.place},", "", "", "", letterhead.head_name or "." * 44]
    texts += [f"NIP {letterhead.head_id}"] if letterhead.head_id else []
    document.add_paragraph()
    for at, text in enumerate(texts):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.left_indent = Mm(89)
        paragraph.paragraph_format.keep_with_next = at < len(texts) - 1
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(text)
        run.bold = run.underline = at == 4 and bool(letterhead.head_name)


def _copies(document: "Document", ready: Letter) -> None:
    copies = lines(ready.copies)
    if copies:
        document.add_paragraph()
        document.add_paragraph().add_run("Tembusan disampaikan kepada:").underline = True
        for at, line in enumerate(copies, 1):
            document.add_paragraph(f"{at}. {line}")


def _qn(name: str) -> str:
    from docx.oxml.ns import qn

    return qn(name)
