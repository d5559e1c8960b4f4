"""The API described for machines: an OpenAPI document made from the table of routes."""

from __future__ import annotations

import functools
from typing import Any

from pydantic import BaseModel

from sim import __version__
from sim.page.routes import ENDPOINTS, Endpoint
from sim.page.security import SAFE

PATH = "/api/openapi.json"
_REF = "#/components/schemas/{model}"
_TEXT = {
    "type": "object",
    "properties": {"zh": {"type": "string"}, "en": {"type": "string"}},
    "required": ["zh", "en"],
}
_PROBLEM = {
    "type": "object",
    "properties": {
        "file": {"type": "string"},
        "row": {"type": ["integer", "null"]},
        "field": {"type": "string"},
        "value": {"type": "string"},
        "message": {"$ref": "#/components/schemas/Text"},
        "mend": {"$ref": "#/components/schemas/Text"},
        "change": {"type": ["integer", "null"]},
    },
}
_ERROR = {
    "type": "object",
    "properties": {
        "error": {"$ref": "#/components/schemas/Text"},
        "problems": {"type": "array", "items": {"$ref": "#/components/schemas/Problem"}},
    },
    "required": ["error", "problems"],
}
_OURS = {"name": "X-Yizhan", "in": "header", "required": True, "schema": {"type": "string", "enum": ["1"]}}


@functools.cache
def document() -> dict[str, Any]:
    """Return the OpenAPI document."""
    schemas: dict[str, Any] = {"Text": _TEXT, "Problem": _PROBLEM, "Error": _ERROR}
    paths: dict[str, Any] = {}
    for endpoint in ENDPOINTS:
        paths.setdefault(endpoint.path, {})[endpoint.method.lower()] = _operation(endpoint, schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Yizhan, the planner's page", "version": __version__},
        "paths": paths,
        "components": {"schemas": dict(sorted(schemas.items()))},
    }


def _operation(endpoint: Endpoint, schemas: dict[str, Any]) -> dict[str, Any]:
    parameters = [] if endpoint.method in SAFE else [_OURS]
    parameters += _parameters(endpoint.query, schemas)
    made: dict[str, Any] = {
        "summary": endpoint.summary,
        "parameters": parameters,
        "responses": {
            str(endpoint.status): {"description": "Done", "content": _content(endpoint.answer, {})},
            "default": {
                "description": "Refused, or not there",
                "content": _content("application/json", {"$ref": "#/components/schemas/Error"}),
            },
        },
    }
    if endpoint.body is not None:
        schema = _schema(endpoint.body, schemas)
        made["requestBody"] = {"required": True, "content": _content("application/json", schema)}
    if endpoint.form is not None:
        form = endpoint.form.model_json_schema(ref_template=_REF)
        form["properties"]["file"] = {"type": "string", "format": "binary"}
        form["required"] = [*form.get("required", []), "file"]
        made["requestBody"] = {"required": True, "content": _content("multipart/form-data", form)}
    return made


def _parameters(query: type[BaseModel] | None, schemas: dict[str, Any]) -> list[dict[str, Any]]:
    if query is None:
        return []
    shape = query.model_json_schema(ref_template=_REF)
    schemas |= shape.pop("$defs", {})
    required = shape.get("required", [])
    return [
        {"name": name, "in": "query", "required": name in required, "schema": schema}
        for name, schema in shape["properties"].items()
    ]


def _schema(model: type[BaseModel], schemas: dict[str, Any]) -> dict[str, str]:
    """Add a model and those that it is made of; return the reference to it."""
    made = model.model_json_schema(ref_template=_REF)
    schemas |= made.pop("$defs", {})
    schemas[model.__name__] = made
    return {"$ref": _REF.format(model=model.__name__)}


def _content(kind: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {kind: {"schema": schema}}
