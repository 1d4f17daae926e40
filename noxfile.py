"""Every check and test of the project. `nox` runs them all; `nox -s NAME` one; `nox -s bench` measures.

Sessions run in the environment from which nox was started (build/start.py makes it), so nothing is installed twice.
"""

import nox

nox.options.default_venv_backend = "none"
nox.options.error_on_external_run = False
nox.options.sessions = ["site", "lint", "types", "imports", "frontend", "tests", "browser", "package"]


@nox.session
def site(session: nox.Session) -> None:
    """Build the static site that the server carries."""
    session.run("python", "-m", "hocba_build")


@nox.session
def lint(session: nox.Session) -> None:
    """Format and rules of style, all of them."""
    session.run("ruff", "format", "--check", ".")
    session.run("ruff", "check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """Complete types in Python."""
    session.run("mypy")


@nox.session
def imports(session: nox.Session) -> None:
    """The layers of the house."""
    session.run("lint-imports")


@nox.session
def frontend(session: nox.Session) -> None:
    """Complete types in TypeScript, and its tests in Node."""
    session.run("pytest", "tests/frontend", "-q")


@nox.session
def tests(session: nox.Session) -> None:
    """Everything that needs no browser."""
    elsewhere = [f"--ignore=tests/{name}" for name in ("browser", "frontend", "packaging")]
    session.run("pytest", "-q", "-n", "2", *elsewhere, *session.posargs)


@nox.session
def browser(session: nox.Session) -> None:
    """The stories in real Chromium, the network really cut and the server really stopped."""
    session.run("pytest", "tests/browser", "-q", *session.posargs)


@nox.session
def package(session: nox.Session) -> None:
    """The wheel carries site, schemas and samples, and serves without Node."""
    session.run("pytest", "tests/packaging", "-q")


@nox.session
def law_deep(session: nox.Session) -> None:
    """A million generated score sheets through both runtimes."""
    session.run("pytest", "tests/law/test_runtimes_agree.py", "-q", env={"LAW_SHEETS": "1000000"})


@nox.session
def bench(session: nox.Session) -> None:
    """Measure side by side and write docs/benchmarks.md."""
    session.run("python", "-m", "tests.benchmarks", *session.posargs)


@nox.session
def sync_deep(session: nox.Session) -> None:
    """Power cuts and kills in the number that a release asks for: hours rather than a minute."""
    session.run("pytest", "tests/power", "-q", env={"POWER_CUTS": "10000", "SERVER_KILLS": "10000"})
