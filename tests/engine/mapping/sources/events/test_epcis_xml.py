"""EPCIS in XML, of 2.0 and before, says what it says in JSON."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.engine.mapping.sources.events.conftest import Opener
from tests.engine.mapping.sources.events.test_epcis import (
    SHIPPING,
    document,
    without_flaws,
)

File = Callable[[str, str], Path]
XML = """\
<?xml version="1.0" encoding="UTF-8"?>
<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:{version}"
    xmlns:cbvmda="urn:epcglobal:cbv:mda" xmlns:ex="http://example.com/"
    schemaVersion="{version}.0">
<EPCISHeader/>
<EPCISBody><EventList>{events}</EventList></EPCISBody>
</epcis:EPCISDocument>
"""
IN_XML = """\
<ObjectEvent>
<eventTime>2026-05-03T09:00:00+08:00</eventTime>
<recordTime>2026-05-04T01:00:00Z</recordTime>
<eventTimeZoneOffset>+08:00</eventTimeZoneOffset>
{id}
<epcList><epc>e:1</epc><epc> e:2 </epc></epcList>
<action>OBSERVE</action>
<bizStep>urn:epcglobal:cbv:bizstep:shipping</bizStep>
<disposition>urn:epcglobal:cbv:disp:in_transit</disposition>
<readPoint><id>g:0</id></readPoint><bizLocation><id>g:1</id></bizLocation>
<bizTransactionList>
<bizTransaction type="urn:epcglobal:cbv:btt:desadv">t:1</bizTransaction>
<bizTransaction>t:2</bizTransaction>
</bizTransactionList>
{more}
<ex:own>7</ex:own>
</ObjectEvent>
"""
MORE = """\
<quantityList><quantityElement><epcClass>c:1</epcClass><quantity>3.5</quantity>\
<uom>KGM</uom></quantityElement></quantityList>
<sourceList><source type="urn:epcglobal:cbv:sdt:possessing_party">p:A</source></sourceList>
<destinationList><destination type="urn:epcglobal:cbv:sdt:possessing_party">p:B\
</destination></destinationList>
<ilmd><cbvmda:lotNumber>L1</cbvmda:lotNumber><ex:origin><a>b</a></ex:origin></ilmd>
"""


@pytest.mark.parametrize(
    ("version", "id_", "more"),
    [
        (2, "<eventID>u:2</eventID>", MORE),
        (1, "<baseExtension><eventID>u:2</eventID></baseExtension>",
         f"<extension>{MORE}</extension>"),
    ],
)  # fmt: skip
def test_xml_says_the_same_as_json(
    version: int, id_: str, more: str, opener: Opener, file: File
) -> None:
    text = XML.format(version=version, events=IN_XML.format(id=id_, more=more))

    rows = opener.rows(file("e.xml", text))

    assert without_flaws(rows) == without_flaws(
        opener.rows(file("e.json", document(SHIPPING)))
    )


def test_xml_has_other_events_and_declarations_of_error(
    opener: Opener, file: File
) -> None:
    events = """\
<extension><TransformationEvent><eventTime>2026-05-03T09:00:00Z</eventTime>\
<inputEPCList><epc>e:1</epc></inputEPCList></TransformationEvent></extension>
<ObjectEvent><eventTime>2026-05-03T09:00:00Z</eventTime><eventID>u:2</eventID>\
<errorDeclaration><declarationTime>2026-05-09T00:00:00Z</declarationTime>\
<correctiveEventIDs><correctiveEventID>u:3</correctiveEventID></correctiveEventIDs>\
</errorDeclaration><epcList><epc>e:1</epc></epcList></ObjectEvent>
<ObjectEvent><eventID>u:2</eventID><epcList><epc>e:1</epc></epcList></ObjectEvent>
<ObjectEvent><eventID>u:3</eventID><epcList><epc>e:1</epc></epcList></ObjectEvent>
"""

    rows = opener.rows(file("e.xml", XML.format(version=2, events=events)))

    assert [(row["type"], row.get("corrects")) for row in rows] == [
        ("TransformationEvent", None), ("ObjectEvent", None), ("ObjectEvent", None),
        ("ObjectEvent", "u:2"),
    ]  # fmt: skip
    assert rows[1]["errorDeclaration"] == "2026-05-09T00:00:00Z"
