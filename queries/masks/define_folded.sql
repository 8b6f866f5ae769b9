-- Effect: macro folded(text): as a search compares it: lower case, half-width letters, digits and signs, quotation marks and blanks all alike.
-- Sign for sign, so that what is found can be marked where it stands.
CREATE OR REPLACE MACRO folded(text) AS translate(lower(text),
    '０１２３４５６７８９ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ（）［］－—–＋／．，：；％“”‘’「」《》＂　' || chr(160) || chr(9),
    '0123456789abcdefghijklmnopqrstuvwxyz()[]---+/.,:;%' || repeat('"', 9) || '   ')
