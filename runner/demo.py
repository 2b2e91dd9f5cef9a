"""``./run demo``: everything, on a machine that has only Python."""

from runner.environment import ensure_environment
from runner.locking import among_others
from runner.preparing import prepare_database, start_over
from runner.serving import HOST, check_port, services, wait_until_ready, watch
from runner.telling import tell

PASSWORD = "verankerd-demo"  # noqa: S105  (of the demo's made-up people, never of production)
ACCOUNTS = (
    ("school@voorbeeld.example", "medewerker van Voorbeeldatheneum De Brug"),
    ("school2@voorbeeld.example", "medewerker van Voorbeeldbasisschool De Meander"),
    ("beleid@voorbeeld.example", "beleidsmaker"),
    ("moderator@voorbeeld.example", "moderator (Vlor)"),
    ("moderator2@voorbeeld.example", "moderator (EPOS)"),
    ("beheer@voorbeeld.example", "beheerder"),
)


def demo(*, port: int, reset: bool) -> None:
    """Serve the platform with its example content, until Ctrl-C.

    Raises:
        Problem: something stands in the way; its text says what.
    """
    check_port(port)
    ensure_environment("production")
    if reset:
        start_over()
    with among_others("demo") as descriptor:
        prepare_database(address=f"http://{HOST}:{port}")
        check_port(port)
        tell("Ik start de website en de werker …")
        with services(port, descriptor) as (web, workers):
            wait_until_ready(web, port)
            _welcome(port)
            try:
                watch(web, workers)
            except KeyboardInterrupt:
                tell("\nIk stop …")
    tell("Gestopt. Alles blijft bewaard in var/; ./run demo gaat ermee verder.")


def _welcome(port: int) -> None:
    width = max(len(email) for email, _ in ACCOUNTS)
    tell()
    tell(f"Verankerd staat klaar: http://{HOST}:{port}/")
    tell()
    tell(f"Aanmelden kan als (wachtwoord voor allemaal: {PASSWORD})")
    for email, who in ACCOUNTS:
        tell(f"    {email:<{width}}  {who}")
    tell()
    box = f"http://{HOST}:{port}/demo/postvak/"
    tell(f"Mails die het platform verstuurt, lees je op {box} (als bestand: var/mail/).")
    tell("Stoppen: Ctrl-C.")
