"""``./run demo``: everything, on a machine that has only Python."""

from runpy import run_path

from runner.environment import ensure_environment
from runner.locking import among_others
from runner.places import ROOT
from runner.preparing import prepare_database, start_over
from runner.serving import HOST, check_port, services, wait_until_ready, watch
from runner.telling import tell

#: Whom the demo lets in, as its sign-in page says too.
PEOPLE = ROOT / "platform" / "ui" / "demo_people.py"


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
    known = run_path(str(PEOPLE))
    width = max(len(email) for email, _ in known["PEOPLE"])
    tell()
    tell(f"Verankerd staat klaar: http://{HOST}:{port}/")
    tell()
    tell(f"Aanmelden kan als (wachtwoord voor allemaal: {known['PASSWORD']})")
    for email, who in known["PEOPLE"]:
        tell(f"    {email:<{width}}  {who}")
    tell()
    box = f"http://{HOST}:{port}/demo/postvak/"
    tell(f"Mails die het platform verstuurt, lees je op {box} (als bestand: var/mail/).")
    tell("Stoppen: Ctrl-C.")
