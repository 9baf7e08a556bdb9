"""The answer as openpyxl writes it: load, first sheet with the table, comments and fills, save.

usage: openpyxl_annotate.py JOBS.json OUT
JOBS.json is a list of {file, table, widths, links, marks}. For each line on the standard input all files are
answered once, and the seconds that took are printed: so the caller can interleave its own rounds.
"""
import json
import os
import sys
import time

from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.hyperlink import Hyperlink

FONT = Font(name="Times New Roman", size=12)
BOLD = Font(name="Times New Roman", size=12, bold=True)
GROUND = PatternFill("solid", fgColor="FBE4E4")
THIN = Border(**{s: Side("thin", color="8A8A8A") for s in ("left", "right", "top", "bottom")})
MARK = Border(**{s: Side("medium", color="C62828") for s in ("left", "right", "top", "bottom")})
WRAPPED = Alignment(wrap_text=True, vertical="top")


def answer(job, out):
    book = load_workbook(job["file"])
    sheet = book.create_sheet("Kết quả", 0)
    for letter, width in job["widths"].items():
        sheet.column_dimensions[letter].width = width
    for r, row in enumerate(job["table"], 1):
        for c, text in enumerate(row, 1):
            cell = sheet.cell(r, c, text)
            cell.data_type = "s"
            cell.font = BOLD if c == 1 else FONT
            cell.border = THIN
            cell.alignment = WRAPPED
            if c == 1:
                cell.fill = GROUND
    for at, location in job["links"].items():
        cell = sheet[at]
        cell.hyperlink = Hyperlink(ref=at, location=location)
    for mark in job["marks"]:
        cell = book[mark["sheet"]][mark["cell"]]
        cell.border = MARK
        cell.fill = GROUND
        cell.comment = Comment(mark["text"], "Chỉ tiêu", height=120, width=320)
    for s in book.worksheets:
        s.sheet_view.tabSelected = s is sheet
    book.active = 0
    book.save(out)


def main():
    jobs = json.load(open(sys.argv[1], encoding="utf-8"))
    for _ in sys.stdin:
        began = time.perf_counter()
        for job in jobs:
            answer(job, os.path.join(sys.argv[2], os.path.basename(job["file"])))
        print(time.perf_counter() - began, flush=True)


main()
