"""Writes old_excel.xls, a list as an office with Excel 97 sends it, and old_excel_hidden.xls, the same people in a workbook
that hides some of them. Everybody in old_excel.csv is invented.

    pip install xlwt && python old_excel.py
"""

import csv
import datetime
import pathlib

import xlwt

here = pathlib.Path(__file__).parent
people = list(csv.DictReader((here / "old_excel.csv").open(encoding="utf-8")))
titles = ["TT", "Họ và tên", "Năm sinh", "Bản/TK", "Số ĐT", "Nơi đến", "Ngày về DK", "Đã về"]
bold = xlwt.easyxf("font: bold on; align: horiz center")
day = xlwt.easyxf(num_format_str="DD/MM/YYYY")

book = xlwt.Workbook(encoding="utf-8")
sheet = book.add_sheet("DS di xa")
sheet.write_merge(0, 0, 0, 7, "UBND XÃ CHIỀNG MAI", bold)
sheet.write_merge(1, 1, 0, 7, "DANH SÁCH CÔNG DÂN ĐI LÀM ĂN XA", bold)
for at, title in enumerate(titles):
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


def fill(sheet, row, number, one):
    """Everything but the village."""
    for at, cell in enumerate([number, one["name"], int(one["birth"]), None, one["phone"], one["destination"]]):
        if cell is not None:
            sheet.write(row, at, cell)
    sheet.write(row, 6, datetime.date.fromisoformat(one["back"]), day)
    sheet.write(row, 7, "x" if one["returned"] == "yes" else "")


book = xlwt.Workbook(encoding="utf-8")
sheet, unseen = book.add_sheet("Tháng 9"), book.add_sheet("Bổ sung")
for each in (sheet, unseen):
    for at, title in enumerate(titles):
        each.write(0, at, title, bold)
for number, one in enumerate(people[:4], 1):
    fill(sheet, number, number, one)
for first in (0, 2):
    assert people[first]["village"] == people[first + 1]["village"]
    sheet.write_merge(1 + first, 2 + first, 3, 3, people[first]["village"])
sheet.row(2).hidden = sheet.row(3).hidden = True
sheet.col(4).hidden = True
fill(unseen, 1, 5, people[4])
unseen.write(1, 3, people[4]["village"])
unseen.visibility = 1
book.save(str(here / "old_excel_hidden.xls"))
