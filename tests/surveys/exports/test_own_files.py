"""The SPSS file of a survey of one's own, read back: means as they were given, ways out missing, every column there."""

from statistics import mean

import pyreadstat

from surveys.exports.microdata import rows_sav
from surveys.results.microdata import columns_of, rows_of
from tests.factories import surveys as factory
from tests.factories.own_survey import answered_own, given, own_wave

PEOPLE = 40


def test_pyreadstat_reads_the_means_that_were_given(db, tmp_path):
    factory.CommunityFactory()
    wave = own_wave()
    answered_own(wave, PEOPLE)
    columns = columns_of(wave.version.questionnaire, {})
    path = tmp_path / "own.sav"
    path.write_bytes(rows_sav(columns, rows_of(wave, columns), chinese=True))
    frame, meta = pyreadstat.read_sav(path)
    said = [given(number) for number in range(PEOPLE)]
    assert frame["score"].mean() == mean(int(one["score"][0]) for one in said if one["score"] != ["unclear"])
    assert frame["score"].isna().sum() == sum(one["score"] == ["unclear"] for one in said)
    assert frame["visits"].mean() == mean(int(one["visits"][0]) for one in said)
    assert frame["q_1_name_bag"].mean() == mean("bag" in one["_1_name"] for one in said)
    assert frame["first_bins"].mean() == mean(one["first"].index("bins") + 1 for one in said if "bins" in one["first"])
    assert frame["first_signs"].isna().sum() == sum("signs" not in one["first"] for one in said)
    assert meta.variable_value_labels["first_hours"] == {1.0: "第 1 位", 2.0: "第 2 位"}
    assert sorted(set(frame["since"])) == [f"2026-0{month}" for month in range(1, 7)]
