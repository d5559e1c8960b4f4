"""What `run.py serve` says, in Chinese and English."""

from __future__ import annotations

PAGE: dict[str, tuple[str, str]] = {
    # key: (Chinese, English)
    "page_open": ("页面：{address}（按 Ctrl+C 停止）", "The page: {address} (Ctrl+C stops it)"),
    "page_token": (
        "地址中的口令是进入的钥匙：只告诉应当使用的人",
        "The token in the address is the key: give it to those who should use the page, and to nobody else",
    ),
    "page_stopped": (
        "页面已停止；未完成的运行已取消",
        "The page has stopped; jobs that were running are cancelled",
    ),
}
