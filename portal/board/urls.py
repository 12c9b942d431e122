from django.urls import path

from portal.board.views import public, work

app_name = "board"
urlpatterns = [
    path("", public.indicator_list, name="indicator-list"),
    path("data.json", public.data_json, name="data-json"),
    path("data.csv", public.data_csv, name="data-csv"),
    path("projects/", public.project_list, name="project-list"),
    path("outreach/", public.outreach_detail, name="outreach-detail"),
    path("due/", work.due_list, name="due-list"),
    path("decisions/", work.decision_list, name="decision-list"),
    path("observations/<uuid:public_id>/", work.observation_decide, name="observation-decide"),
    path("observations/<uuid:public_id>/proof.json", public.observation_proof, name="observation-proof"),
    path("observations/<uuid:public_id>/revise/", work.observation_revise, name="observation-revise"),
    path("observations/<uuid:public_id>/files/<uuid:file_id>/", work.evidence_file, name="evidence-file"),
    path("<int:number>/", public.indicator_detail, name="indicator-detail"),
    path("<int:number>/enter/", work.observation_create, name="observation-create"),
]
