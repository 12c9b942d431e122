from django import template

from surveys.forms.sheet import communities

register = template.Library()
register.filter("communities", communities)
