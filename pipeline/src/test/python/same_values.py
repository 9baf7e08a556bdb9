"""Whether workbooks hold the same values as others, as openpyxl reads them.

usage: same_values.py PAIRS.json
PAIRS.json is a list of {before, after, added}; added is the name of the sheet that only the second one has. Prints one
line for each difference.
"""
import json
import sys
import warnings

from openpyxl import load_workbook
from openpyxl.chartsheet import Chartsheet

warnings.simplefilter("ignore")


def cells(sheet):
    """Those that are there; iter_rows() would make all up to the last one."""
    return list(sheet._cells.values())


def content(sheet):
    if isinstance(sheet, Chartsheet):
        return {}
    return {
        c.coordinate: (str(getattr(c.value, "text", c.value)), c.data_type, c.number_format, c.font.b, c.font.name, c.fill.fgColor.rgb if c.fill.patternType else None)
        for c in cells(sheet)
        if c.value is not None
    }


def check(pair):
    try:
        before = load_workbook(pair["before"], keep_vba=True)
    except Exception:
        print("never opened:", pair["before"].rsplit("/", 1)[1])
        return
    after = load_workbook(pair["after"], keep_vba=True)
    names = [n for n in after.sheetnames if n != pair["added"]]
    if names != before.sheetnames or after.sheetnames[0] != pair["added"]:
        print(pair["after"], "sheets", after.sheetnames)
    if sorted(map(str, before.defined_names.keys())) != sorted(map(str, after.defined_names.keys())):
        print(pair["after"], "names", list(after.defined_names.keys()))
    for name in before.sheetnames:
        a, b = content(before[name]), content(after[name])
        for at in sorted(a.keys() | b.keys()):
            if a.get(at) != b.get(at):
                print(pair["after"], name, at, a.get(at), b.get(at))
    sheet = after[pair["added"]]
    for c in cells(sheet):
        if c.value is not None and c.data_type != "s":
            print(pair["after"], "not a text", c.coordinate, c.value)


for p in json.load(open(sys.argv[1], encoding="utf-8")):
    try:
        check(p)
    except Exception as e:  # the caller shows it
        print(p["after"], "cannot be opened:", type(e).__name__, e)
