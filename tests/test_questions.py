"""Questions that policy researchers ask, answered from the exported graph alone."""

from __future__ import annotations

import json

import pytest

import tairyu as ty


@pytest.fixture(scope="module")
def kg(tmp_path_factory: pytest.TempPathFactory) -> ty.KnowledgeGraph:
    """The graph as someone else would read it: from its JSON lines."""
    folder = tmp_path_factory.mktemp("jsonl")
    nodes, edges = (path.read_text(encoding="utf-8").splitlines() for path in ty.export(ty.build(), "jsonl", folder))
    return ty.KnowledgeGraph(
        [ty.Node.from_json(json.loads(line)) for line in nodes], [ty.Edge.from_json(json.loads(line)) for line in edges]
    )


def outcomes(kg: ty.KnowledgeGraph, node: str) -> list[ty.Node]:
    return [kg.nodes[edge.target] for edge in kg.out_edges(node, "ACHIEVES")]


def described(kg: ty.KnowledgeGraph, case: str, *types: str) -> set[str]:
    found = {edge.target for edge in kg.out_edges(case, "DESCRIBES")}
    return {key for key in found if kg.nodes[key].type in types}


def cases_of_section(kg: ty.KnowledgeGraph, *sections: str) -> list[ty.Node]:
    return [case for case in kg.of_type("Case") if case.properties.get("section") in sections]


def regions_of_case(kg: ty.KnowledgeGraph, case: str) -> set[str]:
    """Where the case says that things are, what they serve, and whom its actors govern."""
    placed = {e.target for e in kg.edges_of("LOCATED_IN", "SERVES") if case in e.properties["cases"]}
    return placed | {e.target for key in described(kg, case, "Actor") for e in kg.out_edges(key, "GOVERNS")}


def test_q11_monthly_payment_of_ncl(kg: ty.KnowledgeGraph) -> None:
    found = [
        o for o in outcomes(kg, "hub:ncl") if (o.properties.get("unit"), o.properties.get("per")) == ("yen", "month")
    ]
    assert [o.properties["value"] for o in found] == [160000]
    assert found[0].evidence


def test_q13_events_of_osaka_innovation_hub(kg: ty.KnowledgeGraph) -> None:
    found = [o.properties for o in outcomes(kg, "hub:osaka-innovation-hub") if o.properties.get("per") == "year"]
    assert [p["value"] for p in found if p["unit"] == "times" and p["qualifier"] == "at_least"] == [270]


def test_q16_organisers_of_kagyo_lab(kg: ty.KnowledgeGraph) -> None:
    found = {kg.nodes[edge.source].name_ja for edge in kg.in_edges("hub:kagyo-lab", "OPERATES")}
    assert len(found) == 3
    for name in ("農家のこせがれネットワーク", "ETIC.", "エヌエヌ生命保険"):
        assert kg.node(name).name_ja in found


def test_q18_places_in_the_diagram_of_ncl(kg: ty.KnowledgeGraph) -> None:
    found = {kg.nodes[edge.source].name_ja for edge in kg.in_edges("hub:ncl", "PART_OF")}
    assert found == {"弘前", "遠野", "西条", "宮崎", "加賀", "湖南", "南相馬", "奥大和", "南三陸", "西会津"}


def test_q38_cases_that_have_to_do_with_sapporo(kg: ty.KnowledgeGraph) -> None:
    cases = cases_of_section(kg, "参考資料１", "参考資料２")
    assert len(cases) == 23
    sapporo = "region:01100"
    assert {case.id for case in cases if sapporo in regions_of_case(kg, case.id)} == {"fds", "kagyo-lab"}


def test_q41_cases_of_the_first_annex(kg: ty.KnowledgeGraph) -> None:
    assert len(cases_of_section(kg, "参考資料１")) == 16


def awareness(kg: ty.KnowledgeGraph, region: str) -> float:
    found = {}
    for edge in kg.in_edges(region, "LOCATED_IN"):
        properties = kg.nodes[edge.source].properties
        if "デニム" in properties.get("quantity_ja", "") and properties.get("unit") == "percent":
            found[properties["when"]] = properties["value"]
    return round(found["2018"] - found["2017"], 1)


def test_q46_q54_awareness_as_a_denim_area(kg: ty.KnowledgeGraph) -> None:
    rise = {
        name: awareness(kg, kg.node(f"region:{key}").id)
        for name, key in {"福山市": "34207", "首都圏": "tokyo-area"}.items()
    }
    assert max(rise, key=rise.get) == "福山市"
    assert rise["福山市"] == 11.7


def test_q57_case_that_shares_an_actor_with_ncl(kg: ty.KnowledgeGraph) -> None:
    def named(case: str) -> set[str]:
        return {key for key in described(kg, case, "Actor") if not kg.nodes[key].properties["generic"]}

    others = [
        case.id for case in cases_of_section(kg, "参考資料１") if case.id != "ncl" and named(case.id) & named("ncl")
    ]
    assert others == ["koyu"]
    assert "actor:koyu-zaidan" in named("koyu") & named("ncl")


