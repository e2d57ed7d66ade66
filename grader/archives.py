"""Open a zip file of which single members may be odd, without unpacking anything."""

import shutil
import stat
import struct
import tempfile
import zipfile
import zlib

LARGEST = 30_000_000  # bytes of one notebook; pictures and long outputs are in it
RECORD, END = b"PK\x01\x02", b"PK\x05\x06"  # a member in the table at the end, and the table's end
UTF8, ENCRYPTED = 0x800, 0x1
FAULTS = (OSError, RuntimeError, ValueError, EOFError, struct.error, zipfile.BadZipFile, zlib.error)


class Mended(zipfile.ZipFile):
    """A zip file in a copy of its own, which goes when it is closed."""

    def __init__(self, copy):
        self.copy = copy
        super().__init__(copy)

    def close(self):
        """Close both."""
        super().close()
        self.copy.close()


def opened(path):
    """Return the zip file, mended in a copy where one member's entry would keep it shut."""
    if not zipfile.is_zipfile(path):
        raise SystemExit(f"{path} is neither a folder nor a zip file, or it is cut off")
    try:
        return zipfile.ZipFile(path)
    except FAULTS as error:
        said = str(error)
    copy = tempfile.TemporaryFile()  # noqa: SIM115, Mended closes it
    try:
        mended(path, copy)
        return Mended(copy)
    except FAULTS:
        copy.close()
        raise SystemExit(f"{path} is damaged as a whole: {said}. Download it again") from None


def mended(path, copy):
    """Write a copy whose table of members breaks no rule: names, versions and extra fields."""
    with open(path, "rb") as original:
        shutil.copyfileobj(original, copy)
    size = copy.tell()
    copy.seek(max(0, size - 65_557))  # the end's record, with the longest comment
    tail = copy.read()
    place = tail.rfind(END)
    if place < 0:
        raise zipfile.BadZipFile("it has no end")
    length, begin = struct.unpack("<II", tail[place + 12 : place + 20])
    start = size - len(tail) + place - length
    copy.seek(start)
    table = bytearray(copy.read(length))
    for offset, flags in mend(table):  # a member's flags stand before its data once more
        copy.seek(start - begin + offset + 6)
        copy.write(struct.pack("<H", flags))
    copy.seek(start)
    copy.write(table)


def mend(table):
    """Change in each member's entry what would keep the file shut; yield changed flags."""
    at = 0
    while table[at : at + 4] == RECORD:
        flags, *lengths = struct.unpack("<H18xHHH", table[at + 8 : at + 34])
        name = at + 46, at + 46 + lengths[0]
        extra = name[1], name[1] + lengths[1]
        if flags & UTF8 and not is_utf8(table[slice(*name)]):
            struct.pack_into("<H", table, at + 8, flags & ~UTF8)
            yield struct.unpack("<I", table[at + 42 : at + 46])[0], flags & ~UTF8
        if table[at + 6] > zipfile.MAX_EXTRACT_VERSION:
            table[at + 6] = zipfile.DEFAULT_VERSION
        if not is_sound(table[slice(*extra)]):
            table[slice(*extra)] = bytes(lengths[1])
        at = extra[1] + lengths[2]


def is_utf8(data):
    """Whether the bytes are text in UTF-8."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def is_sound(extra):
    """Whether the fields of an entry's extra data end where they say."""
    while len(extra) >= 4:
        length = struct.unpack("<H", extra[2:4])[0]
        if length > len(extra) - 4 or extra[:2] == b"\1\0":  # field 1: a size above 4 GB
            return False
        extra = extra[4 + length :]
    return True


def name_of(member):
    """Return a member's name; old programs do not say which letters they write."""
    if member.flag_bits & UTF8:
        return member.filename.replace("\\", "/")
    return text_of(member.filename.encode("cp437")).replace("\\", "/")


def text_of(name):
    """Read a file's name from bytes: UTF-8, or what Windows wrote, or what DOS wrote."""
    if is_utf8(name):
        return name.decode()
    windows = any(byte >= 0xC0 and byte != 0xE1 for byte in name)  # where DOS has no letters
    return name.decode("cp1252" if windows else "cp437", errors="replace")


def problem_of(member):
    """Say why a member is not to be unpacked, from its entry alone."""
    if member.flag_bits & ENCRYPTED:
        return "it is locked with a password"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "it is a link, not a file"
    if member.file_size > LARGEST:
        return f"it would unpack to {member.file_size:,} bytes; at most {LARGEST:,} are read"
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2):
        return "it is compressed in a way that is not read here"
    return ""


def data_of(archive, member):
    """Unpack one member into memory, never more than a notebook may have."""
    try:
        with archive.open(member) as stream:
            return stream.read(LARGEST)
    except FAULTS as error:
        said = str(error) or type(error).__name__
        raise ValueError(f"it is damaged in the zip file: {said}") from None
