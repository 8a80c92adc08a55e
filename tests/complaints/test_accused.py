"""Whether a complaint is about an office holder of this office, however its subject was written."""

import pytest

from complaints.accused import is_office_holder, is_same_person, names_head_office

HEAD = "H. Ahmad Dahlan, S.Sos., M.Si."


@pytest.mark.parametrize(
    "subject",
    [
        "Ahmad Dahlan", "Pak Ahmad Dahlan", "H. Ahmad, S.Sos", "ahmad dahlan", "Bapak Kepala Desa", "Pak Kades", "KADES", "kepala  desa",
        "Pj. Kades", "Plt Kepala Desa", "Kepala Desa Saotanre", "Kepala Desa Ahmad", "Oknum kepala desa bernama Ahmad Dahlan",
        "Achmad Dahlan", "Ahmad D.", "Dahlan", "Muh. Ahmad Dahlan", "Ahmad\u00a0Dahlan", "Ahmad’ Dahlan", "Lurah", "Pak Lurah", "kadesnya",
        "Sekdes", "Sekretaris Desa", "Kaur Keuangan", "Bendahara", "Perangkat desa", "aparat desa", "Siti Aminah", "Ibu Siti", "Kadus Bonto",
        "Kepala Dusun Bonto", "Kasi Pelayanan", "staf kantor: Aminah", "oknum Sekdes", "Oknum kepala desa", "Bpk. Kades Saotanre",
        "Sekretaris Desa (Sekdes)", "kepala desa kami", "kades dan sekdesnya", "Pak Carik",
    ],
)  # fmt: skip
def test_an_office_holder_is_known_with_and_without_title(subject: str):
    assert is_office_holder(subject, (HEAD, "Siti Aminah"))


@pytest.mark.parametrize(
    "subject",
    [
        "",
        " ",
        "Bapak",
        "H.",
        "Rahman",
        "Kepala Sekolah",
        "Camat",
        "PLN",
        "CV Maju Jaya",
        "Desain Grafis",
        "Pak RT 03",
        "Yusuf Dahlia",
        "S.Sos",
    ],
)
def test_somebody_else_is_not(subject: str):
    assert not is_office_holder(subject, (HEAD, "Siti Aminah"))


def test_names_mean_the_same_person_in_either_order_of_length():
    assert is_same_person("Dahlan", HEAD)
    assert is_same_person(HEAD, "Ahmad Dahlan")
    assert not is_same_person("Ahmad Yani", HEAD)
    assert not is_same_person("", HEAD)
    assert not is_same_person("Kepala Desa", "Pak Kades"), "an office is no name"


def test_the_head_is_named_by_the_office():
    assert names_head_office("Bpk. Kades")
    assert not names_head_office("Kepala Sekolah SDN 12")
