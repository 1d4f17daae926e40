"""A page of one sentence, for a person whose browser asked where no page is."""

from html import escape

from hocba.schema.model import Message

_PAGE = (
    '<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    '<title>Hocba</title><h1>{vi}</h1><p>{next_vi}</p><p lang="en">{en} {next_en}</p>'
    '<p><a href="/">Về trang đầu</a></p></html>'
)


def sentence_page(said: Message) -> bytes:
    """The message in both languages; whatever its facts held is text."""
    texts = {"vi": said.vi, "next_vi": said.next_vi, "en": said.en, "next_en": said.next_en}
    return _PAGE.format(**{name: escape(text) for name, text in texts.items()}).encode()
