from django.urls import path

from portal.inbox import views

app_name = "inbox"
urlpatterns = [
    path("tasks/", views.task_list, name="task-list"),
    path("tasks/seen/", views.task_seen, name="task-seen"),
    path("undo/", views.undo, name="undo"),
    path("notices/", views.preference_edit, name="preference-edit"),
    path("views/", views.view_keep, name="view-keep"),
    path("messages/", views.message_list, name="message-list"),
    path("messages/<uuid:public_id>/again/", views.message_again, name="message-again"),
]
