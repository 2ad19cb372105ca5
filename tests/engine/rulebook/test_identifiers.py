"""The plain checks of identifiers, against an independent library and by hand."""

from __future__ import annotations

import pytest
from stdnum import exceptions
from stdnum.cn import uscc
from vininfo import Vin

from engine.rulebook.identifiers import is_battery_code, is_uscc, is_vin

CODE = "91420115302600175X"
VIN = "LE5S82ZG9M7712345"
BATTERY = "F03PA1800KVWBHB530812345"


@pytest.mark.parametrize("last", "0123456789ABCDEFGHJKLMNPQRTUWXY")
def test_one_check_character_of_a_credit_code_is_right(last: str) -> None:
    code = CODE[:-1] + last
    # The library reads the region and the number of the organisation, too.
    expected = uscc.calc_check_digit(CODE[:-1]) == last

    assert is_uscc(code) is expected


@pytest.mark.parametrize("code", ["", CODE[:-1], CODE + "0", CODE.replace("9", "I", 1)])
def test_no_credit_code(code: str) -> None:
    with pytest.raises(exceptions.ValidationError):
        uscc.validate(code)

    assert not is_uscc(code)


@pytest.mark.parametrize("ninth", "0123456789X")
def test_one_check_digit_of_a_vehicle_is_right(ninth: str) -> None:
    vin = VIN[:8] + ninth + VIN[9:]

    assert is_vin(vin) is Vin(vin).verify_checksum(check_year=False)


@pytest.mark.parametrize("vin", ["", VIN[:-1], VIN + "0", "I" + VIN[1:], VIN.lower()])
def test_no_vehicle(vin: str) -> None:
    assert not is_vin(vin)


def test_battery_code_has_twenty_four_characters() -> None:
    assert is_battery_code(BATTERY)
    assert not is_battery_code(BATTERY[:-1])
    assert not is_battery_code(BATTERY + "1")


@pytest.mark.parametrize(
    ("place", "wrong"), [(3, "X"), (4, "H"), (14, "I"), (15, "D"), (16, "Z"), (23, "A")]
)
def test_battery_code_departs_in_one_character(place: int, wrong: str) -> None:
    assert not is_battery_code(BATTERY[:place] + wrong + BATTERY[place + 1 :])


def test_reuse_code_is_no_battery_code() -> None:
    assert not is_battery_code(BATTERY[:22] + "RP")
