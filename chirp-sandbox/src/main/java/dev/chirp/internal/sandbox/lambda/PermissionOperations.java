package dev.chirp.internal.sandbox.lambda;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Response;
import java.util.Optional;
import java.util.UUID;

/**
 * Resource policies, which let other accounts and services invoke a function, version or alias. The
 * sandbox enforces them where something other than a caller of Lambda's API invokes the function:
 * at function URLs ({@link FunctionUrlAccess}) and for API Gateway ({@link ResourcePolicy}).
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html">AddPermission
 *     </a>
 */
final class PermissionOperations {
  private static final String SID = "([a-zA-Z0-9-_]+)";

  private final FunctionStore functions;

  PermissionOperations(FunctionStore functions) {
    this.functions = functions;
  }

  Response add(LambdaRequest request) {
    StoredFunction function = function(request);
    ObjectNode policy = policy(function, request);
    requireRevision(policy, request.text("RevisionId"));
    String sid = request.require("StatementId");
    if (!sid.matches(SID)) {
      throw RequestValidation.refusal(RequestValidation.pattern(sid, "statementId", SID));
    }
    if (policy.path("Statements").has(sid)) {
      throw StoredFunction.conflict(
          "The statement id (%s) provided already exists. Please provide a new statement id, or remove the existing statement."
              .formatted(sid));
    }
    ObjectNode statement = statement(request, sid);
    policy.withObject("/Statements").set(sid, statement);
    changed(function, request, policy);
    ObjectNode response = LambdaRequest.JSON.createObjectNode();
    return LambdaJson.json(201, response.put("Statement", statement.toString()));
  }

  Response get(LambdaRequest request) {
    ObjectNode policy = policy(function(request), request);
    if (policy.path("Statements").isEmpty()) {
      throw notFound("The resource you requested does not exist.");
    }
    ObjectNode document = LambdaRequest.JSON.createObjectNode();
    document.put("Version", "2012-10-17").put("Id", "default");
    ArrayNode statements = document.putArray("Statement");
    policy.get("Statements").forEach(statements::add);
    ObjectNode response = LambdaRequest.JSON.createObjectNode();
    response.put("Policy", document.toString());
    return LambdaJson.json(200, response.set("RevisionId", policy.get("RevisionId")));
  }

  Response remove(LambdaRequest request) {
    StoredFunction function = function(request);
    ObjectNode policy = policy(function, request);
    String sid = request.name("StatementId");
    requireRevision(policy, request.call().parameter("RevisionId"));
    if (!policy.path("Statements").has(sid)) {
      throw notFound("Statement %s is not found in resource policy.".formatted(sid));
    }
    policy.withObject("/Statements").remove(sid);
    changed(function, request, policy);
    return Response.of(204);
  }

  private StoredFunction function(LambdaRequest request) {
    functions.configuration(request.scope(), request.function());
    return functions.require(request.scope(), request.function());
  }

  private static ObjectNode policy(StoredFunction function, LambdaRequest request) {
    String qualifier = request.function().qualifier();
    return function.policies().get(qualifier) instanceof ObjectNode existing
        ? existing
        : LambdaRequest.JSON.createObjectNode();
  }

  private void changed(StoredFunction function, LambdaRequest request, ObjectNode policy) {
    policy.put("RevisionId", UUID.randomUUID().toString());
    function.policies().set(request.function().qualifier(), policy);
    functions.save();
  }

  private static void requireRevision(ObjectNode policy, Optional<String> revision) {
    if (policy.has("RevisionId")) {
      StoredFunction.requireRevision(policy, revision);
    }
  }

  private static ObjectNode statement(LambdaRequest request, String sid) {
    for (String member : new String[] {"EventSourceToken", "PrincipalOrgID"}) {
      if (request.has(member)) {
        throw AwsError.unsupported("permissions with " + member);
      }
    }
    ObjectNode statement = LambdaRequest.JSON.createObjectNode();
    statement.put("Sid", sid).put("Effect", "Allow");
    principal(statement, request.require("Principal"));
    statement.put("Action", request.require("Action"));
    statement.put("Resource", request.function().arn(request.scope()));
    ObjectNode condition = condition(request);
    return condition.isEmpty() ? statement : statement.set("Condition", condition);
  }

  private static void principal(ObjectNode statement, String principal) {
    if (principal.equals("*")) {
      statement.put("Principal", principal);
    } else if (principal.endsWith(".amazonaws.com")) {
      statement.putObject("Principal").put("Service", principal);
    } else {
      statement
          .putObject("Principal")
          .put(
              "AWS",
              principal.matches("\\d{12}") ? "arn:aws:iam::" + principal + ":root" : principal);
    }
  }

  private static ObjectNode condition(LambdaRequest request) {
    ObjectNode condition = LambdaRequest.JSON.createObjectNode();
    request
        .text("SourceArn")
        .ifPresent(arn -> condition.withObject("/ArnLike").put("AWS:SourceArn", arn));
    request
        .text("SourceAccount")
        .ifPresent(id -> condition.withObject("/StringEquals").put("AWS:SourceAccount", id));
    if (request.has("FunctionUrlAuthType")) {
      requireAction(request, "FunctionUrlAuthType", "lambda:InvokeFunctionUrl");
      condition
          .withObject("/StringEquals")
          .put(FunctionUrlAccess.AUTH_TYPE, request.require("FunctionUrlAuthType"));
    }
    if (request.has("InvokedViaFunctionUrl")) {
      requireAction(request, "InvokedViaFunctionUrl", "lambda:InvokeFunction");
      condition
          .withObject("/Bool")
          .put(FunctionUrlAccess.VIA_URL, request.require("InvokedViaFunctionUrl"));
    }
    return condition;
  }

  private static void requireAction(LambdaRequest request, String member, String action) {
    if (!request.require("Action").equals(action)) {
      throw RequestValidation.invalid(
          "%s is only supported for %s action".formatted(member, action));
    }
  }

  private static AwsError notFound(String message) {
    return new AwsError(404, "ResourceNotFoundException", message);
  }
}
