"""The real server is killed while eight tablets send, repeat themselves and are cut off: acked ⊆ stored ⊆ sent."""

import base64
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from threading import Event, Thread

import httpx
import msgspec
import pytest
from tests.builders import MATHS, NOON, SCHOOL, a_school, a_tablet

from hocba.cli.data_folder import prepare_folder
from hocba.settings import Settings
from hocba.storage.engine import Database
from hocba.storage.store import Store
from hocba.storage.verify import verify_log
from hocba.sync.protocol import PushReply
from hocba.sync.tablet import FrozenBatch, Tablet
from hocba.web.office import server_ms
from hocba.web.sessions import cookie_name, open_session

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("SERVER_KILLS", "20"))
CLIENTS, SEED, REPEATED, TRUNCATED, LONGEST_LIFE_SECONDS = 8, 20261123, 0.2, 0.05, 0.12
BatchKey = tuple[str, int]
"""(dev, n0)."""


class Client(Thread):
    """A tablet that sends without end, each batch until it is answered. What a network does to it is its own dice."""

    def __init__(self, tablet: Tablet, scope: int, cookies: dict[str, str]) -> None:
        super().__init__(daemon=True)
        self._tablet, self._scope, self._cookies = tablet, scope, cookies
        self._rng = random.Random(f"{SEED} {tablet.owner.dev}")  # noqa: S311 - a fault that is found is found again
        self._is_over = Event()
        self.url, self.wrong = "", list[str]()
        self.sent: set[BatchKey] = set()
        self.answered: dict[int, tuple[FrozenBatch, PushReply]] = {}

    @property
    def acked(self) -> set[BatchKey]:
        return {(self._tablet.owner.dev, n0) for n0 in self.answered}

    def run(self) -> None:
        with httpx.Client(base_url=self.url, cookies=self._cookies, timeout=60) as http:
            while not self._is_over.is_set():
                with suppress(httpx.TransportError):  # killed on the way; the batch waits in the outbox
                    self._turn(http)

    def stop(self) -> None:
        self._is_over.set()

    def _turn(self, http: httpx.Client) -> None:
        """Repeat what was answered, or send what waits; sometimes only a part of it arrives."""
        if self.answered and self._rng.random() < REPEATED:
            batch, before = self._rng.choice(list(self.answered.values()))
            again = msgspec.json.decode(self._post(http, batch, len(batch.body)).content, type=PushReply)
            self._must((again.ack, again.first_seq, again.exc) == (before.ack, before.first_seq, before.exc), "answer")
            return
        batch = (self._tablet.outbox or self._typed())[0]
        self.sent.add((self._tablet.owner.dev, batch.n0))
        if self._rng.random() < TRUNCATED:
            cut = self._rng.randrange(1, len(batch.body))
            self._must(self._post(http, batch, cut).status_code in {400, 422}, "a part was taken")
            return
        answer = self._post(http, batch, len(batch.body))
        self._must(answer.status_code == 200, answer.text)
        reply = msgspec.json.decode(answer.content, type=PushReply)
        self._tablet.take_reply(batch, reply)
        self.answered[batch.n0] = (batch, reply)

    def _typed(self) -> list[FrozenBatch]:
        for _ in range(self._rng.randint(1, 39)):
            cell = (self._scope, self._rng.randint(1, 5), self._rng.choice(("ddgtx1", "ddggk", "ddgck")))
            self._tablet.write(cell, self._rng.choice((45, 85, 100, "absent", None)), NOON)
        return self._tablet.freeze()

    def _post(self, http: httpx.Client, batch: FrozenBatch, length: int) -> httpx.Response:
        signature = base64.b64encode(batch.signature).decode()
        headers = {"Hocba-Client": "1", "Content-Type": "application/json", "Hocba-Signature": signature}
        return http.post("/api/sync", content=batch.body[:length], headers={**headers, "Hocba-Sent-At": str(NOON)})

    def _must(self, holds: bool, fault: str) -> None:  # noqa: FBT001 - an assertion, not a switch
        if not holds:
            self.wrong.append(fault)
            self.stop()


class Server:
    """The process that forks servers."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.url = f"http://127.0.0.1:{self._heard()}"

    def start(self) -> None:
        self._say("start")

    def kill(self) -> None:
        """Gives the way it ended: by SIGKILL."""
        assert self._say("kill") == signal.SIGKILL

    def _say(self, command: str) -> int:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{command}\n")
        self._process.stdin.flush()
        return self._heard()

    def _heard(self) -> int:
        assert self._process.stdout is not None
        return int(self._process.stdout.readline())


def test_killed_server_keeps_what_it_acknowledged(settings: Settings, clients: list[Client], server: Server) -> None:
    """Whatever moment SIGKILL comes: acked ⊆ stored ⊆ sent, every answer stays what it was, and the log holds."""
    rng = random.Random(SEED)  # noqa: S311 - as above
    database = settings.school_database(SCHOOL.code)
    for client in clients:
        client.url = server.url
        client.start()
    for _ in range(KILLS):
        live_and_die(server, clients, rng.uniform(0, LONGEST_LIFE_SECONDS))
        check(database, clients)
    server.start()
    for client in clients:
        client.stop()
    for client in clients:
        client.join(60)
    server.kill()
    check(database, clients)
    assert answers(clients) > KILLS
    assert [fault for client in clients for fault in client.wrong] == []
    assert verdict(database) == "log-holds"


def live_and_die(server: Server, clients: list[Client], seconds: float) -> None:
    """A server that answers somebody, goes on for a moment, and is gone."""
    before = answers(clients)
    server.start()
    until = time.monotonic() + 60
    while answers(clients) == before and time.monotonic() < until:
        time.sleep(0.005)
    assert answers(clients) > before
    time.sleep(seconds)
    server.kill()


def answers(clients: list[Client]) -> int:
    return sum(len(client.answered) for client in clients)


def check(database: Path, clients: list[Client]) -> None:
    """Nothing that was acknowledged is missing, nothing is there that nobody sent. What is acked is looked at first."""
    acked = {key for client in clients for key in client.acked}
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute("SELECT device.dev, batch.n0 FROM batch JOIN device ON device.id = batch.device")
        stored: set[BatchKey] = set(rows)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    sent = {key for client in clients for key in client.sent}
    assert acked <= stored <= sent


def verdict(database: Path) -> str:
    school = Database(database)
    report = verify_log(school)
    school.close()
    return report.code


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The data folder of a small school."""
    prepare_folder(tmp_path)
    return Settings(data=tmp_path)


@pytest.fixture
def clients(settings: Settings) -> list[Client]:
    """Eight tablets of a teacher who is signed in on each."""
    store = a_school(settings.school_database(SCHOOL.code))
    found = [a_client(store, settings, number) for number in range(CLIENTS)]
    store.close()
    return found


def a_client(store: Store, settings: Settings, number: int) -> Client:
    tablet, cookie = a_tablet(store, MATHS, number), open_session(store, settings, MATHS, server_ms())
    scope = store.people.scope_of(1, "mathematics", "term_1").id
    return Client(tablet, scope, {cookie_name(settings): str(cookie.value)})


@pytest.fixture
def server(settings: Settings) -> Iterator[Server]:
    """The fork server on this folder."""
    program = Path(__file__).with_name("fork_server.py")
    with subprocess.Popen(
        [sys.executable, program, settings.data],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "backend")},
    ) as process:
        yield Server(process)
        process.terminate()
