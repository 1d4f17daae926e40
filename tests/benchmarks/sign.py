"""What one signature costs: our key, parsed once and with room reserved, against pyHanko's stock signer."""

import tempfile
import time
import warnings
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from statistics import median

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from weasyprint import HTML  # type: ignore[import-untyped]  # WeasyPrint has no types

from hocba.signing.authority import Holder, make_demo_authority
from hocba.signing.keys import open_key
from hocba.signing.pades import Evidence, FieldSpec, sign_pdf

ROUNDS = 12
BOX = (60, 100, 230, 150)


def main() -> str:
    """A Markdown table: signature, median milliseconds, bytes added."""
    with tempfile.TemporaryDirectory() as folder:
        keys = Path(folder)
        now = datetime.now(UTC)
        make_demo_authority(keys, [Holder("gv", "Nguyễn Thị Thuỳ Dương", "Giáo viên")], "mk", now)
        signings = _signings(_page(), keys / "gv.p12", now)
        times: dict[str, list[float]] = {name: [] for name in signings}
        grown: dict[str, int] = {}
        for _ in range(ROUNDS):  # in turns, so that what slows the machine slows all of them
            for name, signing in signings.items():
                start = time.perf_counter()
                grown[name] = signing()
                times[name].append((time.perf_counter() - start) * 1000)
    head = "| signature | median | bytes added |\n|---|---|---|\n"
    return head + "\n".join(f"| {name} | {median(spent):.1f} ms | {grown[name]:,} |" for name, spent in times.items())


def _signings(pdf: bytes, file: Path, now: datetime) -> dict[str, Callable[[], int]]:
    key = open_key(file, "mk")
    font = Path("backend/hocba/documents/fonts/Tinos-Regular.ttf").read_bytes()
    stock = signers.SimpleSigner.load_pkcs12(str(file), passphrase=b"mk")  # type: ignore[no-untyped-call]  # theirs

    def ours(box: tuple[float, float, float, float] | None) -> int:
        field = FieldSpec("GVCN", 0, box, "Giáo viên chủ nhiệm", key.holder, now)
        return len(sign_pdf(pdf, key, field, font, Evidence()).pdf) - len(pdf)

    def stock_signer() -> int:
        meta = signers.PdfSignatureMetadata(field_name="GVCN", subfilter=fields.SigSeedSubFilter.PADES)
        signed = signers.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), meta, signer=stock)
        return len(signed.getvalue()) - len(pdf)

    return {
        "B-B, P-256, invisible": lambda: ours(None),
        "B-B, P-256, visible": lambda: ours(BOX),
        "stock pyHanko signer, invisible": stock_signer,
    }


def _page() -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint leaves its colour profile open
        pdf: bytes = HTML(string="<meta charset=utf-8><title>x</title><p>8,5").write_pdf(pdf_variant="pdf/a-3u")
    return pdf


if __name__ == "__main__":
    print(main())  # noqa: T201 - this is the program's output
