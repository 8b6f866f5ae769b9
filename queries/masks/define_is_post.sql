-- Effect: macro is_post(actor): whether an actor of a complaint's thread is a desk of the platform and not a person.
CREATE OR REPLACE MACRO is_post(actor) AS actor IN ('受理平台', '分派岗', '回访专员', '数据导入', '演示推送', '监督检查室经办岗', '监督检查室核验岗', '承办单位联络员')
