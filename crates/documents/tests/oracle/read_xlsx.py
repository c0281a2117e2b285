"""Reads an XLSX with openpyxl: type and value of every cell of every sheet, what is frozen, the properties, as JSON."""
import datetime
import json
import sys

import openpyxl

book = openpyxl.load_workbook(sys.argv[1])


def cell(one):
    value = one.value
    if isinstance(value, (datetime.datetime, datetime.date)):
        value = value.isoformat()
    return {"type": one.data_type, "value": value, "format": one.number_format, "quoted": bool(one.quotePrefix)}


answer = {
    "sheets": [
        {
            "name": sheet.title,
            "frozen": sheet.freeze_panes,
            "filter": sheet.auto_filter.ref,
            "rows": [[cell(one) for one in row] for row in sheet.iter_rows()],
        }
        for sheet in book.worksheets
    ],
    "created": book.properties.created.isoformat(),
    "title": book.properties.title,
}
print(json.dumps(answer, ensure_ascii=False))
