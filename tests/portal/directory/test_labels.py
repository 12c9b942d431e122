import pytest
from django.utils.translation import override

from portal.directory.forms import LabelledChoiceField, LabelledMultipleChoiceField
from portal.directory.models import Area


@pytest.mark.parametrize(
    ("name", "english", "short"),
    [
        ("红梅街道", "Hongmei Subdistrict", "Hongmei"),
        ("郑陆镇", "Zhenglu Town", "Zhenglu"),
        ("天宁经济开发区", "Tianning Economic Development Zone", "Tianning Zone"),
        ("青龙街道", "", "青龙街道"),
    ],
)
def test_a_drawn_plan_has_room_for_a_word_or_two(name, english, short):
    area = Area(name=name, name_en=english)
    with override("en"):
        assert area.short_label == short
    with override("zh-hans"):
        assert area.short_label == name


@pytest.mark.parametrize("kind", [LabelledChoiceField, LabelledMultipleChoiceField])
def test_what_can_be_chosen_is_named_in_the_language_of_the_page(kind):
    area = Area(name="红梅街道", name_en="Hongmei Subdistrict")
    with override("en"):
        assert kind(Area.objects.none()).label_from_instance(area) == "Hongmei Subdistrict"
    with override("zh-hans"):
        assert kind(Area.objects.none()).label_from_instance(area) == "红梅街道"
