"""Writes old_excel.xls: a list as an office with Excel 97 sends it. Everybody in old_excel.csv is invented.

    pip install xlwt && python old_excel.py
"""

import csv
import datetime
import pathlib

import xlwt

here = pathlib.Path(__file__).parent
people = list(csv.DictReader((here / "old_excel.csv").open(encoding="utf-8")))
book = xlwt.Workbook(encoding="utf-8")
sheet = book.add_sheet("DS di xa")
bold = xlwt.easyxf("font: bold on; align: horiz center")
day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
sheet.write_merge(0, 0, 0, 7, "UBND XÃ CHIỀNG MAI", bold)
sheet.write_merge(1, 1, 0, 7, "DANH SÁCH CÔNG DÂN ĐI LÀM ĂN XA", bold)
for at, title in enumerate(["TT", "Họ và tên", "Năm sinh", "Bản/TK", "Số ĐT", "Nơi đến", "Ngày về DK", "Đã về"]):
    sheet.write(3, at, title, bold)
for number, one in enumerate(people, 1):
    row = 3 + number
    sheet.write(row, 0, number)
    sheet.write(row, 1, one["name"].upper() if number == 2 else one["name"])
    sheet.write(row, 2, int(one["birth"]))
    sheet.write(row, 3, one["village"])
    # Typed as a number: the zero in front is lost.
    sheet.write(row, 4, int(one["phone"]))
    sheet.write(row, 5, one["destination"])
    sheet.write(row, 6, datetime.date.fromisoformat(one["back"]), day)
    sheet.write(row, 7, "x" if one["returned"] == "yes" else "")
last = 4 + len(people)
sheet.write(last, 1, "Tổng cộng: %d người" % len(people), bold)
sheet.write(last, 7, sum(one["returned"] == "yes" for one in people), bold)
sheet.write(last + 2, 5, "NGƯỜI LẬP BIỂU", bold)
book.save(str(here / "old_excel.xls"))
