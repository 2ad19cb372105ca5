"""pyHanko's reader of PDFs, for files whose objects are packed by the ten thousand."""

from __future__ import annotations

from io import BytesIO

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.misc import PdfStrictReadError
from pyhanko.pdf_utils.reader import PdfFileReader

# The numbers and places of the objects in one stream of them, and its content.
_Unpacked = tuple[list[tuple[int, int]], BytesIO]


class PackedReader(PdfFileReader):
    """Reads the head of a stream of objects once, and not for each object in it.

    A report has one such stream, with all its tags: reading took minutes otherwise.
    """

    def __init__(self, content: bytes) -> None:
        self._unpacked: dict[int, _Unpacked] = {}
        super().__init__(BytesIO(content))

    def _get_object_from_stream(
        self, idnum: int, stmnum: int, idx: int
    ) -> generic.PdfObject:
        if stmnum not in self._unpacked:
            self._unpacked[stmnum] = self._unpack(stmnum)
        places, data = self._unpacked[stmnum]
        if not 0 <= idx < len(places) or places[idx][0] != idnum:
            raise PdfStrictReadError("an object is not where its table says")
        data.seek(places[idx][1])
        found = generic.read_object(data, generic.Reference(idnum, 0, self))
        if isinstance(found, generic.StreamObject | generic.IndirectObject):
            raise PdfStrictReadError("a stream or reference in a stream of objects")
        return found

    def _unpack(self, number: int) -> _Unpacked:
        stream = generic.Reference(number, 0, self).get_object()
        if not isinstance(stream, generic.StreamObject) or stream["/Type"] != "/ObjStm":
            raise PdfStrictReadError("no stream of objects where a table names one")
        content = stream.read_data(DecodePurpose.OBJECT_STREAM)
        first, count = int(stream["/First"]), int(stream["/N"])
        head = list(map(int, content[:first].split()[: 2 * count]))
        places = zip(head[::2], head[1::2], strict=True)
        return [(one, first + place) for one, place in places], BytesIO(content)
