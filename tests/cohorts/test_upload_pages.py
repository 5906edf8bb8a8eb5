"""From the file to the census: what HR sees, what is kept, and what is refused."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from advisor.accounts.models import Act, User
from advisor.cohorts import census_saving
from advisor.cohorts.models import CENSUS_KEPT, UPLOAD_KEPT, Batch, Census, Person, Upload
from advisor.jobs.models import Job
from advisor.plans import departure, services
from advisor.plans.actions import Action
from advisor.plans.models import Plan
from tests.accounts.test_deleting import traces
from tests.cohorts.workbook import workbook
from tests.cohorts.workforce import as_csv, census_csv, rows, saved_census
from tests.passkeys import signed_in_with_passkey

pytestmark = pytest.mark.django_db

LEAD = "lead@example.org"


@pytest.fixture
def lead() -> Client:
    return signed_in_with_passkey(LEAD)


@pytest.fixture
def plan(lead: Client) -> Plan:
    return services.start_plan(user=User.objects.get(email=LEAD), name="Harbor Mills")


def page(name: str, plan: Plan, *parts: object) -> str:
    return reverse(f"cohorts:{name}", args=[plan.id, *parts])


def uploaded(lead: Client, plan: Plan, content: bytes, name: str = "people.csv") -> Any:
    return lead.post(page("upload", plan), {"census": SimpleUploadedFile(name, content)})


def check_of(lead: Client, plan: Plan, content: bytes) -> str:
    response = uploaded(lead, plan, content)
    assert response.status_code == 303, response.text
    return str(response["Location"])


def sent(shown: Any, **changed: str) -> dict[str, str]:
    """The form of the page, as it came."""
    preview = shown.context["shown"]
    return {"seen": preview.seen} | {column.field: column.key for column in preview.columns} | changed


def confirmed(lead: Client, plan: Plan, content: bytes) -> Census:
    address = check_of(lead, plan, content)
    assert lead.post(address, sent(lead.get(address), confirm="1")).status_code == 303
    return Census.objects.latest("made_at")


def test_a_census_is_saved_whole_once_its_columns_are_confirmed(lead: Client, plan: Plan) -> None:
    address = check_of(lead, plan, census_csv(30))
    assert not Person.objects.exists()
    shown = lead.get(address)
    assert "30 people, and no fault." in shown.text
    response = lead.post(address, sent(shown, confirm="1"))
    assert (response.status_code, response["Location"]) == (303, page("workforce", plan))
    census = Census.objects.get()
    assert [person.reference for person in census.people.order_by("place")] == [row["Employee number"] for row in rows(30)]
    assert not Upload.objects.exists()
    assert Act.objects.filter(action=Action.UPLOAD, plan=plan.id, about=census.id).count() == 1


def test_a_saved_census_holds_the_people_that_its_file_holds(lead: Client, plan: Plan) -> None:
    census, twin = confirmed(lead, plan, census_csv(60)), saved_census(plan=plan, people=60)
    facts = ("place", "reference", "name", "department", "location", "language", "household", "sleeve_share")
    assert list(census.people.order_by("place").values(*facts)) == list(twin.people.order_by("place").values(*facts))


def test_a_second_click_saves_nothing_and_leads_on(lead: Client, plan: Plan) -> None:
    address = check_of(lead, plan, census_csv(20))
    form = sent(lead.get(address), confirm="1")
    for _ in range(3):
        assert lead.post(address, form)["Location"] == page("workforce", plan)
    assert lead.get(address)["Location"] == page("workforce", plan)
    assert (Census.objects.count(), Person.objects.count()) == (1, 20)
    assert Act.objects.filter(action=Action.UPLOAD).count() == 1


def test_the_answers_start_at_once_if_the_plan_has_rules(lead: Client, plan: Plan) -> None:
    confirmed(lead, plan, census_csv(12))
    assert not Batch.objects.exists()
    services.publish(plan=plan, user=User.objects.get(email=LEAD))
    census = confirmed(lead, plan, census_csv(12))
    assert Batch.objects.get().census == census


def test_with_one_fault_nothing_is_saved(lead: Client, plan: Plan) -> None:
    table = rows(20)
    table[4]["Yearly pay"] = "a lot"
    address = check_of(lead, plan, as_csv(table))
    shown = lead.get(address)
    assert "<title>Error: " in shown.text
    assert "1 fault was found." in shown.text
    assert 'name="confirm"' not in shown.text
    refused = lead.post(address, sent(shown, confirm="1"))
    assert refused.status_code == 422
    assert not Census.objects.exists() and not Person.objects.exists()
    assert Upload.objects.count() == 1


def test_the_columns_are_corrected_on_the_page(lead: Client, plan: Plan) -> None:
    table = [["Who", "Years", "Money", "In there", "Rate"], ["7", "40", "50000", "1000", "6"]]
    content = "\n".join(",".join(row) for row in table).encode()
    address = check_of(lead, plan, content)
    shown = lead.get(address)
    assert {fault.kind for fault in shown.context["shown"].faults} == {"no_column"}
    keys = ("reference", "age", "pay", "balance", "share")
    picked = {f"column-{place}": key for place, key in enumerate(keys)}
    again = lead.post(address, {**picked, "columns": "1"})
    assert "1 person, and no fault." in again.text
    assert lead.post(address, sent(again, confirm="1")).status_code == 303
    assert Person.objects.get().household["contribution"] == 0.06


def test_columns_that_were_changed_are_shown_once_more_before_anything_is_saved(lead: Client, plan: Plan) -> None:
    address = check_of(lead, plan, census_csv(20))
    swapped = sent(lead.get(address), confirm="1") | {"column-3": "balance", "column-4": "pay"}
    shown = lead.post(address, swapped)
    assert shown.status_code == 200
    assert not Census.objects.exists()
    assert lead.post(address, sent(shown, confirm="1")).status_code == 303


def test_a_column_that_is_not_used_is_not_kept(lead: Client, plan: Plan) -> None:
    table = [row | {"Department": "Secret lab"} for row in rows(15)]
    address = check_of(lead, plan, as_csv(table))
    shown = lead.post(address, sent(lead.get(address), columns="1") | {"column-10": ""})
    assert lead.post(address, sent(shown, confirm="1")).status_code == 303
    assert {person.department for person in Person.objects.all()} == {""}


def test_the_first_200_faults_are_shown_and_all_of_them_are_in_the_file(lead: Client, plan: Plan) -> None:
    table = [row | {"Age": "=1+1"} for row in rows(250)]
    address = check_of(lead, plan, as_csv(table))
    shown = lead.get(address)
    assert "250 faults were found." in shown.text
    assert len(shown.context["shown"].faults) == 200
    file = lead.post(address, sent(shown, faults="1"))
    assert file["Content-Type"].startswith("text/csv")
    listed = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert len(listed) == 251
    assert listed[1][:3] == ["2", "Age", "'=1+1"]


def test_what_cannot_be_read_is_told_on_the_page_and_not_kept(lead: Client, plan: Plan) -> None:
    for content, words in (
        (b"", "The first row must name the columns."),
        ("Näme,Pay\nZoë,1".encode("latin-1"), "Line 1 is not UTF-8 text."),
        (b"PK\x03\x04 and so on", "The file is not a workbook that we can read."),
    ):
        refused = uploaded(lead, plan, content)
        assert refused.status_code == 422
        assert "<title>Error: " in refused.text
        assert f'<a href="#census">{words}' in refused.text
    assert lead.post(page("upload", plan)).status_code == 422
    assert not Upload.objects.exists()


def test_a_file_of_50_mb_is_refused_with_most_of_it_unread(plan: Plan) -> None:
    lead = signed_in_with_passkey(LEAD)
    lead.handler.enforce_csrf_checks = True
    token = lead.get(page("upload", plan)).context["csrf_token"]
    body = Endless(str(token), 50_000_000)
    refused = lead.generic("POST", page("upload", plan), **body.as_request())
    assert refused.status_code == 413
    assert "The file is larger than 5 MB." in refused.text
    assert 5_000_000 < body.read_so_far < 5_500_000
    assert not Upload.objects.exists()


def test_no_other_page_takes_a_large_file_either() -> None:
    body = Endless("", 50_000_000)
    Client().generic("POST", reverse("planner:answer"), **body.as_request())
    assert 5_000_000 < body.read_so_far < 5_500_000


def test_a_file_of_5_mb_is_taken(lead: Client, plan: Plan) -> None:
    content = census_csv(20)
    assert uploaded(lead, plan, content + b"\n" * (5_000_000 - len(content))).status_code == 303


def test_nobody_else_s_upload_opens(lead: Client, plan: Plan) -> None:
    address = check_of(lead, plan, census_csv(3))
    other = signed_in_with_passkey("other@example.org")
    theirs = services.start_plan(user=User.objects.get(email="other@example.org"), name="Another")
    assert other.get(address).status_code == 404
    assert other.get(address.replace(plan.id, theirs.id)).status_code == 404


def test_an_upload_waits_for_an_hour_and_is_then_erased(lead: Client, plan: Plan) -> None:
    address = check_of(lead, plan, census_csv(3))
    Upload.objects.update(made_at=timezone.now() - UPLOAD_KEPT)
    assert lead.get(address).status_code == 404
    assert lead.post(address, {"confirm": "1"}).status_code == 404
    census_saving.erase_expired()
    assert not Upload.objects.exists()


def test_an_upload_takes_the_place_of_the_one_before(lead: Client, plan: Plan) -> None:
    first = check_of(lead, plan, census_csv(3))
    check_of(lead, plan, census_csv(4))
    assert Upload.objects.count() == 1
    assert lead.get(first).status_code == 404


def test_a_census_is_kept_for_a_year(lead: Client, plan: Plan) -> None:
    census = confirmed(lead, plan, census_csv(3))
    Census.objects.update(made_at=timezone.now() - CENSUS_KEPT + timedelta(hours=1))
    census_saving.erase_expired()
    assert Census.objects.filter(id=census.id).exists()
    Census.objects.update(made_at=timezone.now() - CENSUS_KEPT)
    census_saving.erase_expired()
    assert not Census.objects.exists() and not Person.objects.exists()


def test_a_census_goes_with_all_that_was_made_of_it(lead: Client, plan: Plan, django_capture_on_commit_callbacks: Any) -> None:
    services.publish(plan=plan, user=User.objects.get(email=LEAD))
    census = confirmed(lead, plan, census_csv(12))
    job = Job.objects.get()
    job.file.write_bytes(b"letters")
    with django_capture_on_commit_callbacks(execute=True):
        assert lead.get(page("delete", plan, census.id)).status_code == 200
        assert Census.objects.exists()
        assert lead.post(page("delete", plan, census.id)).status_code == 303
    assert not (Census.objects.exists() or Person.objects.exists() or Batch.objects.exists() or Job.objects.exists())
    assert not job.file.exists()
    assert Act.objects.filter(action=Action.DELETE_CENSUS, about=census.id).exists()


def test_a_census_goes_with_its_plan(lead: Client, plan: Plan) -> None:
    confirmed(lead, plan, census_csv(12))
    check_of(lead, plan, census_csv(3))
    services.delete_plan(plan=plan, user=User.objects.get(email=LEAD))
    assert not (Census.objects.exists() or Person.objects.exists() or Upload.objects.exists())


def test_an_account_that_goes_with_its_plan_takes_the_workforce_along(
    lead: Client, plan: Plan, django_capture_on_commit_callbacks: Any
) -> None:
    services.publish(plan=plan, user=User.objects.get(email=LEAD))
    confirmed(lead, plan, as_csv([row | {"Name": "Zuleika"} for row in rows(12)]))
    check_of(lead, plan, as_csv([row | {"Name": "Zuleika"} for row in rows(12)]))
    Job.objects.get().file.write_bytes(b"letter to Zuleika")
    assert {place.partition(":")[0] for place in traces("Zuleika")} > {"Person", "Upload"}
    with django_capture_on_commit_callbacks(execute=True):
        departure.leave_plans(User.objects.get(email=LEAD))
    assert not list(traces("Zuleika", "Harbor Mills"))


def test_other_sheets_with_data_are_told_about(lead: Client, plan: Plan) -> None:
    table = [list(rows(3)[0]), *(list(row.values()) for row in rows(3))]
    note = "Other sheets of the workbook hold data."
    assert note in lead.get(check_of(lead, plan, workbook(table, [["more"]]))).text
    assert note not in lead.get(check_of(lead, plan, workbook(table, []))).text


@pytest.mark.parametrize("language", ["en", "es", "zh-hant", "zh-hans"])
def test_the_template_is_a_census_without_a_fault_in_every_language(lead: Client, plan: Plan, language: str) -> None:
    with translation.override(language):
        content = lead.get(page("template", plan)).content
    assert content.startswith(b"\xef\xbb\xbf")
    with translation.override(language):
        shown = lead.get(check_of(lead, plan, content)).context["shown"]
    assert not shown.faults and len(shown.people) == 2
    assert all(column.key for column in shown.columns)


def test_the_switch_of_language_keeps_the_columns_and_saves_nothing(lead: Client, plan: Plan) -> None:
    address = check_of(lead, plan, census_csv(3))
    form = sent(lead.get(address), confirm="1", switched="1") | {"column-1": ""}
    shown = lead.post(f"/es{address}", form)
    assert shown.status_code == 200
    assert shown.context["shown"].columns[1].key == ""
    assert not Census.objects.exists()


def test_no_figure_of_anybody_is_in_an_address_or_a_log(lead: Client, plan: Plan, capfd: pytest.CaptureFixture[str]) -> None:
    table = rows(3)
    table[0] |= {"Name": "Zuleika", "Yearly pay": "=71234"}
    address = check_of(lead, plan, as_csv(table))
    lead.get(address)
    lead.post(address, {"confirm": "1"})
    out = "".join(capfd.readouterr())
    assert "71234" not in out + address and "Zuleika" not in out + address


BOUNDARY = "made-up-boundary"


class Endless:
    """The body of a form with a file that is never in memory, and counts how much of it is read."""

    def __init__(self, token: str, size: int) -> None:
        head = (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="census"; filename="big.csv"\r\nContent-Type: text/csv\r\n\r\n'
        )
        self.head, self.size, self.read_so_far = head.encode(), size, 0

    def as_request(self) -> dict[str, Any]:
        kind = f"multipart/form-data; boundary={BOUNDARY}"
        return {"wsgi.input": self, "CONTENT_LENGTH": str(self.size), "CONTENT_TYPE": kind}

    def read(self, size: int = -1) -> bytes:
        size = min(size if size >= 0 else self.size, self.size - self.read_so_far)
        part = (self.head[self.read_so_far :][:size]).ljust(size, b"x")
        self.read_so_far += size
        return part

    readline = read
