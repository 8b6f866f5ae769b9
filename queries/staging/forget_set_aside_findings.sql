-- Effect: finding_of_file has no line any more that was set aside.
DELETE FROM finding_of_file WHERE line IN (SELECT line FROM set_aside)
