from django.urls import path

from cells.views import applicant, autosave, certificates, district, evaluator, filing, notices, register, street

app_name = "cells"

urlpatterns = [
    path("", register.register_list, name="register-list"),
    path("check/", register.certificate_find, name="certificate-find"),
    path("key/", register.key_show, name="key-show"),
    path("certificates/<str:number>/qr.svg", register.certificate_qr, name="certificate-qr"),
    path("certificates/<str:number>/certificate.pdf", register.certificate_document, name="certificate-document"),
    path("notices/", notices.notice_list, name="notice-list"),
    path("notices/prepare/", notices.notice_prepare, name="notice-prepare"),
    path("notices/<str:batch>/", notices.notice_show, name="notice-show"),
    path("notices/<str:batch>/<str:reference>/object/", notices.objection_file, name="objection-file"),
    path("objections/", notices.objection_list, name="objection-list"),
    path("objections/receipt/<str:reference>/", notices.objection_receipt, name="objection-receipt"),
    path("objections/<uuid:objection>/", notices.objection_show, name="objection-show"),
    path("mine/", applicant.application_list, name="application-list"),
    path("mine/register/", applicant.organisation_register, name="organisation-register"),
    path("mine/<uuid:organisation>/start/", applicant.application_start, name="application-start"),
    path("applications/<uuid:application>/", applicant.application_show, name="application-show"),
    path("applications/<uuid:application>/submit/", applicant.application_submit, name="application-submit"),
    path("applications/<uuid:application>/receipts/<int:number>/", applicant.receipt_show, name="receipt-show"),
    path("applications/<uuid:application>/withdraw/", applicant.application_withdraw, name="application-withdraw"),
    path("applications/<uuid:application>/sections/<slug:section>/", filing.section_edit, name="section-edit"),
    path("applications/<uuid:application>/sections/<slug:section>/save/", autosave.section_save, name="section-save"),
    path("evidence/<uuid:evidence>/", filing.evidence_show, name="evidence-show"),
    path("reviews/", street.review_list, name="review-list"),
    path("reviews/<uuid:application>/", street.review_show, name="review-show"),
    path("evaluations/", evaluator.evaluation_list, name="evaluation-list"),
    path("evaluations/<uuid:evaluation>/", evaluator.evaluation_show, name="evaluation-show"),
    path("evaluations/<uuid:evaluation>/recuse/", evaluator.evaluation_recuse, name="evaluation-recuse"),
    path(
        "evaluations/<uuid:evaluation>/sections/<slug:section>/",
        evaluator.evaluation_section,
        name="evaluation-section",
    ),
    path("decisions/", district.decision_list, name="decision-list"),
    path("decisions/<uuid:application>/", district.decision_show, name="decision-show"),
    path("decisions/<uuid:application>/certificate/", district.certificate_issue, name="certificate-issue"),
    path("certificates/", certificates.certificate_list, name="certificate-list"),
    path("certificates/<str:number>/", certificates.certificate_manage, name="certificate-manage"),
]
