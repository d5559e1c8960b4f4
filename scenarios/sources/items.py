"""Catalogue items: each belongs to one service class; within a class the weight falls as 1 / rank^2 (assumed)."""

# ruff: noqa: E501 - tables are easier to read with one row a line
from __future__ import annotations

from functools import cache

from scenarios.sources.table import Row

#: Items asked for by every industry, the most frequent first: Chinese name = English name.
GENERAL = {
    "registration": "公司变更登记=Change a company's registration;公司设立登记=Set up a company;个体转企业=Turn a sole trader into a company;"
    "公司注销登记=Close a company;股权出质登记=Register a share pledge;迁移登记=Move a registered seat;"
    "年报与信用修复=Annual report and credit repair;合伙企业登记=Register a partnership",
    "licensing": "食品经营许可=Food trade licence;公共场所卫生许可=Public hygiene licence;户外广告许可=Outdoor advertising permit;"
    "特种设备登记=Special equipment registration;医疗器械经营备案=Medical device trade filing;道路运输许可=Road transport licence",
    "tax_guidance": "纳税申报辅导=Tax return guidance;发票业务辅导=Invoice guidance;退税减税辅导=Refund and relief guidance;"
    "出口退税辅导=Export refund guidance",
    "social_security": "员工参保登记=Insure employees;社保缴费核定=Contribution assessment;工伤认定申请=Work injury claim;"
    "公积金开户=Open a housing fund account",
    "construction": "施工许可=Building permit;建设工程规划许可=Planning permit;竣工联合验收=Joint completion check;消防设计审查=Fire design review",
    "environment": "环评审批=Environmental impact approval;排污登记=Discharge registration;危废管理备案=Hazardous waste filing",
    "safety": "危化品经营许可=Hazardous goods licence;安全设施审查=Safety facility review;安全标准化评审=Safety standard review",
    "party": "企业党务服务=Party affairs of enterprises",
    "bundle_open": "企业开办一件事=Open a company;开店一件事=Open a shop",
    "bundle_build": "项目开工一件事=Start construction;厂房投产一件事=Start production",
    "bundle_staff": "员工录用一件事=Hire staff;员工参保一件事=Insure staff",
    "policy_guidance": "惠企政策解读=Support policy explained;申报条件预审=Eligibility check;政策订阅推送=Policy alerts;专精特新辅导=Specialist firm guidance",
    "policy_claim": "奖补资金申报=Subsidy claim;技改补助申报=Upgrade subsidy claim;稳岗补贴申报=Job retention subsidy;人才补贴申报=Talent subsidy claim",
    "talent": "人才引进落户=Settle recruited talent;职称评定=Professional titles;高层次人才认定=Top talent recognition;技能培训=Skills training",
    "finance": "贷款对接=Loan matching;融资担保=Loan guarantee;转贷续贷=Loan renewal",
    "tech": "高新技术企业申报=High-tech firm status;研发费用辅导=R&D expense guidance;科技项目申报=Research project application",
    "brand": "品牌培育=Brand building;质量管理诊断=Quality diagnosis;标准制定辅导=Standards guidance",
    "labour": "招工难协调=Recruitment shortage;劳动争议协调=Labour dispute;用工合规诊断=Labour compliance",
    "siting": "项目选址协调=Siting of a project;厂房租赁对接=Workshop lease;用地指标协调=Land quota",
    "factor": "用电保障=Power supply;用水用气保障=Water and gas supply;道路物流保障=Roads and logistics",
    "customs": "通关便利协调=Customs clearance;原产地证协调=Certificates of origin",
    "compliance": "监管检查协调=Inspections coordinated;行政处罚咨询=Penalty advice;信用修复协调=Credit repair",
    "legal": "合同审查=Contract review;法律体检=Legal check-up;涉外法律咨询=Foreign trade law",
    "mediation": "商事纠纷调解=Commercial disputes;货款纠纷调解=Payment disputes",
    "trademark": "商标注册=Trademark registration;外观专利预审=Design patent pre-examination;知识产权维权=IP rights protection",
    "ip_pledge": "知识产权质押登记=IP pledge registration",
    "testing": "产品委托检测=Product test;检测报告咨询=Test report advice",
}

