'use strict';
// Texts of planning by search (siting, staffing, frontier, calibration) and of the guided visit.

import {addWords} from './words.js';

addWords({
  plan_title: ['选址与人员', 'Siting and staffing'],
  plan_intro: ['由计算机搜索方案，用仿真验证，并说明把握有多大。结果里有推荐方案（recommended.yaml），可'
    + '直接运行。',
    'The computer searches for plans, proves them by simulation and says how sure they are. The result '
    + 'holds the recommended plan (recommended.yaml), ready to be run.'],
  plan_what: ['做什么', 'What'],
  plan_site: ['选址', 'Siting'],
  plan_site_about: ['下一批驿站放在哪里：从候选点中选若干处，让更多办件在 15 分钟内到站，再用新的随机种子'
    + '复核。',
    'Where to put the next stations: picks sites from candidates so that more cases are within 15 '
    + 'minutes, and checks the choice on fresh seeds.'],
  plan_staff: ['人员配置', 'Staffing'],
  plan_staff_about: ['最少花多少人力成本能守住目标：搜索各组人数与排班，推荐方案经过认证。',
    'The least staff cost that keeps the targets: searches head counts and rosters; the plan is '
    + 'certified.'],
  plan_frontier: ['前沿', 'Frontier'],
  plan_frontier_about: ['多花的每一笔钱换来什么：不同预算与新增驿站数下，满意度与办理时长最好能到哪里。',
    'What more money buys: the best satisfaction and time for each budget and number of new stations.'],
  plan_calibrate: ['校准', 'Calibration'],
  plan_calibrate_about: ['让模型与公开报道的数字相符，并说明哪些参数仍不确定。需要分析附加组件，用时较'
    + '长。',
    'Fits the model to the reported figures and says what they leave open. Needs the analysis extra; '
    + 'takes long.'],
  plan_scenario: ['情景', 'Scenario'],
  plan_candidates: ['候选点', 'Candidates'],
  plan_candidates_help: ['每行一个候选点：位置、类型、照搬哪个驿站、年成本。没有文件？下载下面的模板，改好后'
    + '上传。',
    'One candidate a row: place, kind, which station it copies, cost a year. None yet? Download the '
    + 'template below, fill it in and upload it.'],
  plan_near: ['现在 {points} 个需求点（{towns} 个乡镇）中，有 {near} 个在某家开放驿站的 {minutes} 分钟以内。',
    'Of {points} demand points (in {towns} towns) {near} are within {minutes} minutes of an open station '
    + 'now.'],
  plan_near_towns: ['每个乡镇只有一个需求点：看不出乡镇内部的远近，{minutes} 分钟几乎总能达到，新增驿站显不出'
    + '好处。请先在“需求点”表里把乡镇分成几个需求点，或改用“湖州”。',
    'Each town has one demand point only: distances within it do not show, {minutes} minutes are met '
    + 'trivially, and new stations show no gain. Give towns several points in the table Demand points first, '
    + 'or take Huzhou.'],
  plan_near_all: ['几乎全部已经达到：新增驿站能带来的提升很小。',
    'Nearly all are near already: new stations can gain little.'],
  plan_near_what: ['{minutes} 分钟指从需求点出发的单程车程，约合直线 {km} 公里（车速见'
    + '数据表“按出行距离的道路等级”，绕行系数见政策“出行”）。搜索优化的是需求点上的需求；'
    + '结果里另给出企业占比与办件占比。',
    '{minutes} minutes are one way by road from a demand point, about {km} km in a straight line (speeds: '
    + 'table Roads by length of trip; detour: policy Travel). The search covers the demand of the '
    + 'points; the result also gives the shares of enterprises and of cases.'],
  plan_template: ['下载候选点模板（csv）', 'Download a template of candidates (csv)'],
  plan_template_zh: ['候选驿站{n}', '候选驿站{n}'],
  plan_template_en: ['Candidate station {n}', 'Candidate station {n}'],
  plan_shipped: ['随附：{name}', 'shipped: {name}'],
  plan_uploaded: ['已上传：{name}', 'uploaded: {name}'],
  plan_no_file: ['（不用）', '(none)'],
  plan_default: ['（默认）', '(the default)'],
  plan_no_candidates: ['（请选择或上传）', '(choose or upload)'],
  plan_upload: ['上传…', 'Upload…'],
  plan_upload_done: ['已收下 {name}', 'Taken: {name}'],
  plan_need_candidates: ['请选择候选点文件，或上传一个。', 'Choose a file of candidates, or upload one.'],
  plan_new: ['新增驿站数', 'New stations'],
  plan_new_help: ['至多新增几处。', 'At most this many.'],
  plan_new_frontier_help: ['逐个考察 0 到此数。', 'Each number from 0 to this one is tried.'],
  plan_levers: ['可调项', 'What may change'],
  plan_levers_help: ['默认：所有组员的人数与轮驻组的排班。yaml 格式见 docs/staffing.md。',
    'By default the heads of all members and the tours of rotating groups. Format of the yaml: '
    + 'docs/staffing.md.'],
  plan_targets: ['目标', 'Targets'],
  plan_targets_help: ['不填：用情景自带的目标（“目标”表）。',
    'None: the scenario’s own targets (its table Targets).'],
  plan_target_add: ['添加目标', 'Add a target'],
  plan_target_remove: ['去掉此目标', 'Remove this target'],
  plan_target_n: ['目标 {n}', 'Target {n}'],
  plan_target_kpi: ['指标', 'KPI'],
  plan_target_level: ['范围', 'Level'],
  plan_target_key: ['对象', 'Of which'],
  plan_target_sign: ['方向', 'Bound'],
  plan_target_least: ['不低于', 'at least'],
  plan_target_most: ['不高于', 'at most'],
  plan_target_value: ['界限', 'Value'],
  plan_target_missing: ['请填写界限。', 'Enter the bound.'],
  plan_target_which: ['请填写对象。', 'Say of which.'],
  plan_target_unit: ['单位：{unit}', 'unit: {unit}'],
  plan_target_share: ['%（填 97 即 97 %）', '% (97 is 97 %)'],
  plan_target_percent: ['请填 0 至 100 之间的百分数。', 'A per cent from 0 to 100.'],
  level_network: ['全网', 'whole network'],
  level_county: ['区县', 'county'],
  level_facility: ['设施', 'facility'],
  level_kind: ['件的种类', 'kind of case'],
  level_service: ['服务', 'service'],
  level_family: ['服务类别', 'family'],
  level_channel: ['渠道', 'channel'],
  level_industry: ['行业', 'industry'],
  level_group: ['人员组', 'staff group'],
  plan_quick: ['快速粗算', 'Quick'],
  plan_quick_help: ['少量仿真，仅供试看，不足以作依据。', 'Few simulations: a look, not a result to defend.'],
  plan_slow: ['全网的搜索要仿真成百上千次，可能需要几十分钟到数小时；可以先用较短天数试，人员配置也可以先在'
    + '“吴兴”上试。',
    'A search of a whole city simulates hundreds of times: tens of minutes to hours. Try fewer days first; '
    + 'a staffing can also be tried on Wuxing.'],
  plan_start: ['开始', 'Start'],
  plan_no_analysis: ['此服务器没有安装分析附加组件（见 docs/install.md），不能校准。',
    'This server lacks the analysis extra (docs/install.md), so it cannot calibrate.'],

  guide_step: ['第 {n} 步，共 {of} 步', 'Step {n} of {of}'],
  guide_skip: ['跳过', 'Skip'],
  guide_back: ['上一步', 'Back'],
  guide_next: ['下一步', 'Next'],
  guide_welcome: ['驿站怎么用', 'What this is for'],
  guide_welcome_1: ['这里逐件模拟企业到驿站办事：谁来办、等多久、逐级流转到哪里、是否按时、是否满意。',
    'Yizhan follows every enterprise’s case through the stations: who serves it, how long it waits, '
    + 'where it is handed, whether it is on time and the enterprise is satisfied.'],
  guide_welcome_2: ['我们用一个现成的问题走一遍：选网络、选一项改动、运行、看比较。随时可以跳过，以后从右'
    + '上角“引导”重来。',
    'Let us walk through one ready question: choose a network, choose a change, run it, read the '
    + 'comparison. Skip at any time; “Guide” at the top right brings this back.'],
  guide_network: ['选一个网络', 'Choose a network'],
  guide_network_1: ['吴兴较小，几秒出结果；湖州是全市，约一两分钟。装好后的第一次运行要先准备程序，再多'
    + '半分钟左右。',
    'Wuxing is small and takes seconds; Huzhou is the whole city and takes a minute or two. The first run '
    + 'after an installation prepares the program, about half a minute more.'],
  guide_change: ['选一项改动', 'Choose a change'],
  guide_change_1: ['假设情景只写“与原网络有何不同”，其余照旧。',
    'A what-if only says what differs from the network; all else stays.'],
  guide_change_evening: ['延长夜间服务', 'Evening hours'],
  guide_change_residents: ['增加两名驻站人员', 'Two more residents'],
  guide_change_push: ['关闭信息推送', 'No information push'],
  guide_run: ['运行', 'Run it'],
  guide_run_1: ['两个情景在相同的随机情况下各模拟 {days} 天，重复 {n} 次，前 {warm} 天预热。真实决策要更'
    + '多次、更长时间。',
    'Both are simulated for {days} days under the same chances, {n} times, the first {warm} days not '
    + 'measured. A real decision wants more of both.'],
  guide_run_start: ['开始运行', 'Start'],
  guide_watch: ['进展', 'How far it is'],
  guide_watch_1: ['可以关闭或刷新本页，运行不会停；在“运行”里能再找到它。',
    'Close or reload the page: it goes on, and “Runs” finds it again.'],
  guide_watch_failed: ['运行没有成功。可以返回再试，或在“运行”里查看原因。',
    'It did not succeed. Go back and try again, or see why under “Runs”.'],
  guide_read: ['怎么读比较', 'How to read the comparison'],
  guide_read_1: ['先看三句结论：哪个情景、好多少（含区间）、花多少、有多大把握。',
    'First the three sentences: which scenario, what it gains with its interval, what it costs, how sure.'],
  guide_read_2: ['区间跨过 0，就说明这些重复还不足以断定有差别。每个图下有数据表，图可存为图片。',
    'An interval that holds 0 means that these replications cannot tell a difference. Below every chart '
    + 'is its table, and each chart can be saved as a picture.'],
  guide_read_3: ['接下来：在“网络规划”里移动或新增驿站，存成自己的方案，再来比较。',
    'Next: move or add a station under “Network”, save it as your plan, and compare again.'],
  guide_show: ['看比较', 'See the comparison'],
  guide_missing: ['找不到随附的示例情景，引导无法进行。',
    'The shipped example scenarios are not there, so the guide cannot go on.'],
});
