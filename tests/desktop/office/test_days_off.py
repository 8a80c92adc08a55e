from datetime import date

from desktop.office.days_off import days_off


def test_days_off_of_a_year_stand_in_order_with_their_origin():
    national = {
        date(2026, 3, 20): "Cuti Bersama Idulfitri",
        date(2026, 1, 1): "Tahun Baru",
        date(2025, 1, 1): "Tahun Baru",
    }
    days = days_off(2026, national, (), (date(2026, 3, 20),))
    assert [(day.on.month, day.origin, day.worked) for day in days] == [(1, "national", False), (3, "joint", True)]
