"""What stops an automatic level: subjects left out by a disabled student's plan, and a choice not made in full."""

from hocba.evaluation.explain import Messages, listed, reason
from hocba.evaluation.model import LevelResult, Outcome, ScoreSheet, SubjectResult
from hocba.schema.model import Adapted, Ruleset, Subject
from hocba.schema.slots import subject_of, taught

DECISION = "decision"


def not_assessed(ruleset: Ruleset, sheet: ScoreSheet, subject: Subject, messages: Messages) -> SubjectResult:
    """A subject without any result; outside an adapted profile it is simply missing."""
    rule = _rule(ruleset, sheet)
    if rule is None:
        why = reason(messages, ruleset.averages.dtbmhk.ref, "not-assessed-without-plan")
        open_ = Outcome(None, (why,), ("profile",))
        return SubjectResult(subject.code, subject.mode, open_, open_, open_, None, None)
    none = Outcome(None, (reason(messages, rule.ref, "not-assessed"),))
    return SubjectResult(subject.code, subject.mode, none, none, none, None, None, assessed=False)


def blocked(ruleset: Ruleset, sheet: ScoreSheet, messages: Messages) -> LevelResult | None:
    """Why no period has a level; None when nothing stops it."""
    codes = {marks.subject for marks in sheet.subjects}
    grade = str(sheet.grade)
    offered = {s.choice.get(grade) for s in ruleset.subjects}
    taken = [s.choice.get(grade) for s in taught(ruleset, sheet.grade, codes)]
    for choice in ruleset.choices:
        have, most = taken.count(choice.code), choice.most or len(ruleset.subjects)
        if choice.code in offered and not choice.least <= have <= most:
            facts = {"group": choice.label, "have": have, "least": choice.least, "most": most}
            return _without_level(choice.ref, "choice-not-complete", (choice.code,), messages, **facts)
    rule, left_out = _rule(ruleset, sheet), [marks.subject for marks in sheet.subjects if marks.not_assessed]
    if rule is None or not left_out:
        return None
    labels = listed([subject_of(ruleset, code).label for code in left_out])
    return _without_level(rule.ref, "level-by-head", (DECISION,), messages, subjects=labels)


def decided(ruleset: Ruleset, sheet: ScoreSheet, messages: Messages) -> Outcome | None:
    """The head's decision for an adapted profile; None when there is none."""
    rule = _rule(ruleset, sheet)
    if rule is None or sheet.decision is None:
        return None
    code = f"promotion-decided-{sheet.decision.replace('_', '-')}"
    return Outcome(sheet.decision, (reason(messages, rule.decided_by, code),))


def _rule(ruleset: Ruleset, sheet: ScoreSheet) -> Adapted | None:
    rule = ruleset.promotion.adapted
    return rule if rule is not None and sheet.profile in rule.profiles else None


def _without_level(ref: str, code: str, missing: tuple[str, ...], messages: Messages, **facts: object) -> LevelResult:
    return LevelResult(None, None, "", (reason(messages, ref, code, **facts),), missing)
