"""Reads a DOCX with python-docx: every paragraph and table in order, the foot, the properties, as JSON."""
import json
import sys

import docx
from docx.table import Table

document = docx.Document(sys.argv[1])
blocks = []
for block in document.iter_inner_content():
    if isinstance(block, Table):
        rows = []
        for row in block.rows:
            cells = []
            for cell in row.cells:
                if not cells or cells[-1][0] is not cell._tc:
                    cells.append((cell._tc, cell.text))
            rows.append([text for _, text in cells])
        blocks.append({"table": rows, "style": block.style.name})
    else:
        blocks.append({"text": block.text, "style": block.style.name})
section = document.sections[0]
styles = document.styles
answer = {
    "blocks": blocks,
    "foot": [paragraph.text for paragraph in section.footer.paragraphs],
    "fields": [
        field.get("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}instr").strip()
        for field in section.footer._element.iter(
            "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}fldSimple"
        )
    ],
    "size": [round(section.page_width.mm), round(section.page_height.mm)],
    "title": document.core_properties.title,
    "language": document.core_properties.language,
    "created": document.core_properties.created.isoformat(),
    "styles": [style.name for style in styles],
}
print(json.dumps(answer, ensure_ascii=False))
