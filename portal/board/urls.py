"""Where the board answers. What speaks of a plan names it; addresses from before lead to the plan that they meant."""

from django.urls import path, register_converter

from portal.board.views import (
    closing,
    data,
    definitions,
    district,
    former,
    lists,
    plans,
    progress,
    public,
    releases,
    remarks,
    sheets,
    work,
)
from portal.directory.records import SLUG_TEXT


class PlanConverter:
    """2022-2025: no other first part of an address here looks like it."""

    regex = SLUG_TEXT

    def to_python(self, text: str) -> str:
        return text

    def to_url(self, slug: str) -> str:
        return slug


register_converter(PlanConverter, "plan")

app_name = "board"
TABLES = ("indicators", "observations", "projects", "tasks", "notes")
# What a plan has, under its name.
OF_A_PLAN = (
    ("", public.indicator_list, "indicator-list"),
    ("projects/", public.project_list, "project-list"),
    ("changes/", public.change_list, "change-list"),
    ("changes.xml", data.change_feed, "change-feed"),
    ("tasks/", lists.task_list, "task-list"),
    ("tasks/<str:number>/", lists.task_detail, "task-detail"),
    ("responsible/", lists.office_list, "office-list"),
    ("responsible/<slug:kind>/<slug:code>/", lists.office_detail, "office-detail"),
    ("data.zip", data.data_package, "data-package"),
    ("duties/", district.duty_list, "duty-list"),
    ("decisions/", work.decision_list, "decision-list"),
    ("owed/", district.owed_list, "owed-list"),
    ("reports/", district.report_list, "report-list"),
    ("reports/<slug:period>.<slug:form>", district.report_file, "report-file"),
    ("<slug:kind>/<str:number>/report/", progress.progress_create, "progress-create"),
    ("<int:number>/", public.indicator_detail, "indicator-detail"),
    ("<int:number>/embed/", public.indicator_embed, "indicator-embed"),
    ("<int:number>/data.csv", data.indicator_csv, "indicator-csv"),
    ("<int:number>/enter/", work.observation_create, "observation-create"),
    ("api/v1/indicators/<str:number>", data.indicator_record, "api-indicator"),
)

urlpatterns = [
    path("outreach/", public.outreach_detail, name="outreach-detail"),
    path("due/", work.due_list, name="due-list"),
    path("due.xlsx", sheets.due_sheet, name="due-sheet"),
    path("due/sheet/", sheets.figures_import, name="figures-import"),
    path("plans/", plans.plan_list, name="plan-list"),
    path("plans/next.xlsx", plans.plan_sheet, name="plan-sheet"),
    path("plans/import/", plans.plan_import, name="plan-import"),
    path("plans/<uuid:public_id>/", plans.plan_draft, name="plan-draft"),
    path("plans/<uuid:public_id>/remarks/", remarks.plan_remarks, name="plan-remarks"),
    path("plans/remarks/<uuid:public_id>/answer/", remarks.remark_answer, name="remark-answer"),
    path("releases/", releases.release_list, name="release-list"),
    path("releases.ics", releases.release_feed, name="release-feed"),
    path("releases/announce/", releases.release_create, name="release-create"),
    path("releases/<uuid:public_id>/", releases.release_detail, name="release-detail"),
    path("plans/closings/<uuid:public_id>/", closing.closing_decide, name="closing-decide"),
    path("closings/<uuid:public_id>.<slug:form>", closing.closing_file, name="closing-file"),
    path("<plan:plan>/closing/", closing.closing_detail, name="closing-detail"),
    path("<plan:plan>/closings/", closing.closing_list, name="closing-list"),
    path("<plan:plan>/closings/make/", closing.closing_create, name="closing-create"),
    path("<plan:plan>/<int:number>/reason/", closing.unmet_reason, name="unmet-reason"),
    path("<plan:plan>/definitions/", definitions.definition_list, name="definition-list"),
    path("<plan:plan>/<int:number>/definition/", definitions.definition_create, name="definition-create"),
    path("definitions/<uuid:public_id>/", definitions.definition_decide, name="definition-decide"),
    path("work/", district.room_list, name="room-list"),
    path("progress/<uuid:public_id>/", progress.progress_decide, name="progress-decide"),
    path("progress/<uuid:public_id>/revise/", progress.progress_revise, name="progress-revise"),
    path("progress/<uuid:public_id>/files/<uuid:file_id>/", progress.progress_file, name="progress-file"),
    path("observations/<uuid:public_id>/", work.observation_decide, name="observation-decide"),
    path("figures/<uuid:public_id>/", public.figure_detail, name="figure-detail"),
    path("observations/<uuid:public_id>/proof.json", public.observation_proof, name="observation-proof"),
    path("observations/<uuid:public_id>/revise/", work.observation_revise, name="observation-revise"),
    path("observations/<uuid:public_id>/files/<uuid:file_id>/", work.evidence_file, name="evidence-file"),
    path("api/v1/openapi.json", data.openapi, name="api-document"),
    path("catalog.jsonld", data.data_catalog, name="catalog"),
    path("<plan:plan>/api/v1/changes", data.change_records, name="api-changes"),
    path("api/v1/plans", data.plan_records, name="api-plans"),
    path("api/v1/observations/<str:public_id>", data.one_observation, name="api-observation"),
    *(path(route, former.led_on, name=name) for route, _view, name in OF_A_PLAN),
    *(path(f"api/v1/{table}", former.led_on, name=f"api-{table}") for table in TABLES),
    *(path(f"data/{table}.csv", former.led_on, name=f"csv-{table}") for table in TABLES),
    *(path(f"<plan:plan>/{route}", view, name=name) for route, view, name in OF_A_PLAN),
    *(path(f"<plan:plan>/api/v1/{table}", data.table_records, {"table": table}, f"api-{table}") for table in TABLES),
    *(path(f"<plan:plan>/data/{table}.csv", data.table_csv, {"table": table}, f"csv-{table}") for table in TABLES),
    # What programs ask for and is not there is said in JSON, under whatever name of a plan.
    path("<str:plan>/api/v1/<path:rest>", data.nothing, name="api-nothing"),
]
