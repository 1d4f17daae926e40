"""The judgement on one signature: does it hold at a time, offline, and which level does its own evidence support."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct
from pyhanko.sign.ades.report import AdESPassed
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.ades import AdESLTAValidationResult, ades_lta_validation
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.policy_decl import (
    CertificateFetchingRule,
    LocalKnowledge,
    PdfSignatureValidationSpec,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
)
from pyhanko.sign.validation.status import StandardCMSSignatureStatus
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.ltv.types import ValidationTimingInfo
from pyhanko_certvalidator.policy_decl import (
    CertRevTrustPolicy,
    RevocationCheckingPolicy,
    RevocationCheckingRule,
)
from pyhanko_certvalidator.registry import SimpleTrustManager

from hocba.signing.report import Level
from hocba.signing.trust import Roots


class Question(Struct, frozen=True):
    """Whom we trust and at which time the answer shall hold."""

    roots: Roots
    at: datetime


class Judgement(Struct, frozen=True):
    """Whether a signature holds, why not (ETSI EN 319 102-1 sub-indication), its level, the time that is proved."""

    holds: bool
    sub_indication: str
    level: Level
    proved_at: datetime | None = None


async def judge(one: EmbeddedPdfSignature, timestamp_revisions: Sequence[int], question: Question) -> Judgement:
    """Judge a signature by the best of its evidence: B-LT only where the file holds every certificate's status."""
    proved_at = _timestamp_time(one)
    if proved_at is None:
        return _judgement(await async_validate_pdf_signature(one, offline_context(question)), "B-B", None)
    store = _security_store(one)
    if store is None:
        return await _at_proved_time(one, question, proved_at, None, "B-T")
    archived = any(revision > one.signed_revision for revision in timestamp_revisions)
    if archived and (by_archive := await _with_archive_timestamps(one, question)).holds:
        return by_archive
    stored = await _at_proved_time(one, question, proved_at, store, "B-LTA" if archived else "B-LT")
    return stored if stored.holds else await _at_proved_time(one, question, proved_at, None, "B-T")


def offline_context(question: Question) -> ValidationContext:
    """Trust at the question's time from what is at hand; a certificate without known status is not suspected."""
    return ValidationContext(**_context_arguments(question, revocation_mode="soft-fail"))


def _context_arguments(question: Question, *, revocation_mode: str) -> dict[str, Any]:
    return {
        "trust_roots": list(question.roots),
        "moment": question.at,
        "allow_fetching": False,
        "revocation_mode": revocation_mode,
    }


def why(status: StandardCMSSignatureStatus) -> str:
    """The sub-indication of a status."""
    if not status.intact:
        return "HASH_FAILURE"
    if not status.valid:
        return "SIG_CRYPTO_FAILURE"
    if status.trust_problem_indic is not None:
        return str(status.trust_problem_indic.standard_name)
    return "OK" if status.bottom_line else "SIG_CONSTRAINTS_FAILURE"


def _judgement(status: StandardCMSSignatureStatus, level: Level, proved_at: datetime | None) -> Judgement:
    return Judgement(bool(status.bottom_line), why(status), level, proved_at)


async def _at_proved_time(
    one: EmbeddedPdfSignature,
    question: Question,
    proved_at: datetime,
    store: DocumentSecurityStore | None,
    level: Level,
) -> Judgement:
    """The signer's certificate had to be good when the timestamp was made; the timestamp's own must be good now."""
    then = Question(question.roots, proved_at)
    context = offline_context(then)
    if store is not None:
        context = store.as_validation_context(_context_arguments(then, revocation_mode="require"))
    return _judgement(await async_validate_pdf_signature(one, context, offline_context(question)), level, proved_at)


async def _with_archive_timestamps(one: EmbeddedPdfSignature, question: Question) -> Judgement:
    timing = ValidationTimingInfo(question.at, question.at, point_in_time_validation=True)
    result = await ades_lta_validation(one, PdfSignatureValidationSpec(_specification(question)), timing)
    return Judgement(_holds(result), str(result.ades_subindic.standard_name), "B-LTA", result.best_signature_time)


def _holds(result: AdESLTAValidationResult) -> bool:
    status = result.api_status
    return result.ades_subindic is AdESPassed.OK and status is not None and bool(status.bottom_line)


def _specification(question: Question) -> SignatureValidationSpec:
    offline = RevocationInfoGatheringSpec(
        online_fetching_rule=RevinfoOnlineFetchingRule.LOCAL_ONLY,
        certificate_fetching_rule=CertificateFetchingRule.NEVER_FETCH,
    )
    return SignatureValidationSpec(
        _policy(question, RevocationCheckingRule.CRL_OR_OCSP_REQUIRED),
        # The status of the timestamp's own certificate cannot be fresh years later without a network.
        ts_cert_validation_policy=_policy(question, RevocationCheckingRule.CHECK_IF_DECLARED_SOFT),
        revinfo_gathering_policy=offline,
        # The issuer of a root's revocation list is looked for among known certificates, not among the roots.
        local_knowledge=LocalKnowledge(known_certs=list(question.roots)),
    )


def _policy(question: Question, rule: RevocationCheckingRule) -> CertValidationPolicySpec:
    return CertValidationPolicySpec(
        trust_manager=SimpleTrustManager.build(trust_roots=list(question.roots)),
        revinfo_policy=CertRevTrustPolicy(RevocationCheckingPolicy(rule, rule)),
    )


def _timestamp_time(one: EmbeddedPdfSignature) -> datetime | None:
    for token in extract_tst_data_iter(one.signer_info, signed=False):
        claimed: datetime = token["encap_content_info"]["content"].parsed["gen_time"].native
        return claimed
    return None


def _security_store(one: EmbeddedPdfSignature) -> DocumentSecurityStore | None:
    try:
        store = DocumentSecurityStore.read_dss(one.reader)
    except NoDSSFoundError:
        return None
    return store if store.ocsps or store.crls else None
