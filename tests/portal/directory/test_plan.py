import hashlib
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest
from django.conf import settings

from portal.directory.plan import PlanError, read_english, read_plan, read_plan_record

FOLDER = settings.DISTRICT.plan_folder
# SHA-256 of the tables as the district handed them over.
HANDED_OVER = {
    "areas": "c5d4165576d251e69339611e661940692017f6918bc988b60a3cff7b5688ab49",
    "communities": "f623993e99f4359db665d59d31e745ddae8e934077f666ec4e555ac1d840448e",
    "departments": "bb77828dd7c23b8887077292c7e88cd41900503c638f5f395eec0edeca46e9e8",
}
# Indicators and projects carry what the plan only implies, and its whole texts: test_plan_text holds them to it.
TABLES = (*HANDED_OVER, "indicators", "projects")
ALL = ("plan", *TABLES, "tasks")


@pytest.fixture(scope="module")
def plan():
    return read_plan(FOLDER)


@pytest.mark.parametrize("name", HANDED_OVER)
def test_our_copy_is_the_plans_byte_for_byte(name):
    assert hashlib.sha256((FOLDER / f"{name}.csv").read_bytes()).hexdigest() == HANDED_OVER[name]


def test_how_many_there_are(plan):
    assert [len(getattr(plan, name)) for name in TABLES] == [9, 125, 16, 52, 7]


def test_kinds_of_areas_and_communities(plan):
    assert Counter(area.kind for area in plan.areas) == {"district": 1, "zone": 1, "town": 1, "street": 6}
    assert Counter(row.kind for row in plan.communities) == {"居委会": 79, "村委会": 45, "园区": 1}
    assert sum(area.quarterly_event_quota or 0 for area in plan.areas) == 21


def test_operators(plan):
    assert Counter(row.target_operator for row in plan.indicators) == {
        "ge": 31,
        "gt": 3,
        "le": 3,
        "qualitative": 8,
        "not_applicable": 3,
        "trend_up": 2,
        "change": 1,
        "follows_city": 1,
    }


@pytest.mark.parametrize(
    ("number", "operator", "value", "baseline", "target"),
    [
        (2, "le", Decimal("0.010"), "0.012", "0.010"),
        (6, "not_applicable", None, "", "天宁区不涉及"),
        (12, "follows_city", None, "", "天宁区无管辖实权，依照常州市统一部署"),
        (14, "trend_up", None, "", "正增长"),
        (17, "gt", Decimal(96), "97.2", ">96"),
        (41, "ge", Decimal(10), "", "10"),
        (52, "ge", Decimal(90), "", "90"),
    ],
)
def test_targets(plan, number, operator, value, baseline, target):
    row = plan.indicators[number - 1]
    assert (row.number, row.target_operator, row.target_value) == (number, operator, value)
    assert (row.baseline_text, row.target_text) == (baseline, target)


@pytest.mark.parametrize(
    ("number", "departments", "all_areas"),
    [
        (1, ("区生态环境局", "区工信局"), False),
        (6, (), False),
        (38, (), False),
        (41, ("区教育局", "区商务局", "区农业农村局", "区生态环境局"), True),
        (52, ("区生态环境局",), True),
    ],
)
def test_who_is_responsible(plan, number, departments, all_areas):
    row = plan.indicators[number - 1]
    assert (row.departments, row.all_areas) == (departments, all_areas)


def test_mandatory_ones_are_marked(plan):
    marks = {row.number: row.mandatory for row in plan.indicators}
    assert [marks[number] for number in (41, 50, 51, 52)] == [False, False, False, True]


def test_every_chinese_word_of_the_plan_has_english(plan):
    english = read_english(settings.DISTRICT.english_file)
    named = {row.name for row in (*plan.areas, *plan.departments)}
    words = {row.name for row in plan.communities}
    for row in plan.indicators:
        words |= {row.category, row.subcategory, row.name, row.unit, row.baseline_text, row.target_text}
        words |= set(row.responsible)
    for row in plan.projects:
        words |= {row.group, row.name, row.content, row.lead}
    for row in plan.tasks:
        words |= {row.group, row.name}
    chinese = {word for word in words if any("\u4e00" <= sign <= "\u9fff" for sign in word)}
    assert chinese - english.keys() - named == set()
    assert not any("\u4e00" <= sign <= "\u9fff" for word in english.values() for sign in word)


