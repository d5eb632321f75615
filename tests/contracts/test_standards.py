"""Do other people's schemas accept what we answer? Each lies in a folder that a variable of the environment names; see docs/howto/try-the-standards.md."""

import json
import os
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from ruta.base.clock import now
from ruta.base.context import acting_as, system
from ruta.exchange.events.telling import cloud_event
from ruta.exchange.iati import telling
from ruta.exchange.tests.conftest import Caller, agreed, institution
from ruta.exchange.tests.test_open import ROOT, a_project, got
from ruta.insights.actions import refresh_cubes
from ruta.insights.tests.population import make
from ruta.trust.models import OutEvent

pytestmark = pytest.mark.django_db


def folder(variable: str) -> Path:
    named = os.environ.get(variable, "")
    if not named:
        pytest.skip(f"{variable} names no folder")
    return Path(named)


def hsds(name: str):
    from jsonschema import Draft202012Validator, FormatChecker

    text = (folder("RUTA_HSDS_SCHEMAS") / name).read_text(encoding="utf8")
    return Draft202012Validator(json.loads(text), format_checker=FormatChecker())


@pytest.mark.parametrize(
    ("path", "schema"),
    [
        ("services", "service_list"),
        ("services?full=true", "service"),
        ("organizations", "organization_list"),
        ("service_at_locations", "service_at_location_list"),
        ("taxonomies", "../taxonomy"),
        ("taxonomy_terms", "../taxonomy_term"),
    ],
)
def test_each_list_of_hsds_holds_to_its_schema(client, path, schema):
    found = client.get(f"{ROOT}/hsds/{path}{'&' if '?' in path else '?'}per_page=100").json()
    assert found["contents"]
    validator = hsds(f"compiled/{schema}.json")
    faults = [
        (each.get("name", ""), fault.message, list(fault.path)) for each in found["contents"] for fault in validator.iter_errors(each)
    ]
    assert not faults, faults[:5]


@pytest.mark.parametrize(
    ("kind", "schema"), [("services", "service"), ("organizations", "organization"), ("service_at_locations", "service_at_location")]
)
def test_each_single_answer_of_hsds_holds_to_its_schema(client, kind, schema):
    validator = hsds(f"compiled/{schema}.json")
    for each in got(client, f"/hsds/{kind}", per_page=20)["contents"]:
        faults = [(fault.message, list(fault.path)) for fault in validator.iter_errors(got(client, f"/hsds/{kind}/{each['id']}"))]
        assert not faults, faults[:5]


def test_the_file_of_iati_holds_to_its_schema(client):
    from lxml import etree

    schema = etree.XMLSchema(file=str(folder("RUTA_IATI_SCHEMAS") / "iati-activities-schema.xsd"))
    a_project()
    a_project(ref="P 9", places=[], needs=[], ends=None, budget=None, state="planned", summary="")
    answer = client.get(f"{ROOT}/iati/activities.xml")
    assert schema.validate(etree.fromstring(answer.content)), schema.error_log


def rulings(client) -> Iterator[tuple[str, str, dict]]:
    """What the rules of IATI find wrong, told by their own reader: how grave, in which activity, and by which rule."""
    import sys

    from lxml import etree

    place = folder("RUTA_IATI_RULESETS")
    sys.path.insert(0, str(place))
    try:
        import iatirulesets
    finally:
        sys.path.remove(str(place))
    ruleset = json.loads((place / "rulesets/standard_py.json").read_text(encoding="utf8"))
    for rules in ruleset.values():
        rules.pop("only_one_of", None)  # their reader looks at the first excluded element only, and refuses every activity of one country
    for activity in etree.fromstring(client.get(f"{ROOT}/iati/activities.xml").content):
        name = activity.findtext("iati-identifier")
        for ruled in iatirulesets.test_ruleset_subelement(ruleset, activity, verbose=True):
            if ruled["result"] is False or ruled["result"] == []:
                yield name, ruled["rule"], ruled["case"]


@pytest.mark.filterwarnings("ignore")  # of their reader
def test_the_file_of_iati_holds_to_its_rules(client):
    a_project()
    a_project(ref="P 9", places=[], needs=[], ends=None, budget=None, state="planned", summary="")
    a_project(ref="P-10", state="finished", begins=date(2024, 2, 29), ends=date(2025, 3, 1), needs=["job_now"])
    a_project(ref="P-11", state="planned", begins=date(2026, 12, 1), ends=date(2027, 12, 1))
    a_project(ref="P-12", begins=None, ends=date(2027, 12, 1))
    found = list(rulings(client))
    assert not found, found[:5]
    assert client.get(f"{ROOT}/iati/activities.xml").content.count(b"<iati-activity ") == 4, "without a first day IATI knows no activity"


@pytest.mark.filterwarnings("ignore")  # of their reader
def test_the_rules_of_iati_find_what_is_wrong(client, monkeypatch):
    a_project(begins=date(2025, 3, 1))
    monkeypatch.setattr(telling, "LONGEST_YEAR", timedelta(days=3000))
    monkeypatch.setattr(telling, "_purposes", lambda _codes: [])
    assert {rule for _name, rule, _case in rulings(client)} >= {"strict_sum", "time_limit"}


