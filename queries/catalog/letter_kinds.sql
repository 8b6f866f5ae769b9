-- One row per kind of letter: the word that opens its number, and the time to reply.
SELECT kind, number_word, reply_days, reply_unit FROM letter_kind ORDER BY position
