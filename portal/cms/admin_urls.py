from django.urls import path

from portal.cms.views import onward, own_tree, second_person, words

urlpatterns = [
    path("jsi18n/", words.script_words),
    path("second-person/", second_person.page_waiting, name="cms-page-waiting"),
    path("second-person/<int:pk>/", second_person.page_decide, name="cms-page-decide"),
    path("onward/<int:pk>/", onward.page_onward, name="cms-page-onward"),
    path("onward/<int:pk>/article/", onward.page_article, name="cms-article"),
    path("onward/<int:pk>/sheet.pdf", onward.page_sheet, name="cms-page-sheet"),
    path("choose-page/", own_tree.chooser_start),
    path("choose-page/<int:parent_page_id>/", own_tree.page_chooser),
    path("choose-page/chosen-multiple/", own_tree.chosen_pages),
    path("bulk/<str:app_label>/<str:model_name>/<str:action>/", own_tree.bulk_action),
    path("pages/<int:page_to_move_id>/move/<int:destination_id>/confirm/", own_tree.page_move),
    path("reports/page-types-usage/", own_tree.page_types),
    path("reports/page-types-usage/results/", own_tree.page_types, {"results_only": True}),
]
