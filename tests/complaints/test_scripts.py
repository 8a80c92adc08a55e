"""Which scripts a paper's letters don't have is said by name."""

from complaints.scripts import undrawn_words


def test_scripts_are_named_with_some_of_their_signs():
    words = str(undrawn_words("\u1a15\u1a18\u6751\u6c11\ua997\U00013000\uf8ff"))
    assert "aksara Lontara (\u1a15" in words
    assert "aksara Tionghoa (\u6751 \u6c11)" in words
    assert "aksara Jawa (\ua997)" in words
    assert "tanda lain (\U00013000 U+F8FF)" in words


def test_many_signs_of_a_script_are_not_all_told():
    words = str(undrawn_words(chr(0x4E00 + place) for place in range(300)))
    assert words.count(" ") < 60
