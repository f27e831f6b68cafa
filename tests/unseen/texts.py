"""What collections are made of: articles, names, titles of other pages. All of it our own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

import messy

SAMPLE = Path(__file__).parent.parent / "sample_truth"
SITES = ("云溪文库", "松果范文网", "青禾资料站", "文苑人家", "百川文秘", "小桥笔记", "墨香公文网")
ADDRESSES = (
    "www.songguo-demo.cn/a/12.html", "http://m.qinghe-demo.com.cn/show?id=3",
    "https://wenyuan-demo.com/2021/0305/88.shtml",
)  # fmt: skip
NAMES = ("林小禾", "周渡", "沈青山", "何水生", "陆一鸣", "秦晚", "江望", "欧阳柳")
UNITS = ("石桥乡水站", "柳林村委会", "青柳县农业局", "北渡口小学", "枫树坪党支部")
ORIGINS = ("石桥通讯", "青柳日报", "柳林简报", "县水利网")
SPOTS = ("东岭村", "石桥镇", "柳林乡", "红枫农场", "北渡口", "青柳县", "梅坞村", "沙湾镇")
KINDS = ("工作总结", "心得体会", "述职报告", "发言稿")
SHARED = ("护渠工作总结", "值守心得体会", "用水调查报告", "年度述职报告", "清淤经验材料")
OTHER = (
    "春灌用水安排表", "护林防火倡议书范文", "秋收工作简报五篇", "村干部年终述职报告", "防汛方案",
    "乡村教师读书心得", "新农具推广总结", "水站安全检查情况通报", "在丰收节上的致辞", "捐款公示",
    "冬修水利动员讲话", "农家书屋管理办法", "调解员工作手记", "渡船年检报告", "敬老院慰问活动总结",
)  # fmt: skip
HEADS = ("石桥县工作通讯", "青柳文存", "春耕材料选", "柳林乡学习简报")


@dataclass(frozen=True, slots=True)
class Text:
    """One article as its author wrote it."""

    title: str
    paragraphs: tuple[str, ...]


@cache
def sample() -> tuple[Text, ...]:
    """The articles of the sample collection that have titles of their own."""
    found: dict[str, Text] = {}
    for path in sorted(SAMPLE.glob("*.json")):
        for article in json.loads(path.read_text("utf-8"))["articles"]:
            if article["title"] and not article.get("generic"):
                found.setdefault(
                    article["title"], Text(article["title"], tuple(article["paragraphs"]))
                )
    return tuple(found.values())


def articles(random: Random, count: int) -> list[Text]:
    """Different articles: of the sample, and put together from sentences of our own."""
    real = random.sample(sample(), count)
    subjects = random.sample(messy.SUBJECTS, count)
    return [
        text if random.random() < 0.5 else _made(random, subject)
        for text, subject in zip(real, subjects, strict=True)
    ]


def _made(random: Random, subject: str) -> Text:
    title = f"{random.choice(messy.PLACES)}{subject}{random.choice(messy.GENRES)}"
    headings = random.random() < 0.5
    paragraphs = [messy.paragraph(random)]
    for n in range(3):
        if headings:
            paragraphs.append(
                f"{messy.DIGITS[n]}、{random.choice(messy.SUBJECTS)}要早、要实、要有人管"
            )
        paragraphs += [messy.paragraph(random) for _ in range(random.randint(1, 2))]
    return Text(title, tuple(paragraphs))


def names(random: Random) -> Mapping[str, str]:
    """What stands for the placeholders of noise and bylines."""
    a, b = random.sample(NAMES, 2)
    return {
        "A": a, "B": b, "S": random.choice(SITES), "url": random.choice(ADDRESSES),
        "U": random.choice(UNITS), "O": random.choice(ORIGINS), "X": random.choice(OTHER),
        "G": random.choice(KINDS), "H": random.choice(HEADS), "p": random.choice(SPOTS),
        "D": f"20{random.randint(10, 24)}年{random.randint(1, 12)}月{random.randint(1, 28)}日",
    }  # fmt: skip
