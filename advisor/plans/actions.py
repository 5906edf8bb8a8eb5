"""What can be done to a plan, as it stands in the record of acts."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Action(TextChoices):
    START = "start_plan", _("Started the plan")
    SAVE = "save_draft", _("Changed the draft")
    PUBLISH = "publish", _("Published a version")
    DISCARD = "discard_draft", _("Discarded the draft")
    INVITE = "invite", _("Invited somebody")
    WITHDRAW = "withdraw_invitation", _("Withdrew an invitation")
    ACCEPT = "accept", _("Accepted an invitation")
    CHANGE_ROLE = "change_role", _("Changed somebody’s role")
    REMOVE = "remove_member", _("Removed somebody")
    LEAVE = "leave", _("Left, and deleted their account")
    NEW_LINK = "new_link", _("Made a new link")
    DELETE = "delete_plan", _("Deleted the plan")
    ALLOW_PRINT = "allow_print", _("Let somebody print letters")
    END_PRINT = "end_print", _("Ended somebody’s right to print letters")
    UPLOAD = "upload_census", _("Uploaded a census")
    DELETE_CENSUS = "delete_census", _("Deleted a census")
    ANSWER = "start_answers", _("Asked for the answers of a census")
    TRY = "start_effects", _("Asked what the draft would change")
    LETTERS = "start_letters", _("Had letters made")
    STOP = "stop_batch", _("Stopped a batch")
    GO_ON = "go_on_batch", _("Let a batch go on")
    GET_LETTERS = "get_letters", _("Got a file of letters")
    EXPORT = "export_figures", _("Got the figures of the workforce")
