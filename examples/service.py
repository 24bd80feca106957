"""A service over HTTP: POST an application or a report as JSON and get what is decided, or all that is wrong with it.

Needs FastAPI, and something that runs it: `pip install grantrules fastapi uvicorn`, then `uvicorn examples.service:app`.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import FastAPI, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic.json_schema import models_json_schema
from typing_extensions import TypedDict

import grantrules
from grantrules.types import DecisionData, ProblemData, ReportData

MOST = 2 * 1024 * 1024  # more than that `grantrules.parse` does not read
IN = "#/components/schemas/{model}"
MODELS = [(grantrules.Application, "validation"), (grantrules.Report, "validation")]
_, PARTS = models_json_schema(MODELS, ref_template=IN)  # type: ignore[arg-type]  # a list of such pairs is one


class Refusal(TypedDict):
    """Why there is no answer: every problem with its code, its place and its words."""

    problems: list[ProblemData]


class Service(FastAPI):
    """FastAPI, with the fields of applications and reports in its own description."""

    def openapi(self) -> dict[str, Any]:
        """The description of the service."""
        made = super().openapi()
        made["components"]["schemas"] |= PARTS["$defs"]
        return made


def body(model: str, needs: dict[str, Any]) -> dict[str, Any]:
    """What is posted, for the description, and that a year is needed; the bytes are read by `grantrules.parse`."""
    schema = {"$ref": IN.format(model=model), **needs}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


def needed(field: str, shape: dict[str, Any]) -> dict[str, Any]:
    """That a field is there, and what it is."""
    return {"required": [field], "properties": {field: shape}}


YEAR = needed("year", {"type": "integer"})
AWARD_YEAR = needed("grant", {"type": "object", **needed("award_year", {"type": "integer"})})
app = Service(
    title="grantrules", version=grantrules.__version__, responses={404: {"model": Refusal}, 422: {"model": Refusal}}
)
Language = Annotated[str, Query(json_schema_extra={"enum": ["nb", "nn", "en"]})]


@app.get("/years")
async def years() -> list[int]:
    """The years that have rules."""
    return list(grantrules.years())


@app.post("/applications", openapi_extra=body("Application", YEAR), response_model=DecisionData)
async def decide(request: Request, language: Language = "nb") -> Response:
    """The decision on an application, under the rules of the year that it states."""
    decision = grantrules.evaluate(grantrules.parse(await read(request), "body", json_only=True))
    return Response(decision.to_json(language), media_type="application/json")


@app.post("/reports", openapi_extra=body("Report", AWARD_YEAR), response_model=ReportData)
async def answer(request: Request, language: Language = "nb") -> Response:
    """The answer to a report, under the rules for grants of the year in which its own was awarded."""
    answered = grantrules.evaluate_report(grantrules.parse(await read(request), "body", json_only=True))
    return Response(answered.to_json(language), media_type="application/json")


async def read(request: Request) -> bytes:
    """What was posted; of what is too large only as much as shows that it is."""
    read = b""
    async for part in request.stream():
        read += part
        if len(read) > MOST:
            break
    return read


@app.exception_handler(grantrules.ApplicationError)
@app.exception_handler(grantrules.UnknownRegulation)
@app.exception_handler(grantrules.UnknownName)
async def refuse(_request: Request, error: grantrules.GrantRulesError) -> JSONResponse:
    """What is wrong, as JSON. Whatever else is raised is a fault, and means nothing for an application."""
    if isinstance(error, grantrules.ApplicationError):
        return JSONResponse({"problems": [each.to_dict() for each in error.problems]}, 422)
    if isinstance(error, grantrules.UnknownRegulation):
        return JSONResponse({"problems": [error.problem.to_dict()]}, 404)
    problem = grantrules.Problem(grantrules.Location("language"), error.code, str(error))
    return JSONResponse({"problems": [problem.to_dict()]}, 422)
