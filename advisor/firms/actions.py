"""What can be done in a firm and in an adviser's book, as it stands in the record of acts (`plan` is the firm's id there)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Action(TextChoices):
    """About the firm itself: shown to all of its people."""

    START = "start_firm", _("Started the firm")
    INVITE = "invite_to_firm", _("Invited somebody")
    WITHDRAW = "withdraw_from_firm", _("Withdrew an invitation")
    ACCEPT = "accept_firm", _("Accepted an invitation")
    CHANGE_ROLE = "change_firm_role", _("Changed somebody’s role")
    REMOVE = "remove_from_firm", _("Removed somebody")
    TAKE_OVER = "take_over_clients", _("Took over the clients of somebody who was removed")
    LEAVE = "leave_firm", _("Left, and deleted their account")
    LOOK = "change_look", _("Changed how the firm’s reports look")
    DELETE = "delete_firm", _("Deleted the firm")
    SAVE_WIDGET = "save_widget", _("Changed which sites may show the frame")
    TURN_OFF_WIDGET = "turn_off_widget", _("Turned off the frame")
    MAKE_KEY = "make_key", _("Made a key")
    REVOKE_KEY = "revoke_key", _("Ended a key")


class BookAction(TextChoices):
    """About clients. Whom an adviser looks after is nobody's business in the firm, so no page shows these acts and none has words."""

    ADD = "add_client"
    CHANGE = "change_client"
    DELETE = "delete_client"
    KEEP = "keep_for_client"
    RENAME = "rename_client_answer"
    DELETE_ANSWER = "delete_client_answer"
    WRITE = "write_note"
    CHANGE_NOTE = "change_note"
    DELETE_NOTE = "delete_note"
    ASK_REPORT = "ask_client_report"
    DELETE_REPORT = "delete_client_report"
    PRINT = "print_reports"
    STOP_PRINTING = "stop_printing"
    GET_PRINTING = "get_printing"
    SHARE = "share_answer"
    END_SHARE = "end_share"
    HAND_OVER = "hand_over_client"
    TAKE_BACK = "take_back_client"
    TAKE = "take_client"
    DECLINE = "decline_client"
    IMPORT = "import_client"
    OFFER = "offer_answers"
    END_OFFER = "end_offer"
    END_CONSENT = "end_consent"
