-- Effect: macro masked_text(text, hides_enterprise): free text with the numbers of persons masked wherever they stand in it, and credit codes if the enterprise is hidden.
CREATE OR REPLACE MACRO masked_text(text, hides_enterprise) AS
    masked_plates(shown_codes(masked_numbers(masked_words(masked_codes(text, hides_enterprise)))))
