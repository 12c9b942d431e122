"""Stands last before every view and answers with what the view would have read."""

from django.http import JsonResponse


class Probe:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, *view):
        return JsonResponse({"GET": dict(request.GET.lists()), "POST": dict(request.POST.lists())})
