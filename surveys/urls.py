from django.urls import path

from surveys.views import public, respond

app_name = "surveys"

urlpatterns = [
    path("", public.survey_list, name="survey-list"),
    path("receipts/", respond.receipt_lookup, name="receipt-lookup"),
    path("receipts/<slug:reference>/", respond.survey_receipt, name="survey-receipt"),
    path("<slug:slug>/", respond.survey_answer, name="survey-answer"),
    path("<slug:slug>/waves/<int:number>/", public.survey_results, name="survey-results"),
]
