from django.urls import path

from portal.board.views import data, district, lists, progress, public, sheets, work

app_name = "board"
TABLES = ("indicators", "observations", "projects", "tasks", "notes")

urlpatterns = [
    path("", public.indicator_list, name="indicator-list"),
    path("projects/", public.project_list, name="project-list"),
    path("outreach/", public.outreach_detail, name="outreach-detail"),
    path("changes/", public.change_list, name="change-list"),
    path("changes.xml", data.change_feed, name="change-feed"),
    path("tasks/", lists.task_list, name="task-list"),
    path("tasks/<str:number>/", lists.task_detail, name="task-detail"),
    path("responsible/", lists.office_list, name="office-list"),
    path("responsible/<slug:kind>/<slug:code>/", lists.office_detail, name="office-detail"),
    path("data.zip", data.data_package, name="data-package"),
    path("due/", work.due_list, name="due-list"),
    path("due.xlsx", sheets.due_sheet, name="due-sheet"),
    path("due/sheet/", sheets.figures_import, name="figures-import"),
    path("duties/", district.duty_list, name="duty-list"),
    path("decisions/", work.decision_list, name="decision-list"),
    path("owed/", district.owed_list, name="owed-list"),
    path("work/", district.room_list, name="room-list"),
    path("reports/", district.report_list, name="report-list"),
    path("reports/<slug:period>.<slug:form>", district.report_file, name="report-file"),
    path("progress/<uuid:public_id>/", progress.progress_decide, name="progress-decide"),
    path("progress/<uuid:public_id>/revise/", progress.progress_revise, name="progress-revise"),
    path("progress/<uuid:public_id>/files/<uuid:file_id>/", progress.progress_file, name="progress-file"),
    path("<slug:kind>/<str:number>/report/", progress.progress_create, name="progress-create"),
    path("observations/<uuid:public_id>/", work.observation_decide, name="observation-decide"),
    path("observations/<uuid:public_id>/proof.json", public.observation_proof, name="observation-proof"),
    path("observations/<uuid:public_id>/revise/", work.observation_revise, name="observation-revise"),
    path("observations/<uuid:public_id>/files/<uuid:file_id>/", work.evidence_file, name="evidence-file"),
    path("<int:number>/", public.indicator_detail, name="indicator-detail"),
    path("<int:number>/embed/", public.indicator_embed, name="indicator-embed"),
    path("<int:number>/data.csv", data.indicator_csv, name="indicator-csv"),
    path("<int:number>/enter/", work.observation_create, name="observation-create"),
    path("api/v1/openapi.json", data.openapi, name="api-document"),
    path("api/v1/plans", data.plan_records, name="api-plans"),
    path("api/v1/indicators/<str:number>", data.indicator_record, name="api-indicator"),
    path("api/v1/observations/<str:public_id>", data.one_observation, name="api-observation"),
    *(path(f"api/v1/{table}", data.table_records, {"table": table}, f"api-{table}") for table in TABLES),
    *(path(f"data/{table}.csv", data.table_csv, {"table": table}, f"csv-{table}") for table in TABLES),
]
