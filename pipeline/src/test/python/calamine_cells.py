"""Every cell of the named workbooks as python-calamine sees it.

calamine_cells.py LIST OUT: LIST names one workbook a line. OUT gets one line of JSON each:
{"error": "…"} or {"sheets": {name: [[row, column, type, value], …]}}, rows and columns from 1.
"""

import datetime
import json
import sys

from python_calamine import CalamineWorkbook


def cell(value):
    if isinstance(value, bool):
        return "bool", str(value).lower()
    if isinstance(value, (int, float)):
        return "number", repr(float(value))
    if isinstance(value, datetime.datetime):
        return "date", value.date().isoformat()
    if isinstance(value, datetime.date):
        return "date", value.isoformat()
    if isinstance(value, (datetime.time, datetime.timedelta)):
        return "time", str(value)
    return "text", value


def read(path):
    book = CalamineWorkbook.from_path(path)
    sheets = {}
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        start = sheet.start or (0, 0)
        sheets[name] = [
            [start[0] + r + 1, start[1] + c + 1, *cell(value)]
            for r, row in enumerate(sheet.to_python(skip_empty_area=True))
            for c, value in enumerate(row)
            if value != ""
        ]
    return {"sheets": sheets}


def main(listing, out):
    with open(listing, encoding="utf-8") as names, open(out, "w", encoding="utf-8") as to:
        for path in names.read().splitlines():
            try:
                answer = read(path)
            except BaseException as e:  # a panic is no Exception
                answer = {"error": f"{type(e).__name__}: {e}"}
            to.write(json.dumps(answer, ensure_ascii=False) + "\n")


main(sys.argv[1], sys.argv[2])
