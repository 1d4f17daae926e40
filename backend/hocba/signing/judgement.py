"""The judgement on one signature: does it hold at a time, offline, and which level does its own evidence support."""

from collections.abc import Sequence
from datetime import datetime

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

_SOFT = RevocationCheckingRule.CHECK_IF_DECLARED_SOFT
_REQUIRED = RevocationCheckingRule.CRL_OR_OCSP_REQUIRED


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
    if not any(True for _ in extract_tst_data_iter(one.signer_info, signed=False)):
        return await _without_timestamp(one, question)
    if _has_revocation_data(one):
        archived = any(revision > one.signed_revision for revision in timestamp_revisions)
        judgement = await _with_timestamp(one, question, _REQUIRED, "B-LTA" if archived else "B-LT")
        if judgement.holds:
            return judgement
    return await _with_timestamp(one, question, _SOFT, "B-T")


def offline_context(question: Question) -> ValidationContext:
    """Trust at the question's time from what is at hand; a certificate without known status is not suspected."""
    return ValidationContext(
        trust_roots=list(question.roots), moment=question.at, allow_fetching=False, revocation_mode="soft-fail"
    )


def why(status: StandardCMSSignatureStatus) -> str:
    """The sub-indication of a status."""
    if not status.intact:
        return "HASH_FAILURE"
    if not status.valid:
        return "SIG_CRYPTO_FAILURE"
    if status.trust_problem_indic is not None:
        return str(status.trust_problem_indic.standard_name)
    return "OK" if status.bottom_line else "SIG_CONSTRAINTS_FAILURE"


async def _without_timestamp(one: EmbeddedPdfSignature, question: Question) -> Judgement:
    status = await async_validate_pdf_signature(one, offline_context(question))
    return Judgement(status.bottom_line, why(status), "B-B")


async def _with_timestamp(
    one: EmbeddedPdfSignature, question: Question, rule: RevocationCheckingRule, level: Level
) -> Judgement:
    specification = PdfSignatureValidationSpec(_specification(question, rule))
    timing = ValidationTimingInfo(question.at, question.at, point_in_time_validation=True)
    result = await ades_lta_validation(one, specification, timing)
    return Judgement(_holds(result), str(result.ades_subindic.standard_name), level, result.best_signature_time)


def _holds(result: AdESLTAValidationResult) -> bool:
    status = result.api_status
    return result.ades_subindic is AdESPassed.OK and status is not None and bool(status.bottom_line)


def _specification(question: Question, rule: RevocationCheckingRule) -> SignatureValidationSpec:
    certificates = CertValidationPolicySpec(
        trust_manager=SimpleTrustManager.build(trust_roots=list(question.roots)),
        revinfo_policy=CertRevTrustPolicy(RevocationCheckingPolicy(rule, rule)),
    )
    offline = RevocationInfoGatheringSpec(
        online_fetching_rule=RevinfoOnlineFetchingRule.LOCAL_ONLY,
        certificate_fetching_rule=CertificateFetchingRule.NEVER_FETCH,
    )
    return SignatureValidationSpec(certificates, revinfo_gathering_policy=offline)


def _has_revocation_data(one: EmbeddedPdfSignature) -> bool:
    try:
        store = DocumentSecurityStore.read_dss(one.reader)
    except NoDSSFoundError:
        return False
    return bool(store.ocsps or store.crls)
