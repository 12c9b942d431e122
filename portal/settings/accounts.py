"""Signing in: allauth is the only way."""

from portal.settings.env import Environment
from portal.settings.identities import identity_apps, identity_names

_ENV = Environment()

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "inbox:task-list"
LOGOUT_REDIRECT_URL = "/"

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
DENGBAO_PROFILE = _ENV.dengbao_profile
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
if DENGBAO_PROFILE:
    AUTH_PASSWORD_VALIDATORS.append({"NAME": "portal.accounts.passwords.CharacterClassesValidator"})

ACCOUNT_ADAPTER = "portal.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "portal.accounts.forms.SignInForm",
    "reauthenticate": "portal.accounts.forms.AskAgainForm",
    "change_password": "portal.accounts.forms.NewPasswordForm",
    "request_login_code": "portal.accounts.forms.RequestCodeForm",
    "confirm_login_code": "portal.accounts.forms.ConfirmCodeForm",
    "change_phone": "portal.accounts.forms.NewPhoneForm",
    "verify_phone": "portal.accounts.forms.ConfirmPhoneForm",
}
# The phone is the residents' and units' way in; staff are made by an administrator and use a password or passkey.
ACCOUNT_LOGIN_METHODS = {"username", "phone"}
# Signing up by form is closed (adapter); allauth takes from this list which login fields there are.
ACCOUNT_SIGNUP_FIELDS = ["phone", "username*", "password1*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = _ENV.sms_sender != "none"
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 300
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PHONE_VERIFICATION_ENABLED = True
ACCOUNT_PHONE_VERIFICATION_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
# A mail address is for messages alone: nobody signs in by it, and it serves once its owner has confirmed it.
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_USER_DISPLAY = "portal.accounts.models.display_name"
_STRANGERS = _ENV.sms_daily_budget * 2 // 3
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    # Guesses are counted per account and, on a device that the owner has used before, per device.
    "login_failed": "60/m/ip,5/300s/key",
    "request_login_code": "20/h/ip",
    "verify_phone": "20/h/ip",
    # Messages to one number, whatever they are for; and all that the site sends in a day.
    "sms_to_number": "1/m/key,5/h/key,10/d/key",
    "sms_budget": f"{_ENV.sms_daily_budget}/1d/key",
    # Of it for strangers, the half of theirs that is free for all, and what one address gets of the other half.
    "sms_strangers": f"{_STRANGERS}/1d/key",
    "sms_strangers_calm": f"{_STRANGERS // 2}/1d/key",
    "sms_share_of_address": f"{max(3, _STRANGERS // 400)}/1d/ip",
    # Strangers without scripts, who waited; and each word to work on is good for one message.
    "sms_without_work": f"{max(3, _STRANGERS // 40)}/1h/key",
    "text_word": "1/1h/key",
    # Texts to numbers without an account that somebody asked in: one a day to each, and half of what strangers have.
    "sms_asked_in_number": "1/1d/key",
    "sms_asked_in": f"{_STRANGERS // 2}/1d/key",
    # Numbers that one signed-in person tries.
    "sms_by_account": "5/h/key,10/d/key",
    # Tries at the figures of one message; allauth's own count of them (below) stands in the session.
    "code_tries": "3/10m/key",
    # Figures of an authenticator app are good for three steps of 30 seconds, and weighed once.
    "second_step_code": "1/120s/key",
    "reset_password": "20/h/ip,5/h/key",
    "signup": "20/h/ip",
    # What anybody may look up by a number or a code, and what the board and the register give to programs.
    "look_up": "600/10m/ip",
    "open_data": "300/m/ip",
    "feedback": "60/h/ip",
    "objection": "30/h/ip",
    # A resident's two taps about a certified unit.
    "look": "60/10m/ip",
    # Whoever asks to act for a unit, or asks another to.
    "join": "30/h/user",
    # Invitations to a survey, as links or typed: a hall full of people may share one address.
    "invitation": "1000/10m/ip",
    # Answers from one address (surveys/views/throttle.py): none is dropped.
    "survey_answers": "250/10m/key",
    "survey_visits": "3000/10m/ip",
    "survey_flood": "750/10m/key",
    "survey_unread": "20/10m/key",
    # Registrations, check-ins and answers at events: a hall full of people may share one address.
    "taking_part": "300/10m/ip",
}
ALLAUTH_TRUSTED_PROXY_COUNT = _ENV.trusted_proxies

MFA_ADAPTER = "portal.accounts.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "add_webauthn": "portal.accounts.forms.AddKeyForm",
    "activate_totp": "portal.accounts.forms.AddAppForm",
    "authenticate": "portal.accounts.forms.SecondStepForm",
    "reauthenticate": "portal.accounts.forms.SecondStepAgainForm",
}
# One step of grace to either side: who types slowly, or whose phone's clock is half a minute off, comes in.
MFA_TOTP_TOLERANCE = 1
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TRUST_ENABLED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False

SOCIALACCOUNT_ADAPTER = "portal.accounts.social.SocialAdapter"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_STORE_TOKENS = False
# Each way is there when its app is configured, and not at all when it is not.
SOCIALACCOUNT_PROVIDERS = identity_apps(_ENV)
PORTAL_WECHAT_VERIFY = _ENV.wechat_verify
# What a session says of the identity that made it.
PORTAL_IDENTITIES = identity_names(_ENV)
# By what an identity service calls a second step: values of acr or amr.
PORTAL_OIDC_SECOND_STEPS = _ENV.oidc_second_steps
USERSESSIONS_TRACK_ACTIVITY = False
