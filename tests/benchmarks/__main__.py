"""``./run bench``: what pages cost, as ratios to what is measured beside them in the same run."""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

from tests.benchmarks.database import Bare
from tests.benchmarks.elastic import Bare as BareRequest
from tests.benchmarks.elastic import filled
from tests.benchmarks.measuring import Act, Clock, Measured, in_rounds, page
from tests.benchmarks.site import (
    HOST,
    ROOT,
    make_database,
    peak_memory,
    processor_time,
    served,
    surroundings,
)
from tests.benchmarks.statements import about_theme, with_word
from tests.benchmarks.upkeep import compared

FEWEST = 1_000
THEME = "werkplekleren-en-stage"
TERM = "podcast"
PAGES = {
    "home": "/",
    "finder": "/projecten/",
    "finder, theme": f"/projecten/?thema={THEME}",
    "finder, word": f"/projecten/?q={TERM}",
    "conclusions": "/conclusies/",
    "project": "",
    "conclusion": "",
}
BESIDE = {"finder, theme": "SQL, theme", "finder, word": "SQL, word"}
#: Beside each page as most visitors get it, kept while nothing changes: the same made anew.
ANEW = "{} (anew)"
BESIDE |= {ANEW.format(name): sql for name, sql in BESIDE.items()}


def main() -> None:
    """Make the database, serve it, measure, and print."""
    options = _options()
    url = os.environ.get("BENCH_DATABASE_URL", "")
    path = _path(options.count, url=url)
    env = surroundings(path=path, url=url)
    make_database(options.count, env=env, path=path)
    if options.upkeep:
        print(_upkeep(options, env=env))
        return
    if options.rebuild:
        print(_rebuilt(env, count=options.count))
        return
    bare = Bare(path=path, url=url)
    engine = {}
    if os.environ.get("BENCH_ELASTICSEARCH_URL"):
        engine = filled(env, root=ROOT, documents=options.documents)
    acts = {}
    with served(env) as (port, process):
        acts["hello"] = page(HOST, port, "/hello/")
        for name, address in (PAGES | _details(bare)).items():
            acts[name] = page(HOST, port, address)
            acts[ANEW.format(name)] = page(HOST, port, address, anew=True)
        [(shelf,)] = bare.run("SELECT live FROM search_indexstate")
        for name, by_hand in {
            "SQL, theme": about_theme(THEME),
            "SQL, word": with_word(TERM, shelf, vendor=bare.vendor),
        }.items():
            asked = bare.marked(by_hand)
            acts[name] = lambda asked=asked: asked.ask(bare.runner) and 8

        if engine:
            acts |= _engine(engine, url=env["BENCH_ELASTICSEARCH_URL"], port=port)

        def clock(name: str) -> Clock:
            by_hand = name.startswith(("SQL", "Elasticsearch"))
            return time.process_time if by_hand else partial(processor_time, process)

        found = in_rounds(acts, rounds=options.rounds, clock=clock)
        memory = peak_memory(process)
    report = _report(found, count=options.count, vendor=bare.vendor, memory=memory)
    print(_table(report))
    if options.json:
        Path(options.json).write_text(json.dumps(report, indent=2), encoding="utf-8")


def _engine(engine: dict[str, str], *, url: str, port: int) -> dict[str, Act]:
    """The bare requests, and the finder by a rare word: the same at every size of the index."""
    rare = f"/projecten/?q={engine['word']}"
    asked = {"theme": {"term": {"facets.thema": THEME}}, "word": {"term": {"holds": TERM}}}
    asked["rare word"] = {"term": {"holds": engine["term"]}}
    return {
        "finder, rare word": page(HOST, port, rare),
        "finder, rare word (anew)": page(HOST, port, rare, anew=True),
        **{f"Elasticsearch, {n}": BareRequest(url, engine["name"], q) for n, q in asked.items()},
    }


def _path(count: int, *, url: str) -> Path:
    return ROOT / "var" / "bench" / f"{'pg' if url else 'sqlite'}-{count}.sqlite3"


