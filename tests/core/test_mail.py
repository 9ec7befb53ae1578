"""Mail: one text, two forms."""

from brobygger.core import mail

TEXT = "Kære <Oda> evil.example\n\nÅbn denne:\n\nhttp://localhost:8000/link/abc/\n\nTo linjer\ni et afsnit"


def test_the_html_says_what_the_text_says():
    made = mail.message(subject="En\nBcc: x@eksempel.dk", text=TEXT, to="oda@eksempel.dk", language="da")
    html = made.alternatives[0].content
    assert made.subject == "En Bcc: x@eksempel.dk"
    assert "&lt;Oda&gt; evil.example</p>" in html
    assert '<a href="http://localhost:8000/link/abc/">' in html
    assert html.count("<a ") == 1
    assert "To linjer<br>i et afsnit" in html