@pytest.mark.filterwarnings("ignore")  # of the libraries that judge
def test_the_catalogue_holds_to_the_shapes_of_dcat_ap(client):
    shapes = folder("RUTA_DCAT_SHAPES")
    pyshacl, rdflib = pytest.importorskip("pyshacl"), pytest.importorskip("rdflib")
    graph = rdflib.Graph().parse(data=client.get(f"{ROOT}/catalogue").content.decode(), format="json-ld")
    rules = rdflib.Graph()
    for name in ("shapes.ttl", "range.ttl"):
        rules.parse(shapes / name)
    conforms, _results, text = pyshacl.validate(graph, shacl_graph=rules)
    assert conforms, text


def test_indicators_hold_to_the_schema_of_sdmx_json(client):
    from jsonschema import Draft201909Validator, FormatChecker

    text = (folder("RUTA_SDMX_SCHEMAS") / "data-message/tools/schemas/sdmx-json-data-schema.json").read_text(encoding="utf8")
    make(60)
    refresh_cubes(actor=system(None), everything=True)
    told = got(client, "/sdmx/data/RUTA,INDICATORS,1.0")
    assert told["data"]["dataSets"][0]["observations"]
    faults = [
        (fault.message[:300], list(fault.path))
        for fault in Draft201909Validator(json.loads(text), format_checker=FormatChecker()).iter_errors(told)
    ]
    assert not faults, faults[:5]


def test_their_structure_holds_to_the_schema_of_sdmx_json(client):
    from jsonschema import Draft201909Validator, FormatChecker

    text = (folder("RUTA_SDMX_SCHEMAS") / "structure-message/tools/schemas/sdmx-json-structure-schema.json").read_text(encoding="utf8")
    told = got(client, "/sdmx/structure/datastructure/RUTA/INDICATORS/1.0")
    faults = [
        (fault.message[:300], list(fault.path))
        for fault in Draft201909Validator(json.loads(text), format_checker=FormatChecker()).iter_errors(told)
    ]
    assert not faults, faults[:5]


@pytest.fixture
def told_consent(client):
    """What the addresses of consent answer to a system of INFOP, of a person who allows it."""
    from ruta.cases.tests.making import register, staff
    from ruta.people.actions import Grant, give_consent
    from ruta.people.tests.conftest import SIGNED

    agreement, actor = agreed(), staff("SPS")
    caller, root = Caller(client, agreement), f"{ROOT}/govstack/consent"
    with acting_as(actor):
        person = register(actor)
        give_consent(actor=actor, person_id=person.pk, grants=(Grant(institution("INFOP").pk, "shared_case", ()),), manner=SIGNED)

    def asked(path):
        answer = client.get(f"{root}/{path}", headers=caller.bearer())
        assert answer.status_code == 200, answer.content
        return answer.json()

    audited, policy = asked(f"audit/data-agreement/{agreement.pk}/"), asked("service/policy/shared_case/")
    return {
        "DataAgreement": [audited["dataAgreement"], *asked("service/verification/data-agreements/")["dataAgreements"]],
        "Revision": [*audited["revisions"], policy["revision"]], "Policy": [policy["policy"]],
        "ConsentRecord": asked("service/verification/consent-records/")["consentRecords"],
    }  # fmt: skip


def test_agreements_and_permissions_hold_to_the_schemas_of_govstack_consent(told_consent):
    import yaml
    from jsonschema import Draft202012Validator

    components = yaml.safe_load(folder("RUTA_CONSENT_API").read_text(encoding="utf8"))["components"]
    for name, told in told_consent.items():
        assert told, name
        validator = Draft202012Validator({"components": components, "$ref": f"#/components/schemas/{name}"})
        faults = [(name, fault.message[:300], list(fault.path)) for each in told for fault in validator.iter_errors(each)]
        assert not faults, faults[:5]


def test_an_event_holds_to_the_schema_of_cloudevents():
    from jsonschema import Draft7Validator, FormatChecker

    text = folder("RUTA_CLOUDEVENTS_SCHEMA").read_text(encoding="utf8")
    row = OutEvent(uuid=uuid4(), type="hn.ruta.referral.accepted", subject="Task/1", happened_at=now())
    faults = [fault.message for fault in Draft7Validator(json.loads(text), format_checker=FormatChecker()).iter_errors(cloud_event(row))]
    assert not faults


def test_a_certificate_holds_to_the_schema_of_open_badges():
    from jsonschema import Draft201909Validator

    from ruta.training.badges import open_badge
    from ruta.training.tests.making import a_badge

    schema = json.loads((folder("RUTA_OPENBADGES_SCHEMAS") / "ob_v3p0_achievementcredential_schema.json").read_text(encoding="utf8"))
    faults = [(fault.message, list(fault.path)) for fault in Draft201909Validator(schema).iter_errors(open_badge(a_badge()))]
    assert not faults, faults[:5]
