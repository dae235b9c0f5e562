"""Calls each operation of API Gateway that the sandbox has, and compares every response with boto3's model."""
import json
import os
import sys

import boto3
from botocore.exceptions import ClientError
from botocore.validate import ParamValidator

# A member that boto3's older models do not have.
NEWER = {"ipAddressType"}
OPERATIONS = {
    "CreateApi", "CreateAuthorizer", "CreateDeployment", "CreateIntegration", "CreateRoute", "CreateStage",
    "DeleteAccessLogSettings", "DeleteApi", "DeleteAuthorizer", "DeleteCorsConfiguration", "DeleteDeployment",
    "DeleteIntegration", "DeleteRoute", "DeleteRouteSettings", "DeleteStage", "ExportApi", "GetApi", "GetApis",
    "GetAuthorizer", "GetAuthorizers", "GetDeployment", "GetDeployments", "GetIntegration", "GetIntegrations",
    "GetRoute", "GetRoutes", "GetStage", "GetStages", "GetTags", "ImportApi", "ReimportApi", "TagResource",
    "UntagResource", "UpdateApi", "UpdateAuthorizer", "UpdateDeployment", "UpdateIntegration", "UpdateRoute",
    "UpdateStage"}
FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:web"
called = set()
wrong = []


def compare(place, shape, value):
    """Looks for members and enum values that the model does not have."""
    if shape.type_name == "structure":
        members = {m.serialization.get("name", n): m for n, m in shape.members.items()}
        for name, inner in value.items():
            if name in members:
                compare(place + "." + name, members[name], inner)
            elif name not in NEWER:
                wrong.append("%s has '%s'" % (place, name))
    elif shape.type_name == "list":
        for inner in value:
            compare(place, shape.member, inner)
    elif shape.type_name == "map":
        for inner in value.values():
            compare(place, shape.value, inner)
    elif shape.type_name == "string" and getattr(shape, "enum", None) and value not in shape.enum:
        wrong.append("%s is '%s'" % (place, value))


def check(http_response, parsed, model, **ignored):
    called.add(model.name)
    status = model.http.get("responseCode", 200)
    if http_response.status_code >= 400:
        body = json.loads(http_response.content)
        code = parsed["Error"]["Code"]
        if http_response.headers["x-amzn-ErrorType"] != code or set(body) != {"message"}:
            wrong.append("%s is refused with %s" % (model.name, body))
        if code not in [each.name for each in model.error_shapes]:
            wrong.append("%s is refused with %s" % (model.name, code))
        return
    if http_response.status_code != status:
        wrong.append("%s has status %d" % (model.name, http_response.status_code))
    shape = model.output_shape
    if shape is None or "payload" in shape.serialization or not http_response.content:
        return
    compare(model.name, shape, json.loads(http_response.content))
    given = {name: value for name, value in parsed.items() if name != "ResponseMetadata"}
    report = ParamValidator().validate(given, shape)
    if report.has_errors():
        wrong.append("%s: %s" % (model.name, report.generate_report()))


api = boto3.client("apigatewayv2", endpoint_url=os.environ["AWS_ENDPOINT_URL"])
api.meta.events.register("after-call.apigatewayv2", check)


def refused(call, **arguments):
    try:
        call(**arguments)
        wrong.append("%s is not refused" % call.__name__)
    except ClientError:
        pass


cors = {"AllowOrigins": ["https://app.example.com"], "AllowCredentials": True, "MaxAge": 60}
id = api.create_api(Name="chirps", ProtocolType="HTTP", Tags={"a": "b"}, CorsConfiguration=cors)["ApiId"]
arn = "arn:aws:apigateway:us-east-1::/apis/" + id
api.update_api(ApiId=id, Description="All chirps", Version="1")
api.get_api(ApiId=id)
api.get_apis()
api.tag_resource(ResourceArn=arn, Tags={"c": "d"})
api.untag_resource(ResourceArn=arn, TagKeys=["a"])
if api.get_tags(ResourceArn=arn)["Tags"] != {"c": "d"}:
    sys.exit("The tags differ.")
integration = api.create_integration(
    ApiId=id, IntegrationType="AWS_PROXY", IntegrationUri=FUNCTION, PayloadFormatVersion="2.0")["IntegrationId"]
