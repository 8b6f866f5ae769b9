-- Effect: macro precedes(later, earlier): later lies before earlier. A midnight is a date without a time and is compared by day.
CREATE OR REPLACE TEMP MACRO precedes(later, earlier) AS
    later < earlier AND NOT (later = CAST(later AS DATE) AND CAST(later AS DATE) >= CAST(earlier AS DATE))
