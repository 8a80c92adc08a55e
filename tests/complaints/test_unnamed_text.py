"""Free text that says who complains is covered where the reader must not know it."""

import pytest

from complaints.complaint import Complainant
from complaints.unnamed_text import people_in, without_people

WHO = Complainant(name="Hj. Sitti Aminah, S.Pd", phone="+6281122334455", national_id="7307041504870002")


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("Saya, Sitti Aminah, diminta uang", "Saya, ••• •••, diminta uang"),
        ("Ibu SITTI dari Bonto", "Ibu ••• dari Bonto"),
        ("hubungi 0811-2233-4455", "hubungi •••"),
        ("NIK 7307041504870002", "NIK •••"),
        ("Kepala Desa meminta uang 500.000", "Kepala Desa meminta uang 500.000"),
        ("Pak Rahman, 0852 1111 2222", "Pak Rahman, 0852 1111 2222"),
        ("", ""),
    ],
)
def test_names_and_numbers_of_the_complainant_are_covered_and_others_stay(text: str, covered: str):
    assert without_people(text, [WHO]) == covered
    assert people_in(text, [WHO]) == (text != covered)


def test_without_a_name_nothing_is_covered():
    assert without_people("Saya, Sitti, diminta uang", [Complainant()]) == "Saya, Sitti, diminta uang"
