"""Prints the version of each package that requirements.txt names, one a line."""

from importlib.metadata import version

for name in ("duckdb", "openpyxl", "pyarrow", "python-calamine", "xlsxwriter"):
    print(name, version(name))
