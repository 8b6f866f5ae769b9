-- Effect: macros says_total, says_note(text): the first filled cell of a line that is no record says that it is a total, or a note.
CREATE OR REPLACE TEMP MACRO says_total(text) AS regexp_full_match(
    text, '(本|全|各)?[\p{Han}]{0,3}?(合|总|小|共|累)[\s\x{3000}]*计(数|值)?[:：]?|(平均|均值|平均值|平均数|总和|总数|汇总)[:：]?');
CREATE OR REPLACE TEMP MACRO says_note(text) AS regexp_matches(
    text, '^(注|备注|说明|附注|制表|填表|填报|报送|审核|审批|复核|负责|单位负责|统计|联系|数据来源)[^:：]{0,8}[:：]')
