from django.urls import include, path

from surveys.views import (
    assist,
    calls,
    estimates,
    fieldwork,
    flags,
    invitations,
    microdata,
    offline,
    paper,
    places,
    public,
    questionnaires,
    respond,
    texts,
    waves,
)

app_name = "surveys"

wave = [
    path("", fieldwork.wave_detail, name="fieldwork-detail"),
    path("open/", waves.wave_open, name="wave-open"),
    path("close/", waves.wave_close, name="wave-close"),
    path("reply/", waves.wave_reply, name="wave-reply"),
    path("assist/", assist.answer_assist, name="answer-assist"),
    path("call/", calls.call_make, name="call-make"),
    path("paper/", paper.batch_list, name="paper-list"),
    path("paper/form/", paper.paper_form, name="paper-form"),
    path("paper/<uuid:batch_id>/", paper.batch_detail, name="paper-detail"),
    path("paper/<uuid:stack>/<int:sheet>/", paper.sheet_key, name="paper-key"),
    path("paper/<uuid:stack>/<int:sheet>/settle/", paper.sheet_settle, name="paper-settle"),
    path("invitations/", invitations.invitation_make, name="invitation-make"),
    path("places/", places.place_add, name="place-add"),
    path("places/sheets.pdf", places.place_sheet, name="place-sheet"),
    path("places/<uuid:place_id>/revoke/", places.place_revoke, name="place-revoke"),
    path("answers/", microdata.data_export, name="data-export"),
    path("answers/codebook.csv", microdata.data_codebook, name="data-codebook"),
    path("texts/", texts.text_sort, name="text-list"),
    path("texts/<slug:item>/", texts.text_sort, name="text-sort-item"),
    path("flags/", flags.flag_list, name="flag-list"),
    path("estimates/", estimates.estimate_list, name="estimate-list"),
    path("estimates/prepare/", estimates.estimate_prepare, name="estimate-prepare"),
    path("estimates/<uuid:estimate_id>/", estimates.estimate_decide, name="estimate-decide"),
]

urlpatterns = [
    path("", public.survey_list, name="survey-list"),
    path("worker.js", offline.worker, name="worker"),
    path("receipts/", respond.receipt_lookup, name="receipt-lookup"),
    path("receipts/<slug:reference>/", respond.survey_receipt, name="survey-receipt"),
    path("invited/<str:token>/", invitations.invitation_answer, name="invitation-answer"),
    path("work/", fieldwork.wave_list, name="fieldwork-list"),
    path("work/questionnaires/", questionnaires.questionnaire_list, name="questionnaire-list"),
    path("work/questionnaires/import/", questionnaires.questionnaire_import, name="questionnaire-import"),
    path("work/questionnaires/<slug:code>/take/", questionnaires.draft_take, name="questionnaire-take"),
    path("work/questionnaires/<uuid:version_id>/edit/", questionnaires.version_edit, name="questionnaire-edit"),
    path("work/questionnaires/<uuid:version_id>/form.xlsx", questionnaires.version_export, name="questionnaire-export"),
    path("work/<uuid:public_id>/", include(wave)),
    path("<slug:slug>/", respond.survey_answer, name="survey-answer"),
    path("<slug:slug>/waves/<int:number>/", public.survey_results, name="survey-results"),
]
