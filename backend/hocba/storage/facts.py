"""What the policy needs to know of each scope, read from the administration tables and remembered until they change."""

from functools import cached_property
from itertools import groupby

from hocba.domain.school import HomeroomClass, Scope, Staff
from hocba.schema.model import Catalogue
from hocba.schema.slots import ruleset_for, slots_of_scope
from hocba.storage.locks import Lock, Locks, closed_kinds
from hocba.storage.papers import Paper, Papers
from hocba.storage.people import People
from hocba.sync.policy import Duty, Person, ScopeFacts, SlotRule, slot_rule


class Facts:
    """A frozen view of people, locks and papers at one value of the book's `facts` counter."""

    def __init__(self, catalogue: Catalogue, people: People, locks: Locks, papers: Papers) -> None:
        self._catalogue, self._people = catalogue, people
        self._classes = {homeroom.id: homeroom for homeroom in people.classes()}
        self._scopes = {scope.id: scope for scope in people.scopes()}
        self._staff = {person.id: person for person in people.staff()}
        self._windows: list[Lock] = [lock for lock in locks.windows() if lock.opened_ms is None]
        self._signed = _signed_sheets(papers.list("sheet"))
        self._facts: dict[int, ScopeFacts] = {}
        self._rules: dict[tuple[int, str], dict[str, SlotRule]] = {}

    def person(self, staff_id: int) -> Person:
        """A member of staff as the policy sees them."""
        return Person(staff_id, _rights(self._catalogue, self._staff.get(staff_id)))

    def scope(self, scope_id: int) -> ScopeFacts | None:
        """All that is known of a scope; None when there is no such scope."""
        scope = self._scopes.get(scope_id)
        if scope is None:
            return None
        if scope_id not in self._facts:
            self._facts[scope_id] = self._gather(scope)
        return self._facts[scope_id]

    def _gather(self, scope: Scope) -> ScopeFacts:
        homeroom = self._classes[scope.class_id]
        is_form = any(form.code == scope.subject for form in self._catalogue.homeroom_forms)
        return ScopeFacts(
            writer="homeroom_teacher" if is_form else "subject_teacher",
            roster=self._roster_by_class.get(homeroom.id, frozenset()),
            rules=self._rules_of(homeroom, scope.subject),
            duties=self._duties(scope),
            closed=closed_kinds(self._windows, scope),
            signed=(scope.class_id, scope.subject, scope.term) in self._signed,
        )

    @cached_property
    def _roster_by_class(self) -> dict[int, frozenset[int]]:
        students: dict[int, set[int]] = {}
        for place in self._people.enrollments():
            students.setdefault(place.class_id, set()).add(place.student_id)
        return {class_id: frozenset(found) for class_id, found in students.items()}

    def _rules_of(self, homeroom: HomeroomClass, subject: str) -> dict[str, SlotRule]:
        key = (homeroom.grade, subject)
        if key not in self._rules:
            ruleset = ruleset_for(self._catalogue, homeroom.grade, homeroom.school_year)
            slots = slots_of_scope(self._catalogue, ruleset, subject, homeroom.grade)
            self._rules[key] = {slot.code: slot_rule(slot, ruleset.scores.scale) for slot in slots}
        return self._rules[key]

    @cached_property
    def _assignments(self) -> tuple[dict[tuple[int, str], list[Duty]], dict[int, list[Duty]]]:
        by_subject: dict[tuple[int, str], list[Duty]] = {}
        for t in self._people.teaching():
            duty = Duty(t.staff_id, "subject_teacher", t.since, t.until)
            by_subject.setdefault((t.class_id, t.subject), []).append(duty)
        by_class: dict[int, list[Duty]] = {}
        for h in self._people.homerooms():
            by_class.setdefault(h.class_id, []).append(Duty(h.staff_id, "homeroom_teacher", h.since, h.until))
        return by_subject, by_class

    def _duties(self, scope: Scope) -> tuple[Duty, ...]:
        by_subject, by_class = self._assignments
        return (*by_subject.get((scope.class_id, scope.subject), ()), *by_class.get(scope.class_id, ()))


def _rights(catalogue: Catalogue, staff: Staff | None) -> frozenset[str]:
    return frozenset(right for role in catalogue.roles if staff and role.code == staff.role for right in role.may)


def _signed_sheets(sheets: tuple[Paper, ...]) -> set[tuple[int, str, str]]:
    """Class, subject and term of each sheet whose newest revision its teacher has signed."""
    by_name = sorted(sheets, key=lambda paper: (paper.class_id, paper.subject, paper.term, paper.revision))
    newest = [list(group)[-1] for _, group in groupby(by_name, key=lambda p: (p.class_id, p.subject, p.term))]
    return {(p.class_id, p.subject, p.term) for p in newest if p.signatures}
