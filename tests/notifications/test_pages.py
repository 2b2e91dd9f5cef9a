import pytest
from django.urls import reverse

from notifications.domain.posting import post
from notifications.enums import MailState
from notifications.records import OutgoingMail
from tests.accounts.factories import make_user


@pytest.mark.parametrize("count", [1, 3])
def test_demo_mailbox_lists_mails_in_two_queries(client, db, count, django_assert_num_queries):
    mails = [post([f"a{n}@x.example"], f"Onderwerp {n}", "Tekst") for n in range(count)]

    with django_assert_num_queries(2):
        response = client.get("/demo/postvak/")

    assert set(response.context["page"].object_list) == set(mails)


def test_demo_mail_shows_its_link_as_a_link(client, db):
    row = post(["a@x.example"], "Dag", "Klik: http://testserver/uitnodiging/abc/ <script>")

    response = client.get(reverse("demo_mail", args=[row.pk]))

    assert '<a href="http://testserver/uitnodiging/abc/"' in response.text
    assert "<script>" not in response.text.split("<main")[1].split("</main>")[0]


def test_mailbox_is_nowhere_but_in_the_demo(client, administrator, settings):
    settings.DEMO_ACCOUNTS = False
    row = post(["a@x.example"], "Dag", "Tekst")
    client.force_login(administrator)

    for address in ("/demo/postvak/", reverse("demo_mail", args=[row.pk])):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("who", ["editor", "policymaker", "moderator"])
def test_only_administrators_see_the_outbox(request, client, who):
    client.force_login(request.getfixturevalue(who))
    row = post(["onvindbaar@x.example"], "Dag", "Tekst")
    OutgoingMail.objects.update(state=MailState.FAILED)

    listed = client.get(reverse("outbox:index"), follow=True)
    client.post(reverse("outbox:retry", args=[row.pk]), follow=True)

    assert "onvindbaar" not in listed.text
    assert OutgoingMail.objects.get().state == MailState.FAILED


@pytest.mark.parametrize("count", [1, 3])
def test_outbox_shows_what_failed_never_the_words(
    client, administrator, count, django_assert_num_queries
):
    mails = [post([f"a{n}@x.example"], "Dag", "Geheime link") for n in range(count)]
    OutgoingMail.objects.update(state=MailState.FAILED, problem="Server weg")
    client.force_login(administrator)
    client.get(reverse("outbox:index_results"))

    with django_assert_num_queries(8):
        response = client.get(reverse("outbox:index_results"))

    assert set(response.context["object_list"]) == set(mails)
    assert response.text.count("Server weg") == count
    assert "Geheime link" not in response.text


def test_administrator_tries_a_failed_mail_again(
    client, administrator, mailoutbox, django_capture_on_commit_callbacks
):
    row = post([make_user().email], "Dag", "Tekst")
    OutgoingMail.objects.update(state=MailState.FAILED)
    client.force_login(administrator)
    listed = client.get(reverse("outbox:index"))
    assert "csrfmiddlewaretoken" in listed.text.split("Probeer opnieuw")[0].rsplit("<form", 1)[1]

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("outbox:retry", args=[row.pk]))

    assert [sent.subject for sent in mailoutbox] == ["Dag"]
