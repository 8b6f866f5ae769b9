-- Effect: macro yes_no(text): the BOOLEAN that a word in a yes-or-no column means, null if it means none.
-- Lists, because IN would become a join that every row of the file goes through, whatever its CASE says.
CREATE OR REPLACE TEMP MACRO yes_no(text) AS CASE
    WHEN list_contains(['是', '有', '对', '√', 'y', 'yes', 'true', 't', '1', '紧急', '加急', '特急', '保密', '匿名', '网上', '线上', '网办',
        '网上办理', '退件', '已退件', '合规', '接通', '已接通', '已联系', '有效', '已解决', '解决', '非常满意', '满意', '基本满意'], lower(text)) THEN true
    WHEN list_contains(['否', '无', '不是', '×', 'n', 'no', 'false', 'f', '0', '一般', '普通', '不紧急', '不保密', '公开', '实名', '窗口', '线下',
        '窗口办理', '未退件', '不合规', '未接通', '未联系上', '无法联系', '无效', '未解决', '部分解决', '不满意', '非常不满意'], lower(text)) THEN false
    END