#: Items of one industry; an item marked ``*`` is the chain's own "class of things" (一类事).
SPECIFIC = {
    "apparel": "*童装产业链一类事=Childrenswear chain service;童装版权登记=Design copyright;面料检测对接=Fabric tests;直播电商辅导=Live-stream selling;"
    "跨境电商辅导=Cross-border selling;童装标准宣贯=Garment standards;设计师对接=Designers matched;砂洗印花配额=Washing and printing quota;"
    "产销对接=Buyers matched;童装质量提升=Quality improvement",
    "equipment": "*物流装备产业链一类事=Logistics equipment chain service;特种设备制造许可=Special equipment licence;首台套认定=First-set recognition;"
    "智能化改造诊断=Smart upgrade diagnosis;产品认证辅导=Product certification;大件运输许可=Oversize transport permit;"
    "产业链配套对接=Suppliers matched;工业设计对接=Industrial design;出口认证辅导=Export certification;设备计量检定=Metering checks",
    "cosmetics": "*美妆产业链一类事=Cosmetics chain service;普通化妆品备案=Ordinary cosmetics filing;化妆品检测预约=Cosmetics tests;"
    "生产许可辅导=Production licence;功效评价对接=Efficacy tests;标签合规审查=Label review;新原料咨询=New ingredients;"
    "进口化妆品咨询=Imported cosmetics;配方安全评估=Formula safety;美妆展销对接=Trade fairs;质量安全负责人培训=Quality officers trained",
    "devices": "二类器械注册=Class II registration;一类器械备案=Class I filing;生产许可申请=Production licence;检验前置咨询=Test advice;"
    "临床评价咨询=Clinical evaluation;体系核查辅导=Quality system audit;注册人制度咨询=Registrant scheme;创新器械通道=Innovation track",
    "icv": "道路测试申请=Road test;测试牌照办理=Test plate;示范应用申请=Demonstration use;商业化试点申请=Commercial pilot;测试车辆保险=Test insurance;"
    "测试场地预约=Test ground;高精地图服务=High-precision maps;数据安全评估=Data security;车路协同接入=Roadside access;安全员培训=Safety drivers;"
    "事故责任咨询=Accident liability;车辆改装备案=Vehicle conversion;无人配送备案=Delivery robots;低速车备案=Low-speed vehicles;"
    "频率使用申请=Radio spectrum;网络安全备案=Network security filing;项目招引落地=Project settling;政策资金兑现=Policy funds;"
    "人才引育=Talent;产业基金对接=Industry fund;测试报告互认=Test report recognition",
    "homestay": "民宿开办一件事=Open a homestay;特种行业许可=Special trade permit;消防安全核查=Fire safety check;项目选址=Site selection;"
    "场所租赁=Lease of premises;银企对接=Bank matching;民宿等级评定=Homestay rating;食品经营备案=Food filing;民宿招引=Homestays invited;"
    "运营推广=Marketing;民宿改扩建=Conversion and extension;民宿转让注销=Transfer or closing",
}

#: Service classes whose most frequent items Wuxing hands down to sub-centres and stations (赋权).
DELEGATED_CLASSES = (
    "policy_claim",
    "talent",
    "finance",
    "tech",
    "brand",
    "legal",
    "trademark",
    "ip_pledge",
    "testing",
)
DELEGATED_PER_CHAIN = 5  # items of each of the three chains after its class of things: assumed
CHAINS = {"logistics": "equipment", "childrenswear": "apparel", "cosmetics": "cosmetics"}


@cache
def of_class() -> dict[str, list[str]]:
    """Item ids by service class, the most frequent first; the chain's class of things leads."""
    table: dict[str, list[str]] = {}
    for row in rows():
        table.setdefault(row["service"], []).append(row["id"])
    return table


def rows() -> list[Row]:
    """Rows of items.csv."""
    table: list[Row] = []
    for service, text in (GENERAL | SPECIFIC).items():
        rank = 0
        for entry in text.split(";"):
            zh, en = entry.split("=")
            chain = zh.startswith("*")
            rank += not chain
            table.append(
                {
                    "id": f"{service}.chain" if chain else f"{service}.{rank}",
                    "service": service,
                    "name_zh": zh.lstrip("*"),
                    "name_en": en,
                    "weight": 0.5 if chain else round(rank**-2.0, 4),
                    "source": "assumed",
                }
            )
    return table


def delegated() -> set[str]:
    """Items that Wuxing's centre hands down."""
    general = [item for service in DELEGATED_CLASSES for item in of_class()[service]]
    chains = [
        item for service in CHAINS.values() for item in of_class()[service][1 : 1 + DELEGATED_PER_CHAIN]
    ]
    return set(general + chains)
