"""People who keep something: an address, what they keep, and where they are signed in. Nothing else is known of them."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone
from django.utils.module_loading import import_string

from advisor.jobs.models import random_id

LONGEST_NAME = 60
INVITED_FOR = timedelta(days=7)


class Users(BaseUserManager["User"]):
    def with_address(self, email: str) -> "User":
        """The account of this address; a new one if there is none. Only for an address that was just proven."""
        return self.get_or_create(email=email.lower())[0]


class User(AbstractBaseUser):
    """Signs in by a code or a passkey. The random id is also what a passkey keeps, so it says nothing about the person."""

    password = None  # type: ignore[assignment]  # there is none, so there is no column either
    id = models.CharField(primary_key=True, max_length=22, default=random_id, editable=False)
    email = models.EmailField(unique=True)
    joined_at = models.DateTimeField(default=timezone.now)

    objects = Users()

    USERNAME_FIELD = "email"

    def __str__(self) -> str:
        return self.email


class Session(AbstractBaseSession):
    """Django's, and whose it is: it goes when the account goes."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="sessions")

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        store: type[SessionBase] = import_string("advisor.accounts.sessions.SessionStore")
        return store


class Scenario(models.Model):
    """An answer's figures as they were typed, so that it can be asked for again."""

    id = models.CharField(primary_key=True, max_length=22, default=random_id, editable=False)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="scenarios")
    name = models.CharField(max_length=LONGEST_NAME)
    typed = models.JSONField()  # by field of PlannerForm: a text, or a list of texts
    edition = models.CharField(max_length=40)  # of the assumptions at that time
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="one_scenario_of_a_name")]
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"scenario of {self.made_at:%Y-%m-%d}"


class Actor(models.Model):
    """Under which id somebody's acts stand. It goes with the account, and then nothing says whose acts they were."""

    id = models.CharField(primary_key=True, max_length=22, default=random_id, editable=False)
    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="actor")

    def __str__(self) -> str:
        return self.id


class Act(models.Model):
    """Who did what, when: ids and a fixed word, never a name, an address or a figure. The database lets nobody change or erase it."""

    at = models.DateTimeField(default=timezone.now)
    actor = models.CharField(max_length=22)
    action = models.CharField(max_length=40)
    plan = models.CharField(max_length=22, blank=True, db_index=True)  # ids, not foreign keys: acts outlive what they are about
    about = models.CharField(max_length=22, blank=True)

    def __str__(self) -> str:
        return f"{self.action} at {self.at:%Y-%m-%d %H:%M}"


class Invitation(models.Model):
    """To look after a place together with others (advisor.accounts.together). Good for the one address, once, for a week. Gone when it
    is used, withdrawn or over. Each kind of place has a table of its own, with the place and the role."""

    id = models.CharField(primary_key=True, max_length=22, default=random_id, editable=False)
    email = models.EmailField()
    role: Any
    secret = models.CharField(max_length=22, unique=True, default=random_id, editable=False)
    made_at = models.DateTimeField(default=timezone.now)
    by = models.CharField(max_length=22)  # the actor who invites

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"invitation of {self.made_at:%Y-%m-%d}"

    @property
    def ends_at(self) -> datetime:
        return self.made_at + INVITED_FOR

    @property
    def is_over(self) -> bool:
        return timezone.now() >= self.ends_at


class Count(models.Model):
    """A row of the cache (settings.CACHES), which holds the limits: as Django's own command makes it, but found by migrations."""

    cache_key = models.CharField(primary_key=True, max_length=255)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "limits"

    def __str__(self) -> str:
        return f"count until {self.expires:%H:%M}"
