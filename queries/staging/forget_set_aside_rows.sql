-- Effect: staged_row has no line any more that was set aside.
DELETE FROM staged_row WHERE line IN (SELECT line FROM set_aside)
