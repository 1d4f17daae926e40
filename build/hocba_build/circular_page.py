"""docs/circular-22.md: every rule with its article, written from the data as an education officer would check it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from hocba.domain.tenths import shown
from hocba.schema.load import load_catalogue
from hocba.schema.model import (
    AtMostNotPassed,
    Condition,
    ConductTable,
    CountScoresAtLeast,
    EveryPassed,
    EveryScoreAtLeast,
    OneOfAtLeast,
    OverallMeanAtLeast,
    Ruleset,
    Subject,
)
from hocba.schema.paths import schemas_folder
from hocba.schema.slots import regular_count

PAGE = Path(__file__).parents[2] / "docs" / "circular-22.md"
_HEAD = """# Luật đánh giá mà Hocba thực hiện

Trang này được viết ra từ `schemas/` bằng `python -m hocba_build --circular`; đừng sửa ở đây. Điểm ghi theo thang 10.
Mỗi quy tắc đứng cạnh điều, khoản, điểm của nó để người phụ trách đối chiếu với văn bản.
"""
_TERMS = {"term_1": "học kì I", "term_2": "học kì II", "year": "cả năm"}


def circular_page() -> str:
    """The whole page."""
    rulesets = load_catalogue(schemas_folder()).rulesets
    return "\n".join([_HEAD, *(line for ruleset in rulesets for line in _ruleset(ruleset))]) + "\n"


def _ruleset(ruleset: Ruleset) -> Iterator[str]:
    circular = ruleset.circular
    yield f"## Thông tư {circular.number}\n\n{circular.title}. Ban hành ngày {circular.issued:%d/%m/%Y}.\n"
    yield from _table(("khối", "từ năm học", "đến năm học", "căn cứ"), _years(ruleset))
    if circular.unverified:
        yield "**Chưa đối chiếu với văn bản; chưa được dùng cho kết quả chính thức khi chưa có người xác nhận:**\n"
        yield "".join(f"- {point.ref}: {point.what}\n" for point in circular.unverified)
    yield "### Môn học, số tiết và số lần đánh giá thường xuyên mỗi học kì\n"
    grades = sorted(circular.first_school_year, key=int)
    heads = ("môn", "đánh giá", *(f"khối {grade}" for grade in grades))
    yield from _table(heads, [_subject(ruleset, subject, grades) for subject in ruleset.subjects])
    yield from (_choice(ruleset, choice.code) for choice in ruleset.choices)
    yield "### Điểm và kết quả môn học\n"
    yield from _table(("quy tắc", "nội dung", "căn cứ"), [*_scores(ruleset), *_averages(ruleset)])
    yield "### Kết quả học tập\n"
    yield from _table(("mức", "điều kiện", "căn cứ"), _levels(ruleset))
    yield "### Kết quả rèn luyện\n"
    yield from _conduct(ruleset)
    yield "### Lên lớp, đánh giá lại, rèn luyện hè, hoàn thành, khen thưởng\n"
    yield from _table(("quy tắc", "nội dung", "căn cứ"), [*_promotion(ruleset), *_awards(ruleset)])


def _years(ruleset: Ruleset) -> list[tuple[str, ...]]:
    circular = ruleset.circular
    grades = sorted(circular.first_school_year, key=int)
    ends = circular.last_school_year
    return [(grade, circular.first_school_year[grade], ends.get(grade, "–"), circular.ref) for grade in grades]


def _subject(ruleset: Ruleset, subject: Subject, grades: Sequence[str]) -> tuple[str, ...]:
    mode = "điểm" if subject.mode == "score" else "nhận xét"
    return (subject.label, mode, *(_in_grade(ruleset, subject, grade) for grade in grades))


def _in_grade(ruleset: Ruleset, subject: Subject, grade: str) -> str:
    if grade not in subject.periods:
        return "–"
    group = next((choice.label for choice in ruleset.choices if choice.code == subject.choice.get(grade)), "")
    kind = group.removeprefix("môn học ")
    notes = [f"{subject.periods[grade]} tiết", f"{regular_count(ruleset, subject, int(grade))} TX", kind]
    notes.append("chuyên đề" if int(grade) in subject.topics else "")
    return ", ".join(note for note in notes if note)


def _choice(ruleset: Ruleset, code: str) -> str:
    choice = next(choice for choice in ruleset.choices if choice.code == code)
    most = "không giới hạn" if choice.most is None else f"nhiều nhất {choice.most}"
    return f"- {choice.label}: ít nhất {choice.least}, {most} ({choice.ref}).\n"


def _scores(ruleset: Ruleset) -> Iterator[tuple[str, ...]]:
    scores, scale = ruleset.scores, ruleset.scores.scale
    yield "thang điểm", f"từ {shown(scale.lowest)} đến {shown(scale.highest)}, bước {shown(scale.step)}", scale.ref
    for kind in scores.kinds:
        yield kind.name, f"{kind.label}, hệ số {kind.weight}", kind.ref
    if any(subject.mode == "comment" for subject in ruleset.subjects):
        yield "môn nhận xét", f"{scores.comment_count.count} lần đánh giá thường xuyên", scores.comment_count.ref
    for row in scores.score_counts:
        yield f"môn điểm đến {row.periods_up_to} tiết", f"{row.count} ĐĐGtx", row.ref
    if scores.topics:
        way = "thêm một ĐĐGtx" if scores.topics.mode == "extra" else "là một trong các ĐĐGtx"
        facts = f"{way}, ở {_TERMS[scores.topics.term]}; mỗi học sinh {scores.topics.count} cụm"
        yield "cụm chuyên đề", facts, scores.topics.ref


def _averages(ruleset: Ruleset) -> Iterator[tuple[str, ...]]:
    averages = ruleset.averages
    yield averages.dtbmhk.label, "tổng điểm theo hệ số chia cho tổng hệ số, làm tròn một chữ số", averages.dtbmhk.ref
    weights = ", ".join(f"{_TERMS[term]} hệ số {weight}" for term, weight in averages.dtbmcn.weights.items())
    yield averages.dtbmcn.label, f"từ ĐTBmhk đã làm tròn: {weights}", averages.dtbmcn.ref
    rule = averages.comment_term
    if isinstance(rule, EveryPassed):
        yield "nhận xét học kì", "Đạt khi đủ số lần và tất cả đều Đạt", rule.ref
    else:
        share = f"{rule.share[0]}/{rule.share[1]}"
        yield "nhận xét học kì", f"Đạt khi đủ số lần, ít nhất {share} số lần đạt và lần cuối đạt", rule.ref
    yield "nhận xét cả năm", f"lấy theo {_TERMS[averages.comment_year.term]}", averages.comment_year.ref


def _levels(ruleset: Ruleset) -> Iterator[tuple[str, ...]]:
    for level in ruleset.results.academic_levels:
        words = "; ".join(_condition(ruleset, condition) for condition in level.when)
        yield level.label, words or "các trường hợp còn lại", level.ref
    rule = ruleset.results.adjustment
    labels = {level.code: level.label for level in ruleset.results.academic_levels}
    most = "trở lên" if rule.drop_at_most is None else f"đến {rule.drop_at_most} mức"
    reading = {
        "remove": "các môn còn lại tự đủ mức",
        "counterfactual": "nếu môn đó đủ cao thì đạt mức",
        "excuse": "không xét môn đó ở các ngưỡng",
    }
    comments = "kể cả môn nhận xét" if rule.comment_subjects else "không kể môn nhận xét"
    levels = ", ".join(labels[code] for code in rule.from_levels)
    facts = f"lên mức liền kề khi chỉ một môn hạ từ {levels} xuống {rule.drop_at_least} mức {most}"
    yield "điều chỉnh", f"{facts}; cách hiểu: {reading[rule.reading]}, {comments}", rule.ref


def _condition(ruleset: Ruleset, condition: Condition) -> str:
    match condition:
        case EveryScoreAtLeast(tenths=tenths):
            return f"mọi môn điểm từ {shown(tenths)}"
        case CountScoresAtLeast(count=count, tenths=tenths):
            return f"ít nhất {count} môn từ {shown(tenths)}"
        case AtMostNotPassed(count=count):
            return f"nhiều nhất {count} môn nhận xét Chưa đạt" if count else "mọi môn nhận xét Đạt"
        case OverallMeanAtLeast(tenths=tenths):
            return f"trung bình các môn từ {shown(tenths)}"
        case OneOfAtLeast(subjects=codes, tenths=tenths):
            labels = [subject.label for subject in ruleset.subjects if subject.code in codes]
            return f"một trong {', '.join(labels)} từ {shown(tenths)}"


def _conduct(ruleset: Ruleset) -> Iterator[str]:
    labels = {level.code: level.label for level in ruleset.results.conduct_levels}
    rule = ruleset.results.conduct_year
    refs = ", ".join(sorted({level.ref for level in ruleset.results.conduct_levels}))
    yield f"Các mức: {', '.join(labels.values())} ({refs}).\n"
    if not isinstance(rule, ConductTable):
        yield f"Cả năm: giáo viên chủ nhiệm đánh giá ({rule.ref}).\n"
        return
    yield f"Cả năm theo bảng ({rule.ref}):\n"
    rows = [(labels[second], *(labels[rule.table[second][first]] for first in labels)) for second in labels]
    yield from _table(("HK II \\ HK I", *labels.values()), rows)


def _promotion(ruleset: Ruleset) -> Iterator[tuple[str, ...]]:
    promotion = ruleset.promotion
    academic = {level.code: level.label for level in ruleset.results.academic_levels}
    conduct = {level.code: level.label for level in ruleset.results.conduct_levels}
    rule, retest = promotion.promotion, promotion.retest
    levels = f"rèn luyện từ {conduct[rule.conduct_at_least]}, học tập từ {academic[rule.academic_at_least]}"
    yield "lên lớp", f"{levels}, nghỉ không quá {rule.absent_half_days_at_most} buổi", rule.ref
    before = ", ".join(academic[code] for code in retest.from_levels)
    yield "đánh giá lại", f"học tập {before}: môn dưới {shown(retest.score_below)} và môn nhận xét Chưa đạt", retest.ref
    training = promotion.summer_training
    yield "rèn luyện hè", f"rèn luyện cả năm {conduct[training.conduct]}", training.ref
    for stage in promotion.completion:
        yield "hoàn thành chương trình", f"cuối lớp {stage.grade}: {stage.label}", stage.ref
    if promotion.adapted:
        yield (
            "học sinh khuyết tật",
            "môn được miễn trong kế hoạch không đánh giá, không tự xếp mức",
            promotion.adapted.ref,
        )
        yield "học sinh khuyết tật", "người đứng đầu quyết định lên lớp", promotion.adapted.decided_by


def _awards(ruleset: Ruleset) -> Iterator[tuple[str, ...]]:
    academic = {level.code: level.label for level in ruleset.results.academic_levels}
    conduct = {level.code: level.label for level in ruleset.results.conduct_levels}
    for award in ruleset.awards:
        periods = ", ".join(_TERMS[period] for period in award.periods)
        levels = f"rèn luyện từ {conduct[award.conduct_at_least]}, học tập từ {academic[award.academic_at_least]}"
        count = f", ít nhất {award.count} môn từ {shown(award.tenths or 0)}" if award.count else ""
        yield award.label, f"{periods}: {levels}{count}", award.ref


def _table(heads: Sequence[str], rows: Iterator[tuple[str, ...]] | Sequence[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""
