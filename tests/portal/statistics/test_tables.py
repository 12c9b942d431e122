"""A table read by arrays is the table that the csv module reads."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.statistics.arrays import MISSING
from portal.statistics.cases.large_tables import ByteTable, read_table
from portal.statistics.cases.tables import Table, TextTable
from portal.statistics.errors import InvalidInputError

PLAIN = 'id,"area",score\n1,天宁,3.5\n2,"D01",\n3,,-4\n'


def write(folder: Path, text: str) -> Path:
    path = folder / "responses.csv"
    path.write_bytes(text.encode())
    return path


def texts(table: Table, name: str) -> list[str]:
    factor = table.factor(name)
    return ["" if code == MISSING else factor.labels[code] for code in factor.codes]


@pytest.mark.parametrize("large", [0, 10**6])
def test_columns_of_a_plain_table(tmp_path: Path, large: int) -> None:
    table = read_table(write(tmp_path, PLAIN), large=large)
    assert isinstance(table, TextTable if large else ByteTable)
    assert table.n == 3
    assert texts(table, "area") == ["天宁", "D01", ""]
    assert table.numbers("score") == pytest.approx([3.5, np.nan, -4.0], nan_ok=True)
    assert table.numbers("id") == pytest.approx([1.0, 2.0, 3.0])
    assert table.numbers("area") is None


@pytest.mark.parametrize("large", [0, 10**6])
def test_a_column_that_is_not_there_is_named(tmp_path: Path, large: int) -> None:
    table = read_table(write(tmp_path, PLAIN), large=large)
    with pytest.raises(InvalidInputError, match="'weight'"):
        table.factor("weight")
    with pytest.raises(InvalidInputError, match="'weight'"):
        table.numbers("weight")


@pytest.mark.parametrize("large", [0, 10**6])
def test_a_mark_of_byte_order_and_a_last_line_without_end_do_no_harm(tmp_path: Path, large: int) -> None:
    table = read_table(write(tmp_path, "\ufeffid,x\n1,a\n2,b"), large=large)
    assert texts(table, "id") == ["1", "2"]
    assert texts(table, "x") == ["a", "b"]


@pytest.mark.parametrize(
    "text",
    [
        'id,x\n1,"a, b"\n2,c\n',
        'id,x\n1,"a ""b"" c"\n2,c\n',
        "id,x\r\n1,a\r\n2,b\r\n",
        'id,x\n1,"a\nb"\n2,c\n',
        "id,x\n1,a\n\n2,b\n",
        'id,x\n1,"a\n2",c\n',
    ],
)
def test_a_table_that_commas_and_line_ends_do_not_divide_is_read_as_text(tmp_path: Path, text: str) -> None:
    path = write(tmp_path, text)
    try:
        expected = TextTable(path)
    except InvalidInputError:
        with pytest.raises(InvalidInputError):
            read_table(path, large=0)
        return
    table = read_table(path, large=0)
    assert isinstance(table, TextTable)
    assert texts(table, "x") == texts(expected, "x")


def test_lines_that_make_up_for_each_other_are_not_taken_for_plain(tmp_path: Path) -> None:
    path = write(tmp_path, "id,x\n1\n2,3,4\n")
    with pytest.raises(InvalidInputError, match="another number of fields"):
        read_table(path, large=0)


def test_a_table_without_rows_has_columns(tmp_path: Path) -> None:
    table = TextTable(write(tmp_path, "id,x\n"))
    assert table.n == 0
    assert texts(table, "x") == []
    assert TextTable(write(tmp_path, "")).n == 0


def test_numbers_of_every_shape(tmp_path: Path) -> None:
    """Many different ones, so that they are read digit by digit."""
    rng = np.random.default_rng(1)
    fields = [
        f"{value:.{places}f}" for value, places in zip(rng.normal(0, 1000, 3000), rng.integers(0, 9, 3000), strict=True)
    ]
    fields += ["", "0", "-0.5", "7.", ".25", "123456789012345"]
    table = read_table(
        write(tmp_path, "x\n" + "\n".join(f"{field}," for field in fields).replace(",", "") + "\n"), large=0
    )
    path = write(tmp_path, "id,x\n" + "".join(f"{place},{field}\n" for place, field in enumerate(fields)))
    table = read_table(path, large=0)
    assert isinstance(table, ByteTable)
    found = table.numbers("x")
    assert found is not None
    assert found.tolist() == pytest.approx([float(field or "nan") for field in fields], rel=0, abs=0, nan_ok=True)


@pytest.mark.parametrize("odd", ["1e5", "1.2.3", "-", "1234567890123456789", "+4", "."])
def test_numbers_out_of_the_ordinary_are_read_the_slow_way(tmp_path: Path, odd: str) -> None:
    fields = [str(place) for place in range(2000)] + [odd]
    path = write(tmp_path, "id,x\n" + "".join(f"1,{field}\n" for field in fields))
    expected, found = TextTable(path).numbers("x"), read_table(path, large=0).numbers("x")
    if expected is None:
        assert found is None
    else:
        assert found is not None
        assert found.tolist() == expected.tolist()


def test_long_texts_and_many_categories(tmp_path: Path) -> None:
    names = [f"居民区第{place % 1500}小区东门投放点" for place in range(6000)]
    path = write(tmp_path, "id,x\n" + "".join(f"{place},{name}\n" for place, name in enumerate(names)))
    assert texts(read_table(path, large=0), "x") == names


def test_a_category_that_a_sample_of_the_rows_misses(tmp_path: Path) -> None:
    fields = ["a"] * 9000
    fields[4567] = "rare"
    path = write(tmp_path, "id,x\n" + "".join(f"{place},{field}\n" for place, field in enumerate(fields)))
    assert texts(read_table(path, large=0), "x") == fields


FIELDS = st.text(
    st.characters(codec="utf-8", exclude_characters='\x00\n\r,"', exclude_categories=("Cs", "Cc")), max_size=20
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(FIELDS, st.booleans()), min_size=1, max_size=12))
def test_any_plain_text_is_read_as_it_is_written(tmp_path_factory: pytest.TempPathFactory, rows: list) -> None:
    lines = [f'"{field}"' if quoted else field for field, quoted in rows]
    path = write(tmp_path_factory.mktemp("table"), "id,x\n" + "".join(f"1,{line}\n" for line in lines))
    assert texts(read_table(path, large=0), "x") == [field for field, _ in rows]
