"""The smaller tasks of ``./run``."""

from runner.environment import ensure_environment
from runner.places import REQUIREMENTS
from runner.preparing import prepare_database
from runner.programs import become, manage, python, run, surroundings
from runner.serving import HOST, check_port

WORKERS = "2"


def test(arguments: list[str]) -> int:
    """Run pytest: everything in two processes, or in one the paths that were given."""
    ensure_environment("development")
    chosen = arguments or ["-q", "-n", WORKERS]
    return run(python("-m", "pytest", *chosen), env=surroundings())


def bench(arguments: list[str]) -> int:
    """Measure what pages cost, beside an empty page and beside bare SQL."""
    ensure_environment("development")
    return run(python("-m", "tests.benchmarks", *arguments), env=surroundings())


def check(arguments: list[str]) -> int:
    """Run every check; 1 when one failed."""
    from runner.checks import check as run_checks

    ensure_environment("development")
    return min(run_checks(), 1)


def serve(*, port: int) -> None:
    """Serve the site as its developers see it, reloading."""
    check_port(port)
    ensure_environment("production")
    address = f"http://{HOST}:{port}"
    prepare_database(address=address)
    become(
        manage("runserver", f"{HOST}:{port}"),
        env=surroundings("development", VERANKERD_ADDRESS=address),
    )


def django(*arguments: str) -> None:
    """Become a command of Django, on the settings that the surroundings name."""
    ensure_environment("production")
    become(manage(*arguments), env=surroundings())


def lock(arguments: list[str]) -> int:
    """Compile the locks anew, without the address of any index in them."""
    ensure_environment("development")
    for name in ("installer", "production", "development"):
        ended = run(
            python(
                *("-m", "uv", "pip", "compile", "--quiet", "--universal"),
                *("--python-version", "3.11", "--generate-hashes", "--no-header"),
                *("--no-emit-index-url", "--no-annotate", *arguments),
                *(REQUIREMENTS / f"{name}.in", "--output-file", REQUIREMENTS / f"{name}.txt"),
            ),
            env=surroundings(),
        )
        if ended != 0:
            return ended
    return 0