api.update_integration(ApiId=id, IntegrationId=integration, TimeoutInMillis=5000)
api.get_integration(ApiId=id, IntegrationId=integration)
api.get_integrations(ApiId=id)
key = "GET /chirps/{id}"
target = "integrations/" + integration
route = api.create_route(ApiId=id, RouteKey=key, Target=target)["RouteId"]
refused(api.create_route, ApiId=id, RouteKey=key, Target=target)
refused(api.create_route, ApiId=id, RouteKey="GET chirps", Target=target)
users = api.create_authorizer(
    ApiId=id, Name="users", AuthorizerType="JWT", IdentitySource=["$request.header.Authorization"],
    JwtConfiguration={"Issuer": "https://issuer.example.com", "Audience": ["a"]})["AuthorizerId"]
keys = api.create_authorizer(
    ApiId=id, Name="keys", AuthorizerType="REQUEST", AuthorizerPayloadFormatVersion="2.0",
    AuthorizerUri=FUNCTION, IdentitySource=["$request.header.x-key"])["AuthorizerId"]
api.update_authorizer(ApiId=id, AuthorizerId=keys, AuthorizerResultTtlInSeconds=60, EnableSimpleResponses=True)
api.get_authorizer(ApiId=id, AuthorizerId=keys)
api.get_authorizers(ApiId=id)
api.update_route(
    ApiId=id, RouteId=route, AuthorizationType="JWT", AuthorizerId=users, AuthorizationScopes=["read"])
api.get_route(ApiId=id, RouteId=route)
api.get_routes(ApiId=id)
deployment = api.create_deployment(ApiId=id, Description="first")["DeploymentId"]
api.create_stage(ApiId=id, StageName="$default", DeploymentId=deployment, Tags={"e": "f"}, StageVariables={"g": "h"})
api.create_stage(ApiId=id, StageName="test", AutoDeploy=True)
log = {"DestinationArn": "arn:aws:logs:us-east-1:000000000000:log-group:chirps", "Format": "$context.requestId"}
api.update_stage(
    ApiId=id, StageName="$default", AccessLogSettings=log,
    DefaultRouteSettings={"ThrottlingRateLimit": 10.5, "ThrottlingBurstLimit": 20},
    RouteSettings={key: {"DetailedMetricsEnabled": True}})
refused(api.update_stage, ApiId=id, StageName="$default", RouteSettings={"GET /no": {}})
api.get_stage(ApiId=id, StageName="$default")
api.get_stages(ApiId=id)
api.update_deployment(ApiId=id, DeploymentId=deployment, Description="the first")
api.get_deployment(ApiId=id, DeploymentId=deployment)
api.get_deployments(ApiId=id)
exported = api.export_api(ApiId=id, Specification="OAS30", OutputType="JSON", StageName="$default")["body"].read()
if list(json.loads(exported)["paths"]) != ["/chirps/{id}"]:
    sys.exit("The export differs.")
api.delete_route_settings(ApiId=id, StageName="$default", RouteKey=key)
api.delete_access_log_settings(ApiId=id, StageName="$default")
for stage in ("$default", "test"):
    api.delete_stage(ApiId=id, StageName=stage)
api.delete_deployment(ApiId=id, DeploymentId=deployment)
api.delete_route(ApiId=id, RouteId=route)
api.delete_integration(ApiId=id, IntegrationId=integration)
for authorizer in (users, keys):
    api.delete_authorizer(ApiId=id, AuthorizerId=authorizer)
api.delete_cors_configuration(ApiId=id)
with open(os.path.join(sys.argv[1], "chirps.json")) as file:
    document = file.read()
imported = api.import_api(Body=document, FailOnWarnings=True)["ApiId"]
api.reimport_api(ApiId=imported, Body=document.replace('"get"', '"gett"'))
refused(api.reimport_api, ApiId=imported, Body="{}")
pages = api.get_paginator("get_apis").paginate(PaginationConfig={"PageSize": 1})
if len([each for page in pages for each in page["Items"]]) != 2:
    sys.exit("The pages differ.")
api.delete_api(ApiId=id)
refused(api.get_api, ApiId=id)
if called != OPERATIONS:
    sys.exit("The script calls %s." % sorted(called ^ OPERATIONS))
if wrong:
    sys.exit("\n".join(wrong))
print("done with boto3", boto3.__version__)
