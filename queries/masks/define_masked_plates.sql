-- Effect: macro masked_plates(text): number plates as 川A·***88. A plate has a digit among its first three signs; words have none.
CREATE OR REPLACE MACRO masked_plates(text) AS regexp_replace(text,
    '([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领][A-Za-zＡ-Ｚ])[ ·•・.．-]?(?:[0-9０-９][0-9A-Za-z０-９Ａ-Ｚ]{2,3}|[A-Za-zＡ-Ｚ][0-9０-９][0-9A-Za-z０-９Ａ-Ｚ]{1,2}|[A-Za-zＡ-Ｚ]{2}[0-9０-９][0-9A-Za-z０-９Ａ-Ｚ]?)([0-9A-Za-z０-９Ａ-Ｚ][0-9A-Za-z０-９Ａ-Ｚ挂学警港澳])',
    '\1·***\2', 'g')