def _upkeep(options: argparse.Namespace, *, env: dict[str, str]) -> str:
    """What one saved project costs the index among so many, and among the fewest; only SQLite."""
    path = _path(FEWEST, url="")
    few = surroundings(path=path, url="")
    make_database(FEWEST, env=few, path=path)
    found = compared({"few": few, "many": env}, rounds=options.rounds)
    return (
        f"index of a saved project: {found['few'] * 1000:.2f} ms among {FEWEST},"
        f" {found['many'] * 1000:.2f} ms among {options.count}:"
        f" {found['many'] / found['few']:.2f} ×"
    )


def _rebuilt(env: dict[str, str], *, count: int) -> str:
    """What a rebuild costs beside the bare rows, and beside the content itself; only SQLite."""
    command = [sys.executable, "-m", "tests.benchmarks.loading", str(count)]
    path = os.pathsep.join([str(ROOT / "platform"), str(ROOT)])
    told = subprocess.run(
        command, cwd=ROOT, env=env | {"PYTHONPATH": path}, check=True, stdout=subprocess.PIPE
    )
    found = json.loads(told.stdout)
    rebuilt, bare, content = found["rebuilt"], found["bare"], found["content"]
    return (
        f"rebuild of {found['documents']} documents: {rebuilt:.1f} s of the processor;"
        f" their bare rows {bare:.2f} s: {rebuilt / bare:.1f} ×;"
        f" loading their content {content:.1f} s: {rebuilt / content:.2f} ×"
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run bench")
    parser.add_argument("--count", type=int, default=1_000, help="projects beside the samples")
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--upkeep", action="store_true", help="measure what a saved project costs")
    parser.add_argument("--rebuild", action="store_true", help="measure a rebuild of the index")
    parser.add_argument(
        "--documents", type=int, default=0, help="fill Elasticsearch with copies, up to so many"
    )
    parser.add_argument("--json", help="a file for the figures")
    return parser.parse_args()


def _details(bare: Bare) -> dict[str, str]:
    """A project and a conclusion to open: the samples, which have everything."""
    [(path,)] = bare.run(
        "SELECT w.url_path FROM wagtailcore_page w JOIN showcase_projectpage p"
        " ON p.page_ptr_id = w.id WHERE w.live ORDER BY w.id LIMIT 1"
    )
    [(reference,)] = bare.run("SELECT reference FROM showcase_policyconclusion ORDER BY id LIMIT 1")
    address = "/" + path.strip("/").partition("/")[2] + "/"
    return {"project": address, "conclusion": f"/conclusies/{reference}/"}


def _report(found: dict[str, Measured], *, count: int, vendor: str, memory: int) -> dict[str, Any]:
    hello = found["hello"]
    rows = {}
    for name, one in found.items():
        beside = found.get(BESIDE.get(name, ""))
        # Where Elasticsearch answers, beside the bare request to it.
        if name.startswith("finder, ") and (asked := found.get(_request_of(name))):
            beside = asked
        rows[name] = {
            "p50_ms": round(one.median * 1000, 2),
            "p95_ms": round(one.p95 * 1000, 2),
            "statements": one.statements,
            "work_ms": round(one.work * 1000, 2),
            "to_hello": round(one.median / hello.median, 1),
            "work_to_hello": round(one.work / hello.work, 1) if hello.work else None,
            "p50_to_sql": round(one.median / beside.median, 2) if beside else None,
            "p95_to_sql": round(one.p95 / beside.p95, 2) if beside else None,
        }
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    return {"projects": count, "database": vendor, "machine": machine, "memory_mib": memory} | {
        "pages": rows
    }


def _request_of(name: str) -> str:
    return name.replace("finder", "Elasticsearch").removesuffix(" (anew)")


def _table(report: dict[str, Any]) -> str:
    heads = ("p50 ms", "p95 ms", "cpu ms", "statem.", "× hello", "cpu ×", "× SQL", "p95 ×")
    keys = ("p50_ms", "p95_ms", "work_ms", "statements", "to_hello", "work_to_hello")
    lines = [
        f"{report['projects']} projects, {report['database']}, {report['machine']};"
        f" at most {report['memory_mib']} MiB in a worker",
        f"{'':<26}" + "".join(f"{head:>9}" for head in heads),
    ]
    for name, row in report["pages"].items():
        values = [row[key] for key in (*keys, "p50_to_sql", "p95_to_sql")]
        lines.append(f"{name:<26}" + "".join(f"{'' if v is None else v:>9}" for v in values))
    return "\n".join(lines)


if __name__ == "__main__":
    main()
