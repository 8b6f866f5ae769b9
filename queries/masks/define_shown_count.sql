-- Effect: macro shown_count(number): a number of complaints as a screen may show it; null for 1 to 4, which could point at somebody.
CREATE OR REPLACE MACRO shown_count(number) AS CASE WHEN number = 0 OR number >= 5 THEN number END