def test_english_names_of_communities_tell_them_apart(plan):
    english = read_english(settings.DISTRICT.english_file)
    names = Counter(english[row.name] for row in plan.communities)
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize(
    ("table", "old", "new", "words"),
    [
        ("indicators", "ge,35,区城管局", "like,35,区城管局", "line 24: target_operator 'like' does not go with"),
        ("indicators", "ge,35,区城管局", "ge,,区城管局", "line 24: target_operator 'ge' with target_value ''"),
        ("indicators", "ge,35,区城管局", "ge,35,区某局", "indicators.csv: responsible '区某局' is not known"),
        ("indicators", "\n2,固体", "\n1,固体", "indicators.csv: number 1 stands twice"),
        ("indicators", "吨/万元,0.034,0.034,cap,le", "吨/万元,0.034,0.034,cap,le,x", None),
        (
            "communities",
            "\n320402001,雕庄街道,320402001002",
            "\n320402999,某街道,320402001002",
            "'320402999' is not known",
        ),
        ("areas", ",zone,tianning,", ",zone,nowhere,", "areas.csv: parent 'nowhere' is not known"),
        ("areas", "town,tianning,3", "town,tianning,three", "areas.csv, line 4"),
        ("projects", ",5500,", ",many,", "projects.csv, line 7"),
        ("plan", ",2022-2025,", ",22,", "plan.csv, line 2: slug '22' is not two years"),
        ("plan", "2025-12-31", "2021-12-31", "plan.csv, line 2: ends_on 2021-12-31 is before starts_on 2022-01-01"),
        ("tasks", "区住建局,7;8,", "区住建局,7;88,", "tasks.csv: indicators '88' is not known"),
        ("tasks", "\n8.2,三", "\n8.3,三", "tasks.csv: number 8.3 stands twice"),
        ("indicators", "强度,yes,吨/万元,0.012", "强度,maybe,吨/万元,0.012", "indicators.csv, line 3: 'maybe'"),
    ],
)
def test_a_faulty_table_is_refused_with_its_place(tmp_path, table, old, new, words):
    for name in ALL:
        text = (FOLDER / f"{name}.csv").read_text(encoding="utf-8")
        if name == table:
            assert text.count(old) == 1
            text = text.replace(old, new)
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    with pytest.raises(PlanError, match=words):
        read_plan(tmp_path)


def test_a_task_of_every_town_and_street_says_so(plan):
    assert [task.all_areas for task in plan.tasks] == ["各镇街道" in task.responsible for task in plan.tasks]
    assert len({task.all_areas for task in plan.tasks}) == 2


def test_every_indicator_that_applies_measures_a_task(plan):
    measuring = {number for task in plan.tasks for number in task.indicators}
    assert {row.number for row in plan.indicators if row.target_operator != "not_applicable"} - measuring == set()
    assert {number for task in plan.tasks for number in task.projects} == set(range(1, 8))


def test_who_leads_a_project(plan):
    leads = [(row.number, row.all_areas, row.names_the_zone) for row in plan.projects if row.all_areas]
    assert leads == [(2, True, True)]


@pytest.mark.parametrize(
    ("lead", "leads"),
    [
        ("区城管局、区商务局", ("区城管局", "区商务局")),
        ("郑陆镇", ("郑陆镇",)),
    ],
)
def test_two_offices_in_one_cell_are_two(plan, lead, leads):
    assert replace(plan.projects[0], lead=lead).leads == leads


def test_a_project_that_nobody_leads_is_refused(tmp_path):
    for name in ALL:
        text = (FOLDER / f"{name}.csv").read_text(encoding="utf-8")
        text = text.replace(",5500,区城管局", ",5500,区某局、区城管局") if name == "projects" else text
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    with pytest.raises(PlanError, match="lead '区某局' is not known"):
        read_plan(tmp_path)


def test_every_fault_is_named_at_once(tmp_path):
    for name in ALL:
        text = (FOLDER / f"{name}.csv").read_text(encoding="utf-8")
        if name == "indicators":
            text = text.replace("reach,ge,35,", "wish,ge,35,").replace("cap,le,25,", "cap,le,,")
        if name == "projects":
            text = text.replace(",5500,", ",many,")
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    with pytest.raises(PlanError) as refused:
        read_plan(tmp_path)
    assert [line.split(":")[0] for line in str(refused.value).splitlines()] == [
        "indicators.csv, line 10",
        "indicators.csv, line 24",
        "projects.csv, line 7",
    ]


def test_the_next_plan_is_a_folder_of_its_own(tmp_path):
    (tmp_path / "plan.csv").write_text(
        "code,name,starts_on,ends_on,base_year\nnext,下一个方案,2026-01-01,2030-12-31,2025\n", encoding="utf-8"
    )
    head = "number,category,subcategory,name,mandatory,unit,baseline,target,target_kind,target_operator,target_value"
    steps = "steps,target_upper,decided_by"
    (tmp_path / "indicators.csv").write_text(
        f"{head},responsible,drawn_as,{steps}\n"
        "7,群众获得感,群众获得感,满意程度,yes,%,,92,reach,ge,92,区生态环境局,52,2026:80;2028:88,,outside\n"
        "41,保障能力,制度,其他,no,%,,20至30,hold,between,20,区城管局,,,30,\n",
        encoding="utf-8",
    )
    for name in ("projects", "tasks"):
        (tmp_path / f"{name}.csv").write_text((FOLDER / f"{name}.csv").read_text(encoding="utf-8").splitlines()[0])
    records = read_plan(tmp_path, FOLDER)
    assert records.plan.code == "next"
    assert (records.plan.slug, records.plan.base_year) == ("2026-2030", 2025)
    assert read_plan_record(tmp_path) == records.plan
    satisfied, other = records.indicators
    assert (satisfied.drawn_as, satisfied.decided_by, satisfied.steps) == (52, "outside", {"2026": "80", "2028": "88"})
    assert (other.drawn_as, other.target_value, other.target_upper) == (None, 20, 30)
    assert len(records.areas) == 9
    for old, new, words in (
        ("2026:80", "soon:80", "soon:80 is no step"),
        (",outside", ",somebody", "unknown decided_by 'somebody'"),
    ):
        indicators = tmp_path / "indicators.csv"
        right = indicators.read_text(encoding="utf-8")
        indicators.write_text(right.replace(old, new), encoding="utf-8")
        with pytest.raises(PlanError, match=words):
            read_plan(tmp_path, FOLDER)
        indicators.write_text(right, encoding="utf-8")
