"""What is typed about a client: who it is, a note, the name of an answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from advisor.clients.book import plain
from advisor.clients.models import LONGEST_NAME, LONGEST_NOTE, LONGEST_TAG, MOST_TAGS
from advisor.firms.plain_text import PlainText

LONGEST_TAGS = 2 * MOST_TAGS * LONGEST_TAG  # letters that are read at all


class OneLine(PlainText):
    """With the line below its label, if it needs one."""

    def __init__(self, *, hint: Any = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.hint = hint


def name_field(label: Any) -> OneLine:
    return OneLine(
        label=label,
        max_length=LONGEST_NAME,
        error_messages={"required": _("Type a name."), "max_length": _("Type a shorter name, 80 letters at most.")},
    )


class ClientForm(forms.Form):
    name = name_field(_("Name of the client"))
    email = forms.EmailField(
        label=_("E-mail address, if you want one here"),
        required=False,
        error_messages={"invalid": _("Type an e-mail address in full, like name@example.com.")},
    )
    tags = OneLine(
        label=_("Tags"),
        hint=_("With commas between them, like: near retirement, review in May."),
        required=False,
        max_length=LONGEST_TAGS,
        error_messages={"max_length": _("Type fewer or shorter tags.")},
    )

    def clean_tags(self) -> list[str]:
        """Each once."""
        typed = (" ".join(tag.split()) for tag in self.cleaned_data["tags"].replace("，", ",").replace("、", ",").split(","))
        tags = list({plain(tag): tag for tag in typed if tag}.values())
        if len(tags) > MOST_TAGS:
            raise forms.ValidationError(gettext("Type %(most)s tags at most.") % {"most": MOST_TAGS})
        if any(len(tag) > LONGEST_TAG for tag in tags):
            raise forms.ValidationError(gettext("A tag has %(most)s letters at most.") % {"most": LONGEST_TAG})
        return tags


class NewClientForm(forms.Form):
    """On the page that keeps an answer: for a client who is not in the book yet."""

    new_client = name_field(_("Name of the client"))


class NoteForm(forms.Form):
    text = PlainText(
        lines=True,
        label=_("Note"),
        max_length=LONGEST_NOTE,
        error_messages={"required": _("Type a note."), "max_length": _("Type a shorter note, 4,000 letters at most.")},
    )


class AnswerNameForm(forms.Form):
    name = name_field(_("Name of the answer"))
