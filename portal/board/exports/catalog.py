"""The board as a data set: terms of use, how to cite it, and its record for catalogues of open data (DCAT 3) and search engines."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from portal.cms.frame.sharing import absolute, publisher
from portal.directory.models import Plan

TABLES = ("indicators", "observations", "projects", "tasks", "notes")
IANA = "https://www.iana.org/assignments/media-types/"
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
KEYWORDS = (
    ("无废城市", "zh"),
    ("固体废物", "zh"),
    ("建设指标", "zh"),
    ("zero-waste city", "en"),
    ("solid waste", "en"),
)
LANGUAGE = "http://publications.europa.eu/resource/authority/language/"
RARELY = "http://publications.europa.eu/resource/authority/frequency/IRREG"


@dataclass(frozen=True)
class Dataset:
    """All that is published of one plan; `version`: when something of it was published last."""

    plan: Plan
    version: dt.datetime | None

    @property
    def page(self) -> str:
        return absolute(reverse("board:indicator-list", args=[self.plan.slug]))

    @property
    def version_text(self) -> str:
        return self.version.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if self.version else ""

    @property
    def citation(self) -> str:
        """As a Chinese reader cites a data set on line; who made it, what, its version, where."""
        version = f"（{self.version_text}）" if self.version else ""
        return f"{settings.DISTRICT.office}. {self.plan.name}：指标数据{version}[DS/OL]. {self.page}"

    def get_structured_data(self, _request) -> dict:
        """As search engines for data read it."""
        data = {
            "@type": "Dataset",
            "name": self.plan.name,
            "alternateName": self.plan.name_en,
            "description": _about(self.plan)[0],
            "url": self.page,
            "identifier": self.plan.code,
            "creator": {"@type": "Organization", "name": settings.DISTRICT.office},
            "publisher": publisher(),
            "isAccessibleForFree": True,
            "temporalCoverage": f"{self.plan.starts_on}/{self.plan.ends_on}",
            "spatialCoverage": settings.DISTRICT.full_name,
            "creditText": self.citation,
            "distribution": [
                {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": url, "name": name}
                for name, url, kind in self.files
            ],
        }
        said = {"license": settings.DISTRICT.data_licence.get("url"), "version": self.version_text}
        return data | {name: value for name, value in said.items() if value} | _modified(self, "dateModified")

    @property
    def files(self) -> list[tuple[str, str, str]]:
        """Name, address and media type of each form in which it can be taken."""
        named = {"slug": self.plan.slug}
        package = (f"board-{named['slug']}.zip", self._at("data-package"), "application/zip")
        return [
            package,
            *((f"{table}.csv", self._at(f"csv-{table}"), "text/csv") for table in TABLES),
            *((f"{table}.json", self._at(f"api-{table}"), "application/json") for table in TABLES),
        ]

    def _at(self, name: str) -> str:
        return absolute(reverse(f"board:{name}", args=[self.plan.slug]))


def licences() -> list[dict]:
    """As a data package names them; none until the district has decided."""
    licence = settings.DISTRICT.data_licence
    return [{"name": licence["code"], "title": licence["name_en"], "path": licence["url"]}] if licence else []


def catalog(datasets: Iterable[Dataset]) -> dict:
    """DCAT 3 as JSON-LD; what is not known is left out."""
    datasets = list(datasets)
    return {
        "@context": CONTEXT,
        "@id": absolute(reverse("board:catalog")),
        "@type": "dcat:Catalog",
        "dct:title": _both(f"{settings.DISTRICT.portal}开放数据", f"{settings.DISTRICT.portal_en}: open data"),
        "dct:description": _both(
            "建设指标、重点工程和任务的公开数据。", "Indicators, projects and tasks, as published."
        ),
        "dct:publisher": _agent(),
        "dct:language": [{"@id": LANGUAGE + code, "@type": "dct:LinguisticSystem"} for code in ("ZHO", "ENG")],
        "foaf:homepage": {"@id": absolute("/"), "@type": "foaf:Document"},
        "dcat:dataset": [_dataset(one) for one in datasets],
        "dcat:service": [_service(datasets)],
        **_licence(),
    }


def _dataset(dataset: Dataset) -> dict:
    plan = dataset.plan
    return {
        "@id": dataset.page,
        "@type": "dcat:Dataset",
        "dct:title": _both(plan.name, plan.name_en),
        "dct:description": _both(*_about(plan)),
        "dct:identifier": plan.code,
        "dct:publisher": _agent(),
        "dct:creator": _agent(),
        "dcat:keyword": [{"@value": word, "@language": language} for word, language in KEYWORDS],
        "dcat:landingPage": {"@id": dataset.page, "@type": "foaf:Document"},
        "dct:accrualPeriodicity": {"@id": RARELY, "@type": "dct:Frequency"},
        "dct:bibliographicCitation": dataset.citation,
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _day(plan.starts_on),
            "dcat:endDate": _day(plan.ends_on),
        },
        "dct:spatial": {"@type": "dct:Location", "rdfs:label": settings.DISTRICT.full_name},
        "dcat:contactPoint": {
            "@type": ["vcard:Kind", "vcard:Organization"],
            "vcard:fn": settings.DISTRICT.office,
            "vcard:hasURL": {"@id": absolute("/")},
        },
        "dcat:distribution": [_distribution(dataset, *file) for file in dataset.files],
        **({"dcat:version": dataset.version_text} if dataset.version else {}),
        **_modified(dataset, "dct:modified"),
        **_licence(),
    }


def _distribution(dataset: Dataset, name: str, url: str, kind: str) -> dict:
    return {
        "@id": f"{dataset.page}#{name}",
        "@type": "dcat:Distribution",
        "dct:title": name,
        "dcat:accessURL": {"@id": url},
        "dcat:downloadURL": {"@id": url},
        "dcat:mediaType": {"@id": IANA + kind, "@type": "dct:MediaType"},
        **_modified(dataset, "dct:modified"),
        **_licence(),
    }


def _service(datasets: list[Dataset]) -> dict:
    return {
        "@id": absolute(reverse("board:api-document")),
        "@type": "dcat:DataService",
        "dct:title": _both("开放数据接口", "Open data interface"),
        "dcat:endpointURL": {"@id": absolute(reverse("board:api-plans")).removesuffix("/api/v1/plans")},
        "dcat:endpointDescription": {"@id": absolute(reverse("board:api-document"))},
        "dcat:servesDataset": [{"@id": one.page} for one in datasets],
        **_licence(),
    }


def _about(plan: Plan) -> tuple[str, str]:
    return (
        f"{plan.name}的指标、各期数据及更正、重点工程、任务和进展，全部为已公开内容。",
        f"Indicators of the plan {plan.slug}, their figures and corrections, projects, tasks and progress; all of it published.",
    )


def _agent() -> dict:
    return {
        "@id": absolute("/#office"),
        "@type": "foaf:Agent",
        "foaf:name": _both(settings.DISTRICT.office, settings.DISTRICT.office_en),
    }


def _licence() -> dict:
    url = settings.DISTRICT.data_licence.get("url")
    return {"dct:license": {"@id": url, "@type": "dct:LicenseDocument"}} if url else {}


def _modified(dataset: Dataset, name: str) -> dict:
    if not dataset.version:
        return {}
    instant = {"@value": dataset.version_text, "@type": "xsd:dateTime"}
    return {name: instant if ":" in name else dataset.version_text}


def _day(day: dt.date) -> dict:
    return {"@value": day.isoformat(), "@type": "xsd:date"}


def _both(chinese: str, english: str) -> list[dict]:
    said = ((chinese, "zh"), (english, "en"))
    return [{"@value": text, "@language": language} for text, language in said if text]