def test_q65_no_case_ties_metropolitan_areas_to_each_other(kg: ty.KnowledgeGraph) -> None:
    cases = cases_of_section(kg, "参考資料１")
    assert [case.id for case in cases if case.properties.get("orientation") == "metro_x_metro"] == []
    assert len([case for case in cases if case.properties.get("orientation") == "metro_x_regional"]) == 5


def agreements_with_rakuten(kg: ty.KnowledgeGraph, prefecture: str) -> list[tuple[str, str, str]]:
    """(since, municipality, status) of the dated agreements of municipalities of a prefecture with Rakuten."""
    found = []
    for edge in (*kg.in_edges("actor:rakuten", "PARTNERS_WITH"), *kg.out_edges("actor:rakuten", "PARTNERS_WITH")):
        partner = edge.source if edge.target == "actor:rakuten" else edge.target
        regions = [e.target for e in kg.out_edges(partner, "GOVERNS") if kg.nodes[e.target].kind == "municipality"]
        within = {e.target for region in regions for e in kg.out_edges(region, "WITHIN")}
        if prefecture in within and "since" in edge.properties:
            found.append((edge.properties["since"], partner, edge.properties["status"]))
    return sorted(found)


def test_oq05_shops_through_both_seminars(kg: ty.KnowledgeGraph) -> None:
    rounds = [outcomes(kg, f"programme:gifu-seminar-{number}") for number in (1, 2)]
    shops = [
        o.properties["value"] for found in rounds for o in found if o.properties["unit"] in ("organisations", "shops")
    ]
    assert sum(shops) == 70


def test_oq10_start_of_the_loan_scheme(kg: ty.KnowledgeGraph) -> None:
    scheme = kg.nodes["programme:gifu-ec-loan"]
    assert scheme.properties["since"] == "2009-12-01"
    assert scheme.property_evidence["since"]


def test_oq12_municipalities_that_signed_or_will_sign(kg: ty.KnowledgeGraph) -> None:
    found = agreements_with_rakuten(kg, "region:21")
    assert [(kg.nodes[partner].name_ja, status) for _, partner, status in found] == [
        ("関市", "actual"),
        ("岐阜市", "actual"),
        ("多治見市", "planned"),
    ]


def test_oq19_fund_of_the_point_card(kg: ty.KnowledgeGraph) -> None:
    flows = [e for e in kg.edges_of("FLOW") if e.properties.get("via") == "programme:kushiro-skip-r-card"]
    assert {kg.nodes[e.target].name_ja for e in flows if kg.nodes[e.target].kind == "fund"} == {"まちづくり基金"}


def test_oq20_fall_of_the_shipments_of_shizuoka(kg: ty.KnowledgeGraph) -> None:
    found = [kg.nodes[e.source].properties for e in kg.in_edges("region:22", "LOCATED_IN")]
    values = [p["value"] for p in found if "製造品出荷額" in p.get("quantity_ja", "")]
    assert max(values) - min(values) == 4 * 10**12


def test_oq24_local_governments_with_an_agreement_in_2023(kg: ty.KnowledgeGraph) -> None:
    found = [o.properties for o in outcomes(kg, "actor:rakuten") if "包括連携協定" in o.properties["quantity_ja"]]
    assert [(p["value"], p["when"]) for p in found] == [(47, "2023")]


def test_oq27_years_of_support_in_toyama(kg: ty.KnowledgeGraph) -> None:
    values = [o.properties for o in outcomes(kg, "programme:toyama-ec-support-project")]
    assert [p["value"] for p in values if p.get("unit") == "years"] == [4]


def test_oq35_group_that_gave_a_concept_to_the_mayor_of_the_second_to_sign(kg: ty.KnowledgeGraph) -> None:
    second = agreements_with_rakuten(kg, "region:21")[1][1]
    mayors = {edge.source for edge in kg.in_edges(second, "HEADS")}
    givers = {e.source for e in kg.edges_of("FLOW") if e.target in mayors and e.kind == "knowledge"}
    assert {kg.nodes[key].name_ja for key in givers if kg.nodes[key].kind == "bank"} == {"みずほフィナンシャルグループ"}


def test_oq38_city_of_the_antenna_shop_and_of_astellas(kg: ty.KnowledgeGraph) -> None:
    shops = {edge.source for edge in kg.in_edges("programme:antenna-shop-model", "USES")}
    astellas = described(kg, "astellas-health", "Actor")
    both = {key for key in shops & astellas if kg.nodes[key].kind == "municipality"}
    assert {kg.nodes[key].name_ja for key in both} == {"都城市"}


def test_oq62_municipalities_of_the_three_areas(kg: ty.KnowledgeGraph) -> None:
    areas = {"region:bingo-area", "region:hachinohe-area", "region:morioka-area"}
    counts: dict[str, set[tuple[str, float]]] = {area: set() for area in areas}
    for outcome in kg.of_type("Outcome"):
        if outcome.properties.get("unit") != "municipalities":
            continue
        for edge in kg.out_edges(outcome.id, "LOCATED_IN"):
            if edge.target in areas and "構成する" in outcome.properties["quantity_ja"]:
                counts[edge.target].add((outcome.properties["quantity_ja"], outcome.properties["value"]))
    assert {area: sum(value for _, value in found) for area, found in counts.items()} == dict.fromkeys(areas, 8)
    assert sum(value for found in counts.values() for _, value in found) == 24
