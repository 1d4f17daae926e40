"""What the demo tells: the year in numbers, its results, who can sign in, where things lie, what to try first."""

from collections import Counter
from collections.abc import Mapping

from hocba.cli.place import OpenSchool
from hocba.cli.voice import Voice
from hocba.schema.model import Catalogue
from hocba.services.demo_results import SchoolResults
from hocba.services.demo_school import DEMO_PASSPHRASE
from hocba.services.demo_sync import SyncedYear

SHOWN_SIGN_INS = ("CB001", "CB002", "CB003", "CB004", "CB005", "CB008", "CB009", "CB010", "CB012", "CB014")


def tell_year(voice: Voice, year: SyncedYear) -> None:
    """How much came through the sync, and what went wrong on the way."""
    voice.say("demo-year-synced", ops=year.ops, batches=year.batches)
    voice.say(
        "demo-year-mishaps", held=year.held, accepted=year.accepted, conflicts=year.conflicts, resolved=year.resolved
    )


def tell_results(voice: Voice, catalogue: Catalogue, results: SchoolResults) -> None:
    """Counts of levels, decisions and awards."""
    ruleset = catalogue.rulesets[0]
    levels = {level.code: level.label for level in ruleset.results.academic_levels}
    awards = {award.code: award.label for award in ruleset.awards}
    decisions = {code: voice.sentence(f"decision-{code.replace('_', '-')}") for code in results.decision if code}
    rows = [
        (voice.sentence("result-academic"), _counts(results.academic, levels)),
        (voice.sentence("result-conduct"), _counts(results.conduct, levels)),
        (voice.sentence("result-decision"), _counts(results.decision, decisions)),
        (voice.sentence("result-award"), _counts(results.award, awards)),
        (voice.sentence("result-blank"), results.decision[None]),
    ]
    voice.table("demo-results", ["heading-result", "heading-pupils"], rows)


def tell_sign_ins(voice: Voice, school: OpenSchool) -> None:
    """Who can sign in."""
    staff = {person.staff_code: person for person in school.store.people.staff()}
    labels = {form.code: form.label for form in school.catalogue.roles}
    duties = _duties(school)
    rows = [
        (code, staff[code].name, labels[staff[code].role], duties.get(staff[code].id, ""), DEMO_PASSPHRASE)
        for code in SHOWN_SIGN_INS
    ]
    headings = ["heading-code", "heading-name", "heading-role", "heading-duties", "heading-passphrase"]
    voice.step("demo-ready")
    voice.table("demo-sign-ins", headings, rows)
    voice.say("demo-all-staff", passphrase=DEMO_PASSPHRASE, count=len(staff))


def tell_first_steps(voice: Voice, school: OpenSchool) -> None:
    """Where the archive lies, and what to try first."""
    voice.say("demo-archive", folder=str(school.settings.archive))
    voice.say("demo-try-first")


def _duties(school: OpenSchool) -> dict[int, str]:
    """Homeroom class and the classes taught, by staff id."""
    people = school.store.people
    codes = {one.id: one.code for one in people.classes()}
    subjects = {subject.code: subject.short for subject in school.catalogue.rulesets[0].subjects}
    words: dict[int, list[str]] = {}
    for homeroom in people.homerooms():
        words.setdefault(homeroom.staff_id, []).append(f"GVCN {codes[homeroom.class_id]}")
    for duty in people.teaching():
        taught = words.setdefault(duty.staff_id, [])
        if taught and taught[-1].startswith(subjects[duty.subject]):
            taught[-1] += f" {codes[duty.class_id]}"
        else:
            taught.append(f"{subjects[duty.subject]} {codes[duty.class_id]}")
    return {staff_id: "; ".join(taught) for staff_id, taught in words.items()}


def _counts(counter: Counter[str | None] | Counter[str], labels: Mapping[str, str]) -> str:
    return " · ".join(f"{label} {counter[code]}" for code, label in labels.items() if counter[code])
