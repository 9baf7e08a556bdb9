"""Reads every sheet of the named workbooks with python-calamine, one pass a line of input.

calamine_read.py LIST: LIST names one workbook a line. For each line that comes on standard input
one pass over all of them is made; the line that goes out is its time in seconds, by the clock and
of the processor.
"""

import sys
import time

from python_calamine import CalamineWorkbook


def main(listing: str) -> None:
    with open(listing, encoding="utf-8") as f:
        paths = f.read().splitlines()
    for _ in sys.stdin:
        start, used = time.perf_counter(), time.process_time()
        for path in paths:
            book = CalamineWorkbook.from_path(path)
            for name in book.sheet_names:
                book.get_sheet_by_name(name).to_python()
        end, spent = time.perf_counter(), time.process_time()
        print(f"{end - start:.6f} {spent - used:.6f}", flush=True)


main(sys.argv[1])
