import pytest

from peak._dates import conditions, quoted


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("start_date >= 2024-10-01", "start_date >= '2024-10-01'"),
        ("start_date>=2024-10-01 and end_date<2024-12-31", "start_date>='2024-10-01' and end_date<'2024-12-31'"),
        ("start_date = 2024-Q4", "start_date = '2024-Q4'"),
        ("start_date in (2024-10, 2024-W40)", "start_date in ('2024-10', '2024-W40')"),
        ("timestamp > 2024-10-01T08:30:00.25Z", "timestamp > '2024-10-01T08:30:00.25Z'"),
        ("timestamp > 2024-10-01 08:30:00+02:00", "timestamp > '2024-10-01 08:30:00+02:00'"),
        ("2024-10-01 <= start_date", "'2024-10-01' <= start_date"),
    ],
)
def test_dates_and_periods_need_no_quotes(written, meant):
    assert quoted(written) == meant


@pytest.mark.parametrize(
    "condition",
    [
        "start_date >= '2024-10-01'",
        "run_id = 'it''s 2024-10-01'",
        "params.\"2024-10-01\" = 1",
        "`x 2024-10-01` > 2",
        "sharpe > 2024 - 10",
        "sharpe > 2024-13",
        "total = 2024-10-01-5",
        "params.x = 12024-10-01",
        "sharpe > 1e-10 and cagr < 2024",
    ],
)
def test_what_is_quoted_or_no_date_stays_as_it_is(condition):
    assert quoted(condition) == condition


def test_filters_are_one_text_a_list_or_a_set():
    assert conditions(None) == []
    assert conditions("a > 1") == ["a > 1"]
    assert conditions(["b > 1", "a > 2024-Q1"]) == ["b > 1", "a > '2024-Q1'"]
    assert conditions({"b > 1", "a > 1"}) == ["a > 1", "b > 1"]
