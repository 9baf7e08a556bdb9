"""A city's month the ordinary good way in Python: calamine, Arrow, DuckDB, openpyxl, two processes.

    city_peer.py SHARE --db FILE [--out DIR] [--jobs 2] [--limit N]

Reads every workbook under SHARE/*/*/nop, checks each typed cell, stores identity, raw text, value
and cell address of every coded cell in one transaction, builds two marts and copies the file. With
--out each workbook gets an answer: a first sheet, and a comment and a fill on each faulty cell.
The last line is one JSON object with the seconds of each step.
"""

import argparse
import glob
import hashlib
import json
import os
import re
import shutil
import time
from concurrent.futures import ProcessPoolExecutor

START = time.perf_counter()
NUMBER = re.compile(r"^-?\d+([.,]\d+)?$")


def letters(i):
    s = ""
    i += 1
    while i:
        i, r = divmod(i - 1, 26)
        s = chr(65 + r) + s
    return s


def read(path):
    """One workbook: its hash, identity words, coded cells and findings."""
    from python_calamine import CalamineWorkbook

    with open(path, "rb") as f:
        sha = hashlib.sha256(f.read()).hexdigest()
    cells, findings, words = [], [], {}
    try:
        book = CalamineWorkbook.from_path(path)
    except Exception as e:  # a damaged file is answered, not fatal
        return path, sha, words, cells, [("", "", "unreadable", str(e))]
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        if not rows or not str(rows[0][0]).startswith("#chitieu "):
            continue
        identity = dict(w.split("=", 1) for w in rows[0][0].split()[1:])
        words = words or identity
        codes, head = {}, 0
        for n, row in enumerate(rows[1:], 1):
            marked = {i: v[1:] for i, v in enumerate(row) if isinstance(v, str) and v.startswith("#")}
            if marked:
                codes, head = marked, n
                break
        key = next(iter(codes), 0)
        places = {i: letters(i) for i in codes}
        for n, row in enumerate(rows[head + 1 :], head + 1):
            code = row[key]
            if code == "":
                continue
            for i, column in codes.items():
                v = row[i]
                if i == key or v == "":
                    continue
                at = f"{places[i]}{n + 1}"
                value = float(v) if isinstance(v, (int, float)) and not isinstance(v, bool) else None
                cells.append((name, at, identity["bang"], str(code), column, str(v), value))
                if column == "value" and isinstance(v, str) and not NUMBER.match(v):
                    if "/" not in str(code):
                        findings.append((name, at, "not_a_number", v))
                if value is not None and value < 0:
                    findings.append((name, at, "negative", str(v)))
            if identity["bang"] == "so-lieu":
                i = next((k for k, c in codes.items() if c == "value"), None)
                if i is not None and row[i] == "" and "/" not in str(code):
                    findings.append((name, f"{places[i]}{n + 1}", "missing", ""))
    return path, sha, words, cells, findings


def annotate(path, findings, out):
    from openpyxl import load_workbook
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    try:
        book = load_workbook(path)
    except Exception:
        return
    red = PatternFill("solid", fgColor="FFC7CE")
    sheet = book.create_sheet("Kết quả", 0)
    sheet.append(["STT", "Ô", "Đang ghi", "Cách sửa"])
    for n, (name, at, rule, found) in enumerate(findings, 1):
        sheet.append([n, f"{name}!{at}", found, rule])
        if at:
            cell = book[name][at]
            cell.comment = Comment(rule, "Chỉ tiêu")
            cell.fill = red
    book.save(out)


def work(job):
    paths, out = job
    done = []
    for n, path in paths:
        result = read(path)
        if out:
            annotate(path, result[4], os.path.join(out, f"{n}.xlsx"))
        done.append((n, *result[1:]))
    return done


MARTS = """
create table mart_value as
select locality, unit, period, code, last(value order by file) as value, count(*) as cells
from cell join file using (file)
where sheet_code = 'so-lieu' and column_code = 'value' and value is not null
group by all;
create table mart_compliance as
select locality, unit, period, count(*) as files, count(finding.rule) as findings
from file left join finding using (file) group by all;
"""


def main():
    a = argparse.ArgumentParser()
    a.add_argument("share")
    a.add_argument("--db", required=True)
    a.add_argument("--out")
    a.add_argument("--jobs", type=int, default=2)
    a.add_argument("--limit", type=int)
    a = a.parse_args()
    import duckdb
    import pyarrow as pa

    files = sorted(glob.glob(os.path.join(a.share, "*", "*", "nop", "*.xlsx")))[: a.limit]
    if a.out:
        os.makedirs(a.out, exist_ok=True)
    numbered = list(enumerate(files))
    blocks = [(numbered[i : i + 50], a.out) for i in range(0, len(numbered), 50)]
    file_rows, cell_rows, finding_rows = [], [], []
    with ProcessPoolExecutor(a.jobs) as pool:
        for block in pool.map(work, blocks):
            for n, sha, words, cells, findings in block:
                file_rows.append(
                    (n, sha, words.get("dia-ban"), words.get("don-vi"), words.get("ky"), words.get("ke-hoach"))
                )
                cell_rows.extend((n, *c) for c in cells)
                finding_rows.extend((n, *f) for f in findings)
    read_at = time.perf_counter()
    if os.path.exists(a.db):
        os.remove(a.db)
    con = duckdb.connect(a.db)

    def load(table, names, rows):
        arrow = pa.table(dict(zip(names, map(list, zip(*rows)) if rows else [[] for _ in names])))
        con.register("incoming", arrow)
        con.execute(f"create table {table} as select * from incoming")
        con.unregister("incoming")

    con.execute("begin")
    load("file", ["file", "sha256", "locality", "unit", "period", "plan"], file_rows)
    load("cell", ["file", "sheet", "cell", "sheet_code", "code", "column_code", "raw", "value"], cell_rows)
    load("finding", ["file", "sheet", "cell", "rule", "found"], finding_rows)
    con.execute("commit")
    con.execute(MARTS)
    con.close()
    shutil.copyfile(a.db, a.db + ".published")
    end = time.perf_counter()
    print(
        json.dumps(
            {
                "files": len(files),
                "cells": len(cell_rows),
                "findings": len(finding_rows),
                "read_s": round(read_at - START, 3),
                "total_s": round(end - START, 3),
            }
        )
    )


if __name__ == "__main__":
    main()
