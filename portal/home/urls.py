from django.urls import path

from portal.home.views import calendar, desk, feedback, heads, leaving, manual, reach, site
from portal.home.views.feeds import news_atom, news_rss

app_name = "home"
urlpatterns = [
    path("search/", site.search, name="search"),
    path("search/suggest/", site.search_suggest, name="search-suggest"),
    path("desk/find/", desk.desk_find, name="desk-find"),
    path("manual/", manual.manual_own, name="manual"),
    path("manual/<slug:role>/", manual.manual_role, name="manual-role"),
    path("manual/<slug:role>/manual.pdf", manual.manual_paper, name="manual-paper"),
    path("site-check/", site.site_check, name="site-check"),
    path("working-days/", calendar.calendar_list, name="calendar-list"),
    path("working-days/<int:year>/", calendar.calendar_edit, name="calendar-edit"),
    path("ledger-heads/", heads.head_list, name="head-list"),
    path("ledger-heads/heads.txt", heads.head_file, name="head-file"),
    path("ledger-heads/check_heads.py", heads.head_checker, name="head-checker"),
    path("ledger-heads/confirm/", heads.head_confirm, name="head-confirm"),
    path("feeds/news.rss", news_rss, name="news-rss"),
    path("feeds/news.atom", news_atom, name="news-atom"),
    path("site-map/", site.site_map, name="site-map"),
    path("go/news/", site.news_list, name="news-list"),
    path("go/privacy/", site.named_page, {"slug": "privacy"}, name="privacy"),
    path("go/accessibility/", site.named_page, {"slug": "accessibility"}, name="accessibility"),
    path("go/about/", site.named_page, {"slug": "about"}, name="about"),
    path("go/zero-waste/", site.named_page, {"slug": "zero-waste"}, name="zero-waste"),
    path("go/sorting/", site.named_page, {"slug": "sorting"}, name="sorting"),
    path("account/leave/", leaving.account_leave, name="account-leave"),
    path("reach/", reach.reach_now, name="reach-now"),
    path("reach/<slug:code>/", reach.reach, name="reach"),
    path("feedback/", feedback.feedback_leave, name="feedback-leave"),
    path("feedback/messages/", feedback.feedback_list, name="feedback-list"),
    path("feedback/solved/", feedback.feedback_solved, name="feedback-solved"),
    path("feedback/<slug:reference>/", feedback.feedback_show, name="feedback-show"),
    path("feedback/<slug:reference>/settle/", feedback.feedback_settle, name="feedback-settle"),
    path("feedback/<slug:reference>/answer/", feedback.feedback_answer, name="feedback-answer"),
    path("feedback/<slug:reference>/pass-on/", feedback.feedback_pass_on, name="feedback-pass-on"),
    path("feedback/<slug:reference>/hand-over/", feedback.feedback_hand_over, name="feedback-hand-over"),
]
