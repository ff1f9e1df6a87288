/** The words of generated policies: every type of field, bounds and none, blanks that mean something and blanks that do not. */
export const VOCABULARY = `vocabulary farm/农户

entity household/户
  - id/户编号: text, key
  - town/乡镇: text
  - village/村: text, optional
  - kind/户类型: one of (lifted/脱贫户, ordinary/一般户, marginal/边缘户)
  - grade/等级: one of (first/一等, second/二等, third/三等), blank means third
  - size/人口: person, 1 person to 30 people
  - area/面积: mu, 0 mu to 1000 mu, blank means 0 mu
  - orchard/果园: mu, optional
  - pigs/生猪: head, 0 head to 500 head, blank means 0 head, alias "猪"
  - sows/母猪: head, 0 head to 100 head
  - income/年收入: yuan per year, -1000000 yuan per year to 10000000 yuan per year
  - wage/月工资: yuan per month, optional
  - cost/成本: yuan, 0 yuan to 100000 yuan, blank means 0 yuan
  - worth/价值: yuan, optional
  - quota/核算额度: wan yuan, optional
  - share_of_land/占地比例: %, 0% to 100%
  - able/有劳动力: yes/no
  - away/整户外出: yes/no, blank means no
  - poor/困难户: yes/no, private
  - applied_on/申请日期: date, optional
  - accepted_on/验收日期: date, optional
  - left_on/停发日期: date, optional
  - filing/备案号: text, optional
  - built_in/建成年份: whole number, optional
  - seat/所在镇: township, optional

entity member/成员 within household
  - member_id/人口编号: text, key
  - born_on/出生日期: date
  - works/务工: yes/no, blank means no
  - member_pay/工资: yuan per month, 0 yuan per month to 100000 yuan per month
  - relation/关系: one of (head/户主, child/子女, other/其他), optional

entity project/到户项目 within household
  - project_id/项目编号: text, key
  - project_cost/项目成本: yuan, 0 yuan to 50000 yuan
  - project_area/项目面积: mu, 0 mu to 100 mu, blank means 0 mu
  - built/已建成: yes/no
  - built_on/建成日期: date, optional
  - plot/地块: text, optional

entity award/已发奖补 within household
  - award_id/发放编号: text, key
  - \`benefit\`/奖补项目: text
  - amount/金额: yuan
  - paid_on/发放日期: date
  - programme/所属政策: text, optional
  - plot/地块: text, optional

entity station/电站
  - station_id/电站编号: text, key
  - station_town/电站乡镇: text
  - station_income/电站收益: yuan
  - station_size/装机: kw, 0 kw to 100000 kw, blank means 0 kw
  - open_since/并网日期: date, optional

entity township/镇街
  - township_name/镇名: text, key
  - base/基数面积: mu, 0 mu to 100000 mu, blank means 0 mu
  - fund/资金指标: yuan, 0 yuan to 10000000 yuan

unit hive/群
for each household
define small/小户 = size at most 2 people
`;

/** What a generated policy may quote. */
export const SOURCE = "第一条 连片种植面积5亩以上的，每亩奖励300元。";

/** A table kept beside the policy. */
export const RATES = `等级,户类型,标准（元）
一等,脱贫户,120.50
一等,一般户,80
二等,脱贫户,60.005
其余,其余,5
`;
