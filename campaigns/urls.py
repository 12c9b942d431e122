from django.urls import path, register_converter

from campaigns.quarters import Quarter, quarter_of_code
from campaigns.views import calendar, codes, estates, ledger, offline, proofs, reporter, reviewer, sheets, taking_part


class QuarterConverter:
    regex = r"\d{4}-Q[1-4]"

    def to_python(self, value: str) -> Quarter:
        return quarter_of_code(value)

    def to_url(self, value) -> str:
        return str(value)


register_converter(QuarterConverter, "quarter")

app_name = "campaigns"
urlpatterns = [
    path("", calendar.event_list, name="event-list"),
    path("month/", calendar.month_now, name="month-now"),
    path("month/<int:year>-<int:month>/", calendar.event_month, name="event-month"),
    path("feed.ics", calendar.event_feed, name="event-feed"),
    path("log/", reporter.event_log, name="event-log"),
    path("worker.js", offline.worker, name="worker"),
    path("plan/", reporter.event_plan, name="event-plan"),
    path("mine/", reporter.event_mine, name="event-mine"),
    path("export/", sheets.event_export, name="event-export"),
    path("import/", sheets.event_import, name="event-import"),
    path("import/template/", sheets.event_template, name="event-template"),
    path("estates/", estates.estate_list, name="estate-list"),
    path("estates/desk/", estates.estate_desk, name="estate-desk"),
    path("estates/add/", estates.estate_add, name="estate-add"),
    path("estates/<uuid:public_id>/", estates.estate_detail, name="estate-detail"),
    path("estates/<uuid:public_id>/change/", estates.estate_change, name="estate-change"),
    path("estates/<uuid:public_id>/recognise/", estates.estate_recognise, name="estate-recognise"),
    path("estates/<uuid:public_id>/lapse/", estates.estate_lapse, name="estate-lapse"),
    path("review/", reviewer.review_list, name="review-list"),
    path("review/several/", reviewer.review_many, name="review-many"),
    path("ledger/", ledger.ledger_now, name="ledger-now"),
    path("ledger/<quarter:quarter>/", ledger.quarter_ledger, name="quarter-ledger"),
    path("ledger/<quarter:quarter>/close/", ledger.quarter_close, name="quarter-close"),
    path("ledger/<quarter:quarter>/report/", ledger.report_export, name="report-export"),
    path("ledger/<quarter:quarter>/area/<slug:code>/", ledger.ledger_row, name="ledger-row"),
    path("proof/<uuid:public_id>/", proofs.proof_file, name="proof-file"),
    path("<uuid:public_id>/", calendar.event_detail, name="event-detail"),
    path("<uuid:public_id>/event.ics", calendar.event_calendar, name="event-calendar"),
    path("<uuid:public_id>/register/", taking_part.event_register, name="event-register"),
    path("registration/<uuid:public_id>/", taking_part.registration_show, name="registration-show"),
    path("registration/<uuid:public_id>/cancel/", taking_part.registration_cancel, name="registration-cancel"),
    path("<uuid:public_id>/here/<slug:sign>/", taking_part.event_check_in, name="event-check-in"),
    path("<uuid:public_id>/answer/", taking_part.event_impression, name="event-impression"),
    path("<uuid:public_id>/code/", codes.event_code, name="event-code"),
    path("<uuid:public_id>/code.svg", codes.event_code_image, name="event-code-image"),
    path("<uuid:public_id>/record/", reporter.event_record, name="event-record"),
    path("<uuid:public_id>/tell/", reporter.event_tell, name="event-tell"),
    path("<uuid:public_id>/receipt/", reporter.event_receipt, name="event-receipt"),
    path("<uuid:public_id>/change/", reporter.event_change, name="event-change"),
    path("<uuid:public_id>/report/", reporter.event_report, name="event-report"),
    path("<uuid:public_id>/withdraw/", reviewer.event_withdraw, name="event-withdraw"),
    path("<uuid:public_id>/joint/", reporter.event_joint, name="event-joint"),
    path("<uuid:public_id>/review/", reviewer.event_review, name="event-review"),
    path("<uuid:public_id>/verify/", reviewer.event_verify, name="event-verify"),
    path("<uuid:public_id>/return/", reviewer.event_return, name="event-return"),
]
