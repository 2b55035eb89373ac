"""What is likely: the models as they are read, what they add to an article, and how they learn."""

import json
from datetime import date

from bench.learning import Learner
from lib.facts.dataset import Dataset
from lib.reading import read
from lib.reading.likely import ADDED, FILE, are_kin, chance, models
from tests.unit.reading.test_properties import ARTICLES
from tests.unit.reading.test_told import short


def test_a_model_is_the_sum_of_its_trees() -> None:
    model = {"begin": 0.0, "trees": [["days", 0.5, -9.0, ["full", 0.5, 0.0, 9.0]], 0.0]}
    assert chance(model, {}) < 0.001
    assert chance(model, {"days": 1.0}) == 0.5
    assert chance(model, {"days": 1.0, "full": 1.0}) > 0.999


def test_the_models_are_learned_ones() -> None:
    assert set(models()) == {"added", "kept"}
    assert all(len(model["trees"]) >= 50 for model in models().values())
    # Most days that a sentence names are no act of a pair, most acts that rules find are.
    assert chance(models()["added"], {}) < ADDED
    assert models()["kept"]["begin"] > 0
    assert json.loads(FILE.read_text(encoding="utf-8")) == models()


def test_a_learner_finds_what_tells_right_from_wrong() -> None:
    rows = [({"a": float(i % 2), "b": float(i % 3)}, i % 2 == 1) for i in range(200)]
    model = Learner(rows).model()
    assert chance(model, {"a": 1.0, "b": 1.0}) > 0.9
    assert chance(model, {"b": 1.0}) < 0.1
    assert Learner(rows).model() == model


def test_an_act_that_no_rule_finds_is_added_with_where_it_is_told(dataset: Dataset) -> None:
    """ "In fiscal 2003 the Bureau began to send engineers to the company" names no place."""
    text = (ARTICLES / "q07-jica-hue-water.txt").read_text(encoding="utf-8")
    reading = read(text, data=dataset)
    pair = "vn-thua-thien-hue jp-kanagawa.yokohama"
    (added,) = (d for d in reading.drafts if short(d) == f"{pair} programme 2003")
    assert added.date is not None
    assert [reading.text[a:b] for a, b in added.date.spans] == ["2003"]
    assert added.kind.sure < 1


def test_a_short_text_is_left_to_the_rules(dataset: Dataset) -> None:
    text = "Sơn La và Gifu ký bản ghi nhớ hợp tác ngày 14/3/2024. Năm 2019 Gifu thăm Sơn La."
    drafts = read(text, published=date(2024, 3, 15), data=dataset).drafts
    assert {draft.kind.sure for draft in drafts} <= {0.6, 0.9}


def test_what_a_city_did_its_province_did_not() -> None:
    assert are_kin(("vn-hue", "jp-gifu"), ("vn-hue", "jp-gifu.gifu"))
    assert not are_kin(("vn-hue", "jp-gifu"), ("vn-hue", "jp-mie"))


def test_a_long_list_is_left_to_the_rules(dataset: Dataset) -> None:
    days = [f"{day}/{month}/2024" for month in range(1, 9) for day in range(1, 9)]
    text = "\n\n".join(f"Ngày {day}, tỉnh Sơn La và tỉnh Gifu ký bản ghi nhớ." for day in days)
    drafts = read(text, published=date(2025, 1, 1), data=dataset).drafts
    assert len(drafts) > 50
    assert {draft.kind.sure for draft in drafts} <= {0.6, 0.9}
