import pytest
from tests.cli.conftest import Hocba


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["frobnicate"], "Không có lệnh này."),
        (["serve", "--colour", "red"], "Lệnh này không có tùy chọn đã gõ."),
        (["user", "set-password"], "Lệnh còn thiếu tham số."),
        (["serve", "--port", "eight"], "Giá trị của một tham số không dùng được."),
        (["--lang", "fr", "serve"], "Chưa có ngôn ngữ “fr”."),
    ],
)
def test_wrong_use_is_one_sentence_and_exit_code_2(hocba: Hocba, words: list[str], sentence: str) -> None:
    """What is typed wrongly is said in Vietnamese with what to do next, without a traceback."""
    said = hocba(*words)
    assert said.code == 2
    assert said.err.startswith(sentence)
    assert "→" in said.err
    assert "Traceback" not in said.err


def test_messages_follow_the_language_asked_for(hocba: Hocba) -> None:
    """--lang en wins over HOCBA_LANG, wherever it stands in the command."""
    assert hocba("frobnicate", "--lang", "en").err.startswith("There is no such command.")
    assert hocba("frobnicate", language="en").err.startswith("There is no such command.")


def test_help_is_in_english_and_names_every_command(hocba: Hocba) -> None:
    """`hocba --help` ends well and lists the commands."""
    said = hocba("--help")
    assert said.code == 0
    for command in ("init", "serve", "user"):
        assert command in said.out
