"""Every kind of line that may arrive in a plain text has a test with an example, and one with a look-alike."""

import importlib

import pytest

BODY, OPENING, REGION, TAKE, MEMORY = (
    f"tests.ingest.test_{name}" for name in ["body", "opening", "region", "take", "memory"]
)
CHARACTERS, CONTACTS, DOUBTS, FORMS, LANGUAGES, MISSING, DATA, ALIKE = (
    f"tests.ingest.catalogue.test_{name}"
    for name in ["characters", "contacts", "doubts", "forms", "languages", "missing", "page_data", "look_alikes"]
)
SENTENCE = (ALIKE, "a_sentence_with_such_words_stays")
GOES = (BODY, "furniture_goes_and_is_reported")
STAYS = (BODY, "the_same_words_in_a_sentence_stay")
SCRIPTS = (CHARACTERS, "no_script_gets_spaces_or_loses_any")
SPELLED = (CHARACTERS, "characters")

Test = tuple[str, str]
ROWS: dict[int, tuple[Test, Test]] = {
    1: (
        (OPENING, "a_masthead_is_the_source_and_never_the_title"),
        (OPENING, "a_headline_below_a_phrase_that_is_no_headline"),
    ),
    2: ((OPENING, "a_breadcrumb_goes"), SENTENCE),
    3: (
        (OPENING, "a_section_line_fills_the_section_only_if_the_outlet_has_it"),
        (OPENING, "a_header_without_blank_lines"),
    ),
    4: (
        (OPENING, "a_headline_said_twice_is_kept_once"),
        (DOUBTS, "a_headline_that_the_header_gives_stands_in_no_body"),
    ),
    5: (
        (OPENING, "a_headline_with_the_outlets_name_behind_it"),
        (ALIKE, "a_headline_cut_at_a_dash_only_before_the_outlets_name"),
    ),
    6: (
        (ALIKE, "a_dek_that_is_said_again_is_kept_once_and_one_like_it_twice"),
        (OPENING, "a_first_paragraph_is_no_dek"),
    ),
    7: ((LANGUAGES, "bylines"), (LANGUAGES, "the_word_before_a_name_at_the_head_of_a_sentence")),
    8: ((LANGUAGES, "two_authors"), (OPENING, "contributors_are_not_authors")),
    9: (
        (CONTACTS, "a_byline_with_a_job_and_an_address_is_the_name"),
        (CONTACTS, "a_byline_with_a_job_and_no_address_asks_nothing"),
    ),
    10: ((OPENING, "an_empty_byline_goes_and_is_asked_about"), (OPENING, "bylines")),
    11: ((OPENING, "an_agency_is_no_person"), (OPENING, "what_stands_behind_a_name")),
    12: ((OPENING, "days_and_names_in_one_line"), (OPENING, "a_day_in_the_text_is_not_the_date")),
    13: ((OPENING, "dates_are_complete_or_none"), (OPENING, "a_day_in_the_text_is_not_the_date")),
    14: ((LANGUAGES, "updates_are_not_the_date"), (OPENING, "an_update_before_the_publication_is_none")),
    15: (GOES, (OPENING, "a_day_without_a_year_is_asked_about")),
    16: ((LANGUAGES, "counters_below_a_text"), (DOUBTS, "a_counter_of_comments_between_paragraphs_cuts_nothing_off")),
    17: (GOES, STAYS),
    18: (GOES, SENTENCE),
    19: (GOES, STAYS),
    20: (
        (BODY, "lists_of_other_stories_and_comments_end_the_article"),
        (BODY, "a_list_of_stories_in_the_middle_stops_at_the_text"),
    ),
    21: ((ALIKE, "the_most_read_stories_are_left_out"), SENTENCE),
    22: (GOES, (LANGUAGES, "the_word_for_advertising_in_a_sentence")),
    23: (GOES, STAYS),
    24: (GOES, SENTENCE),
    25: (GOES, SENTENCE),
    26: ((LANGUAGES, "paywalls_hold_an_article_back"), (BODY, "a_paywall_makes_a_draft")),
    27: ((ALIKE, "an_appeal_for_donations_is_left_out_and_said"), SENTENCE),
    28: ((BODY, "a_ban_on_reproduction_makes_a_draft_and_a_plain_copyright_does_not"), SENTENCE),
    29: (
        (BODY, "a_dateline_keeps_its_words_or_leaves_them_to_the_theme"),
        (BODY, "a_code_in_a_dateline_is_an_agency_and_a_state_is_none"),
    ),
    30: ((OPENING, "captions_and_credits"), (OPENING, "what_only_looks_like_a_credit_stays")),
    31: ((OPENING, "captions_and_credits"), (REGION, "a_link_that_says_its_text_twice_goes_and_a_refrain_stays")),
    32: ((LANGUAGES, "credits"), (OPENING, "what_only_looks_like_a_credit_stays")),
    33: (
        (MISSING, "what_is_missing_is_asked_for"),
        (MISSING, "one_mark_of_a_picture_asks_for_no_gallery_and_two_do"),
    ),
    34: (
        (FORMS, "a_post_of_a_network_is_a_quote_and_its_day_not_the_storys"),
        (FORMS, "a_handle_in_a_sentence_is_no_post"),
    ),
    35: ((MISSING, "what_is_missing_is_asked_for"), (MISSING, "the_same_words_in_a_sentence_stay")),
    36: (
        (MISSING, "the_source_of_a_chart_stays_below_it_and_is_no_heading"),
        (MISSING, "a_heading_that_only_holds_the_word_stays_one"),
    ),
    37: ((LANGUAGES, "corrections"), (BODY, "corrections_are_kept_with_their_day")),
    38: ((LANGUAGES, "notes_of_the_editor"), SENTENCE),
    39: ((LANGUAGES, "paid_content_is_marked_as_such"), SENTENCE),
    40: ((ALIKE, "a_disclaimer_stays_and_an_opinion_is_only_suggested"), SENTENCE),
    41: ((BODY, "notes"), (ALIKE, "who_else_is_named_below_a_text_is_not_its_author")),
    42: ((FORMS, "tags_a_word_a_line"), (FORMS, "words_that_the_text_never_speaks_of_are_no_tags")),
    43: ((BODY, "subheadings"), (REGION, "a_subheading_that_begins_like_one_stays")),
    44: ((ALIKE, "capitals_are_left_as_they_are"), SENTENCE),
    45: ((FORMS, "a_drop_cap_is_joined_to_its_word"), (FORMS, "a_word_of_one_letter_is_left_alone")),
    46: ((BODY, "glued_sentences_are_parted_and_nothing_else"), SCRIPTS),
    47: ((FORMS, "a_lost_space_is_asked_about_and_names_are_not"), SCRIPTS),
    48: ((BODY, "hard_wrapped_lines_are_joined"), (ALIKE, "lines_that_are_short_on_purpose_are_not_joined")),
    49: (
        (BODY, "a_hyphen_at_a_lines_end"),
        (DOUBTS, "a_hyphen_at_a_lines_end_that_may_belong_to_the_word_is_kept_and_asked_about"),
    ),
    50: ((BODY, "unseen_characters_go_and_those_that_spell_words_stay"), SPELLED),
    51: (SPELLED, (CHARACTERS, "wide_spaces_before_a_paragraph_go")),
    52: ((DOUBTS, "a_quotation_mark_without_another_is_asked_about"), (DOUBTS, "marks_that_pair_are_not")),
    53: ((TAKE, "mojibake_is_mended_only_where_it_is_certain"), SPELLED),
    54: (
        (DOUBTS, "entities_that_were_made_twice_are_decoded_twice_and_asked_about"),
        (BODY, "entities_and_tags_are_decoded_once"),
    ),
    55: ((BODY, "what_markdown_would_read_as_markup_is_escaped"), (BODY, "bullets_are_a_list_and_dialogue_is_not")),
    56: ((BODY, "bullets_are_a_list_and_dialogue_is_not"), (FORMS, "the_text_between_two_forms_is_whole")),
    57: ((BODY, "bullets_are_a_list_and_dialogue_is_not"), (BODY, "subheadings")),
    58: (
        (BODY, "questions_and_answers_are_turns_of_speech_and_no_headings"),
        (BODY, "named_speakers_take_turns_and_facts_do_not"),
    ),
    59: ((FORMS, "the_entries_of_a_live_page"), (FORMS, "one_time_alone_makes_no_live_page")),
    60: ((FORMS, "points_in_brief_are_notes"), (FORMS, "the_words_of_such_a_heading_in_the_text_are_none")),
    61: ((FORMS, "a_box_in_the_stream_is_quoted"), (FORMS, "a_box_without_an_end_is_only_asked_about")),
    62: ((BODY, "a_pull_quote_goes"), (BODY, "a_very_long_text_of_pull_quotes_is_looked_at_once")),
    63: ((FORMS, "a_table_of_tabs"), (FORMS, "gaps_between_sentences_are_no_columns")),
    64: ((BODY, "verse_keeps_its_lines"), (BODY, "hard_wrapped_lines_are_joined")),
    65: ((FORMS, "footnotes"), (FORMS, "a_mark_without_a_note_stays_text")),
    66: ((BODY, "web_addresses_become_links_without_what_tracks"), (REGION, "an_address_inside_a_sentence_stays")),
    67: (
        (CONTACTS, "how_to_reach_a_reporter_is_left_out_and_said"),
        (CONTACTS, "sentences_with_addresses_or_figures_stay"),
    ),
    68: ((CHARACTERS, "marks_of_direction_go_at_the_edges_of_a_line_only"), SCRIPTS),
    69: ((CHARACTERS, "a_chinese_byline"), SCRIPTS),
    70: (SCRIPTS, SCRIPTS),
    71: (SCRIPTS, SCRIPTS),
    72: ((BODY, "notes"), SENTENCE),
    73: ((ALIKE, "where_it_was_first_published_stays_and_is_asked_about"), SENTENCE),
    74: (
        (DOUBTS, "a_wires_later_version_is_said"),
        (DOUBTS, "a_wires_marks_between_paragraphs_go_and_the_word_stays"),
    ),
    75: (
        (BODY, "an_embargo_counts_when_complete_and_stops_all_when_not"),
        (BODY, "an_embargo_counts_when_complete_and_stops_all_when_not"),
    ),
    76: ((BODY, "restrictions"), SENTENCE),
    77: ((BODY, "what_wires_and_pages_leave_at_the_end"), STAYS),
    78: ((DATA, "author_and_dates_are_taken_wherever_it_stands"), (DATA, "braces_in_a_text_about_them_stay")),
    79: ((ALIKE, "two_lines_are_no_article"), (ALIKE, "two_lines_are_no_article")),
    80: (
        (DOUBTS, "a_second_article_is_asked_about_and_nothing_of_it_taken_for_the_first"),
        (DOUBTS, "a_subheading_a_name_or_a_post_is_no_second_article"),
    ),
    81: (
        (MEMORY, "the_same_text_under_another_name_is_said_and_not_written_twice"),
        (MEMORY, "another_article_of_the_same_headline_gets_the_next_name"),
    ),
    82: ((CHARACTERS, "encodings"), (CHARACTERS, "what_is_no_text")),
    83: ((CHARACTERS, "lines_end_in_many_ways"), (BODY, "verse_keeps_its_lines")),
    84: (
        (ALIKE, "a_very_long_headline_is_kept_and_asked_about"),
        (ALIKE, "capitals_are_left_as_they_are"),
    ),
    85: ((OPENING, "front_matter_that_a_source_brings"), (OPENING, "a_colon_in_the_headline_is_no_header")),
    86: ((OPENING, "headlines_that_are_also_junk_words"), STAYS),
}
"""The kinds, by their numbers in the catalogue: the test of its example, and that of what looks like it."""


def test_no_kind_is_left_out() -> None:
    assert sorted(ROWS) == list(range(1, 87))


@pytest.mark.parametrize("row", ROWS)
def test_each_kind_has_its_tests(row: int) -> None:
    for module, name in ROWS[row]:
        assert callable(getattr(importlib.import_module(module), f"test_{name}"))
