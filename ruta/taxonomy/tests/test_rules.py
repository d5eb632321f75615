"""Does the arithmetic of versions and contents hold?"""

import pytest

from ruta.taxonomy import rules


def test_the_fingerprint_does_not_depend_on_the_order_of_keys():
    assert rules.fingerprint({"a": 1, "b": [1, 2]}) == rules.fingerprint({"b": [1, 2], "a": 1})
    assert rules.fingerprint({"b": [2, 1]}) != rules.fingerprint({"b": [1, 2]})


def test_versions_compare_as_numbers():
    assert rules.version_key("0.10.0") > rules.version_key("0.9.9")


def test_frozen_content_cannot_be_changed():
    content = rules.frozen({"rows": [{"code": "a"}]})
    with pytest.raises(TypeError):
        content["rows"] = ()
    with pytest.raises(TypeError):
        content["rows"][0]["code"] = "b"


def test_a_path_walks_into_lists_and_skips_what_is_absent():
    content = {"items": [{"goals": [{"code": "a"}, {"code": "b"}]}, {"goals": []}, {"code": "x"}]}
    assert list(rules.values_at(content, "items.goals.code")) == ["a", "b"]


def test_a_mentioned_code_that_does_not_exist_is_named_with_its_place():
    catalogues = {
        "barriers": {"items": [{"code": "b", "linked_needs": ["food", "ghost"]}]},
        "needs": {"items": [{"code": "food"}]},
    }
    assert rules.dangling_codes(catalogues, {}) == ["barriers/items.linked_needs: ghost is not in needs/items"]


def test_a_code_that_a_new_version_lost_is_named():
    before, after = {"items": [{"code": "a"}, {"code": "b"}]}, {"items": [{"code": "b", "retired": True}]}
    assert rules.vanished_codes(before, after) == ["items/a: removed; mark it `retired: true` instead"]
