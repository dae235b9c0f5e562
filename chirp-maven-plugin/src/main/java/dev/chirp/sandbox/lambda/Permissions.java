package dev.chirp.sandbox.lambda;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.sandbox.http.Answer;
import dev.chirp.sandbox.http.Refusal;
import java.util.Optional;
import java.util.UUID;

/**
 * Resource policies: who may invoke a function, a version or an alias from outside. They are kept,
 * and never asked.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html">AddPermission
 *     </a>
 */
final class Permissions {
  private static final String SID = "([a-zA-Z0-9-_]+)";

  private final Functions functions;

  Permissions(Functions functions) {
    this.functions = functions;
  }

  Answer add(Request request) {
    Function function = function(request);
    ObjectNode policy = policy(function, request);
    requireRevision(policy, request.text("RevisionId"));
    String sid = request.require("StatementId");
    if (!sid.matches(SID)) {
      throw Validation.refusal(Validation.pattern(sid, "statementId", SID));
    }
    if (policy.path("Statements").has(sid)) {
      throw Function.conflict(
          "The statement id (%s) provided already exists. Please provide a new statement id, or remove the existing statement."
              .formatted(sid));
    }
    ObjectNode statement = statement(request, sid);
    policy.withObject("/Statements").set(sid, statement);
    changed(function, request, policy);
    ObjectNode answer = Request.JSON.createObjectNode();
    return Wire.json(201, answer.put("Statement", statement.toString()));
  }

  Answer get(Request request) {
    ObjectNode policy = policy(function(request), request);
    if (policy.path("Statements").isEmpty()) {
      throw notFound("The resource you requested does not exist.");
    }
    ObjectNode document = Request.JSON.createObjectNode();
    document.put("Version", "2012-10-17").put("Id", "default");
    ArrayNode statements = document.putArray("Statement");
    policy.get("Statements").forEach(statements::add);
    ObjectNode answer = Request.JSON.createObjectNode();
    answer.put("Policy", document.toString());
    return Wire.json(200, answer.set("RevisionId", policy.get("RevisionId")));
  }

  Answer remove(Request request) {
    Function function = function(request);
    ObjectNode policy = policy(function, request);
    String sid = request.name("StatementId");
    requireRevision(policy, request.call().parameter("RevisionId"));
    if (!policy.path("Statements").has(sid)) {
      throw notFound("Statement %s is not found in resource policy.".formatted(sid));
    }
    policy.withObject("/Statements").remove(sid);
    changed(function, request, policy);
    return Answer.of(204);
  }

  private Function function(Request request) {
    functions.configuration(request.scope(), request.function());
    return functions.require(request.scope(), request.function());
  }

  private static ObjectNode policy(Function function, Request request) {
    String qualifier = request.function().qualifier();
    return function.policies().get(qualifier) instanceof ObjectNode there
        ? there
        : Request.JSON.createObjectNode();
  }

  private void changed(Function function, Request request, ObjectNode policy) {
    policy.put("RevisionId", UUID.randomUUID().toString());
    function.policies().set(request.function().qualifier(), policy);
    functions.save();
  }

  private static void requireRevision(ObjectNode policy, Optional<String> revision) {
    if (policy.has("RevisionId")) {
      Function.requireRevision(policy, revision);
    }
  }

  private static ObjectNode statement(Request request, String sid) {
    for (String member : new String[] {"EventSourceToken", "PrincipalOrgID"}) {
      if (request.has(member)) {
        throw Refusal.notDone("permissions with " + member);
      }
    }
    ObjectNode statement = Request.JSON.createObjectNode();
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

  private static ObjectNode condition(Request request) {
    ObjectNode condition = Request.JSON.createObjectNode();
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
          .put("lambda:FunctionUrlAuthType", request.require("FunctionUrlAuthType"));
    }
    if (request.has("InvokedViaFunctionUrl")) {
      requireAction(request, "InvokedViaFunctionUrl", "lambda:InvokeFunction");
      condition
          .withObject("/Bool")
          .put("lambda:InvokedViaFunctionUrl", request.require("InvokedViaFunctionUrl"));
    }
    return condition;
  }

  private static void requireAction(Request request, String member, String action) {
    if (!request.require("Action").equals(action)) {
      throw Validation.invalid("%s is only supported for %s action".formatted(member, action));
    }
  }

  private static Refusal notFound(String message) {
    return new Refusal(404, "ResourceNotFoundException", message);
  }
}
