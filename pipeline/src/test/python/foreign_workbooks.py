"""Workbooks full of what our forms never have, by XlsxWriter and by openpyxl.

usage: foreign_workbooks.py OUT
"""
import datetime
import os
import struct
import sys
import zlib

import openpyxl
import xlsxwriter
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import ColorScaleRule, DataBarRule
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

out = sys.argv[1]


def picture():
    """A red PNG of 8 by 8."""
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    rows = b"".join(b"\0" + b"\xc6\x28\x28" * 8 for _ in range(8))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


png = os.path.join(out, "red.png")
with open(png, "wb") as f:
    f.write(picture())

with xlsxwriter.Workbook(os.path.join(out, "xlsxwriter-everything.xlsx")) as book:
    book.set_properties({"title": "Sổ của đơn vị", "created": datetime.datetime(2026, 1, 1)})
    s = book.add_worksheet("Số 'liệu' & chú")
    other = book.add_worksheet("Biểu đồ")
    hidden = book.add_worksheet("Ẩn")
    hidden.hide()
    s.set_header("&C&G", {"image_center": png})
    s.set_footer("&RTrang &P/&N")
    s.freeze_panes(1, 1)
    s.add_table("A1:C6", {"columns": [{"header": h} for h in ("Mã", "Tên", "Số")], "name": "Bang"})
    money = book.add_format({"num_format": "#,##0.00", "bold": True, "font_name": "Arial", "bg_color": "#FFFFCC"})
    for r in range(1, 6):
        s.write_string(r, 0, f"0{r}")
        s.write_rich_string(r, 1, "Tên ", book.add_format({"bold": True}), f"đậm {r}")
        s.write_number(r, 2, r * 1234.5, money)
    s.write_formula("D2", "=SUM(C2:C6)", money, 18517.5)
    s.write_array_formula("E2:E4", "{=C2:C4*2}", None, 2469)
    s.write_boolean("F2", True)
    s.write_datetime("F3", datetime.datetime(2026, 11, 17), book.add_format({"num_format": "dd/mm/yyyy"}))
    s.write_url("F4", "https://example.org/a?b=1&c=2", string="trang")
    s.write_url("F5", "internal:'Biểu đồ'!A1")
    s.merge_range("G1:H2", "gộp")
    s.write_comment("C3", "Của người khác", {"author": "Lan", "visible": True})
    s.write_comment("A1", "Ở đầu")
    s.insert_image("J2", png, {"description": "đỏ"})
    s.insert_textbox("J8", "Hộp chữ")
    s.insert_button("J14", {"caption": "Nút"})
    s.insert_checkbox("H5", True)
    s.conditional_format("C2:C6", {"type": "3_color_scale"})
    s.conditional_format("C2:C6", {"type": "data_bar", "data_bar_2010": True})
    s.conditional_format("C2:C6", {"type": "icon_set", "icon_style": "3_arrows"})
    s.data_validation("B8", {"validate": "list", "source": ["có", "không"], "input_title": "Chọn"})
    s.add_sparkline("I2", {"range": "'Số ''liệu'' & chú'!C2:C6"})
    s.set_column("L:L", None, None, {"level": 1, "hidden": True})
    s.set_row(9, 30, money)
    s.set_background(png)
    s.print_area("A1:H20")
    s.repeat_rows(0)
    s.set_h_pagebreaks([10])
    s.ignore_errors({"number_stored_as_text": "A2:A6"})
    s.protect("", {"objects": True})
    s.unprotect_range("C2:C6")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "='Số ''liệu'' & chú'!$C$2:$C$6"})
    other.insert_chart("B2", chart)
    other.write("A1", "cột")
    other.activate()
    pie = book.add_chart({"type": "pie"})
    pie.add_series({"values": "='Số ''liệu'' & chú'!$C$2:$C$6"})
    book.add_chartsheet("Tờ biểu đồ").set_chart(pie)
    book.define_name("Tong", "='Số ''liệu'' & chú'!$D$2")
    book.define_name("'Biểu đồ'!Rieng", "='Biểu đồ'!$A$1")

with xlsxwriter.Workbook(os.path.join(out, "xlsxwriter-small.xlsx"), {"in_memory": True, "strings_to_numbers": False}) as book:
    book.add_worksheet().write("A1", 1)

with xlsxwriter.Workbook(os.path.join(out, "xlsxwriter-lines.xlsx"), {"constant_memory": True}) as book:
    s = book.add_worksheet("Dòng")
    for r in range(400):
        s.write_row(r, 0, [f"dòng {r}", r, r / 7, "=1", "@x"])
    s.autofilter("A1:E400")
    s.filter_column("B", "x > 10")

book = openpyxl.Workbook()
s = book.active
s.title = "Trang 1"
for r in range(1, 8):
    s.append([f"a{r}", r * 1.5, datetime.date(2026, 1, r), r % 2 == 0])
s["E1"] = "=SUM(B1:B7)"
s["A9"].comment = Comment("Ghi chú cũ", "Nam")
s["B3"].comment = Comment("Ở ô sẽ đánh dấu", "Nam")
s.add_table(Table(displayName="T1", ref="G1:H3"))
s["G1"], s["H1"] = "cột 1", "cột 2"
s.conditional_formatting.add("B1:B7", ColorScaleRule(start_type="min", start_color="FF0000", end_type="max", end_color="00FF00"))
s.conditional_formatting.add("B1:B7", DataBarRule("min", None, "max", None, color="638EC6"))
v = DataValidation(type="whole", operator="between", formula1="1", formula2="9")
v.add("B1:B7")
s.add_data_validation(v)
c = BarChart()
c.add_data(Reference(s, min_col=2, min_row=1, max_row=7))
s.add_chart(c, "J2")
t = book.create_sheet("Trang 2")
t["A1"] = "chữ"
t.sheet_state = "veryHidden"
book.save(os.path.join(out, "openpyxl-everything.xlsx"))
