"""Partner organisations (第三方资源): names are placeholders, their numbers in Wuxing are reported."""

# ruff: noqa: E501 - tables are easier to read with one row a line
from __future__ import annotations

from scenarios.sources.table import Row

_REPORTED = "number: newsletter; name assumed"
_PARTNERS = (
    *((f"wx.law{n}", f"吴兴合作律师事务所{n}", f"Wuxing partner law firm {n}", "law", _REPORTED) for n in range(1, 6)),
    *((f"wx.talent{n}", f"吴兴合作人才机构{n}", f"Wuxing partner talent agency {n}", "talent", _REPORTED) for n in range(1, 4)),
    ("wx.testing", "吴兴合作产品检测检验中心", "Wuxing partner testing centre", "testing", _REPORTED),
    ("wx.entrepreneurs", "企业家协会", "Entrepreneurs' association", "association", "newsletter: third-party evaluation"),
    ("aj.federation", "安吉县工商联", "Anji federation of industry and commerce", "chamber", "newsletter"),
    ("aj.chambers", "安吉异地商会", "Chambers of commerce of other places in Anji", "chamber", "newsletter"),
    ("nx.law", "南浔合作律师事务所", "Nanxun partner law firm", "law", "assumed"),
    ("dq.law", "德清合作律师事务所", "Deqing partner law firm", "law", "assumed"),
    ("cx.law", "长兴合作律师事务所", "Changxing partner law firm", "law", "assumed"),
)  # fmt: skip


def rows() -> list[Row]:
    """Rows of partners.csv."""
    columns = ("id", "name_zh", "name_en", "type", "source")
    return [dict(zip(columns, row, strict=True)) for row in _PARTNERS]
