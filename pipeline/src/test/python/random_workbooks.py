"""Random workbooks by openpyxl and by XlsxWriter.

random_workbooks.py OUT COUNT SEED: COUNT of each, named openpyxl-N.xlsx and xlsxwriter-N.xlsx.
"""

import datetime
import os
import random
import sys

import openpyxl
import xlsxwriter

TEXTS = ["Thu ngân sách", " đầu cuối ", "a\nb", "_x000D_", "<&>\"'", "1.234,5", "=1+1", "nghệ"]
FORMATS = ["General", "0", "#,##0.00", "0.0%", "dd/mm/yyyy", "h:mm", "@", "0.00E+00"]


def value(rng):
    kind = rng.randrange(7)
    if kind == 0:
        return rng.choice(TEXTS)
    if kind == 1:
        return rng.randrange(-(10**6), 10**6)
    if kind == 2:
        return rng.random() * 10 ** rng.randrange(-6, 12)
    if kind == 3:
        return rng.random() < 0.5
    if kind == 4:
        return datetime.date(2026, 1, 1) + datetime.timedelta(days=rng.randrange(400))
    return rng.choice([0.1 + 0.2, 1 / 3, 1e15 + 0.3, 98.5, 0.0])


def main(out, count, seed):
    rng = random.Random(seed)
    for n in range(count):
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = "Số liệu"
        path = os.path.join(out, f"xlsxwriter-{n}.xlsx")
        # every third file with its texts in the cells themselves
        other = xlsxwriter.Workbook(path, {"in_memory": True, "constant_memory": n % 3 == 0})
        second = other.add_worksheet("Số liệu")
        formats = {f: other.add_format({"num_format": f}) for f in FORMATS}
        for r in range(15):
            for c in range(6):
                if rng.random() < 0.3:
                    continue
                v = value(rng)
                f = "dd/mm/yyyy" if isinstance(v, datetime.date) else rng.choice(FORMATS)
                cell = sheet.cell(r + 1, c + 1)
                cell.value = v
                cell.number_format = f
                if isinstance(v, str):
                    cell.data_type = "s"
                    second.write_string(r, c, v, formats[f])
                elif isinstance(v, datetime.date):
                    second.write_datetime(r, c, v, formats[f])
                elif isinstance(v, bool):
                    second.write_boolean(r, c, v, formats[f])
                else:
                    second.write_number(r, c, v, formats[f])
        sheet.cell(20, 1).value = "=SUM(A1:A3)"
        second.write_formula(19, 0, "=1+1", None, 2)
        book.save(os.path.join(out, f"openpyxl-{n}.xlsx"))
        other.close()


main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
