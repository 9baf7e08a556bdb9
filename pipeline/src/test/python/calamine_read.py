"""Reads every sheet of the named workbooks with python-calamine, one pass a line of input.

calamine_read.py LIST: LIST names one workbook a line. For each line that comes on standard input
one pass over all of them is made; its loop time in seconds is the line that goes out.
"""

import sys
import time

from python_calamine import CalamineWorkbook


def main(listing: str) -> None:
    with open(listing, encoding="utf-8") as f:
        paths = f.read().splitlines()
    for _ in sys.stdin:
        start = time.perf_counter()
        for path in paths:
            book = CalamineWorkbook.from_path(path)
            for name in book.sheet_names:
                book.get_sheet_by_name(name).to_python()
        print(f"{time.perf_counter() - start:.6f}", flush=True)


main(sys.argv[1])
