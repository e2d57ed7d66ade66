"""Read a table as spreadsheets write it, and write it back the same way."""

import csv
import io
import re
from dataclasses import dataclass, field
from pathlib import Path

MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
DELIMITERS = ",;\t"


@dataclass
class Row:
    """One line of a table, which may be several lines of its file."""

    line: int
    cells: list


@dataclass
class Sheet:
    """A table, and how its file is written."""

    path: Path
    columns: list
    rows: list = field(default_factory=list)
    delimiter: str = ","
    encoding: str = "utf-8"
    newline: str = "\n"
    first: str = ""  # Excel's own line, which names the delimiter

    def find(self, *names):
        """Return the place of the column with one of these names, or None."""
        plain_names = [plain(column) for column in self.columns]
        return next((plain_names.index(name) for name in names if name in plain_names), None)

    def get(self, row, *names):
        """Return what a row says in the column with one of these names."""
        place = self.find(*names)
        return "" if place is None else row.cells[place].strip()

    def refuse(self, line, what):
        """End the run, and say where the table is wrong."""
        raise SystemExit(f"Line {line} of {self.path.name} {what}")

    def text(self):
        """Return the table as its file has it."""
        file = io.StringIO()
        writer = csv.writer(file, delimiter=self.delimiter, lineterminator=self.newline)
        writer.writerows([self.columns, *(row.cells for row in self.rows)])
        return self.first + file.getvalue()

    def number_lines(self):
        """Note on which line of its file each row stands."""
        line = 1 + bool(self.first)
        for row in [Row(0, self.columns), *self.rows]:
            row.line = line
            line += 1 + sum(len(re.findall(r"\r\n?|\n", cell)) for cell in row.cells)

    def data(self):
        """Return the bytes of its file; letters that its code has not make it UTF-8."""
        try:
            return self.text().encode(self.encoding)
        except UnicodeEncodeError:
            return self.text().encode("utf-8-sig")


def plain(column):
    """Spell a column's name in one way."""
    return re.sub(r"[\W_]+", " ", column).strip().lower()


def read(path, *needed):
    """Read a table that has the needed columns; each is a tuple of the names that it may have."""
    encoding, text = decoded(path)
    newline = "\r\n" if "\r\n" in text else "\n"
    first = re.match(r"sep=(.)\r?\n", text)
    start = first.end() if first else 0
    delimiter = first[1] if first else delimiter_of(text, needed)
    sheet = Sheet(path, [], [], delimiter, encoding, newline, text[:start])
    for line, cells in lines(sheet, text[start:], 2 if first else 1):
        if not any(cell.strip() for cell in cells):
            continue
        if not sheet.columns:
            sheet.columns = cells
            check(sheet, line, needed)
        else:
            sheet.rows.append(Row(line, fitted(sheet, line, cells)))
    if not sheet.columns:
        sheet.refuse(1, "is empty; its first line names the columns")
    return sheet


def decoded(path):
    """Return a file's encoding and its text: Unicode as marked, UTF-8, or else Windows' own."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SystemExit(f"{path} cannot be read: {error.strerror}") from None
    if data[:2] == b"PK":
        raise SystemExit(f"{path.name} is a workbook; save it as CSV in your spreadsheet")
    marked = next((code for mark, code in MARKS.items() if data.startswith(mark)), "utf-8")
    for encoding in (marked, "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
        else:
            if "\0" not in text:
                return encoding, text
            line = text[: text.index("\0")].count("\n") + 1
    raise SystemExit(f"Line {line} of {path.name} is no text; save the table as CSV in UTF-8")


def delimiter_of(text, needed):
    """Return what stands between the columns: what finds the most of those that are needed."""
    header = next((line for line in text.splitlines() if line.strip()), "")
    names = {name for names in needed for name in names}

    def known(delimiter):
        return sum(plain(cell.strip('"')) in names for cell in header.split(delimiter))

    return max(DELIMITERS, key=known)


def lines(sheet, text, number):
    """Yield each row with the number of the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sheet.delimiter, strict=True)
    while True:
        begin = number + reader.line_num
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            sheet.refuse(begin, f"cannot be read: {error}. Is a quotation mark open or doubled?")
        yield begin, cells


def check(sheet, line, needed):
    """Refuse a table that lacks a column, or has it twice."""
    found = [plain(column) for column in sheet.columns]
    for names in needed:
        if not any(name in found for name in names):
            sheet.refuse(line, f"names no column {names[0]!r}; it has {', '.join(sheet.columns)}")
    for name in {name for names in needed for name in names}:
        if found.count(name) > 1:
            sheet.refuse(line, f"names the column {name!r} twice")


def fitted(sheet, line, cells):
    """Give a row as many cells as there are columns; more of them are a mistake."""
    most = len(sheet.columns)
    if any(cell.strip() for cell in cells[most:]):
        sheet.refuse(
            line,
            f"has {len(cells)} values for {most} columns; put quotation marks round a text that "
            f"holds {sheet.delimiter!r}",
        )
    return (cells + [""] * most)[:most]


def table(rows):
    """Return rows as the text of a file, with nothing in it that a spreadsheet would compute."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([[harmless(v) for v in row] for row in rows])
    return text.getvalue()


def harmless(value):
    """Put a quote before what a spreadsheet would compute."""
    return f"'{value}" if str(value)[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def number(points):
    """Write whole points without a decimal point, others with as many as are needed."""
    return int(points) if float(points).is_integer() else round(points, 6)
