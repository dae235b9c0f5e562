package dev.chirp.internal.sandbox.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Configurations as Lambda shows them at an instant: with the states of that instant. */
final class StateView {
  private StateView() {}

  static ObjectNode of(JsonNode configuration, long now) {
    ObjectNode view = configuration.deepCopy();
    List<String> own = new ArrayList<>();
    view.fieldNames().forEachRemaining(own::add);
    own.removeIf(name -> !name.startsWith("$"));
    view.remove(own);
    if (Function.isPending(configuration, now)) {
      view.put("State", "Pending");
      view.put("StateReason", "The function is being created.");
      view.put("StateReasonCode", "Creating");
      if (view.path("SnapStart").path("OptimizationStatus").asText().equals("On")) {
        ((ObjectNode) view.get("SnapStart")).put("OptimizationStatus", "Off"); // no picture yet
      }
      return view;
    }
    JsonNode notMade = Function.failureOfCreation(configuration, now);
    if (notMade.isObject()) {
      return failed(view, "State", notMade);
    }
    view.put("State", "Active");
    JsonNode notUpdated = Function.failureOfUpdate(configuration, now);
    if (notUpdated.isObject()) {
      return failed(view, "LastUpdateStatus", notUpdated);
    }
    if (Function.isUpdating(configuration, now)) {
      view.put("LastUpdateStatus", "InProgress");
      view.put("LastUpdateStatusReason", "The function is being created.");
      view.put("LastUpdateStatusReasonCode", "Creating");
    } else {
      view.put("LastUpdateStatus", "Successful");
    }
    return view;
  }

  private static ObjectNode failed(ObjectNode view, String member, JsonNode failure) {
    view.put(member, "Failed");
    view.put(member + "Reason", failure.path("why").asText());
    return view.put(member + "ReasonCode", failure.path("code").asText());
  }

  /** As asked for with a qualifier: the ARN then ends with it. */
  static ObjectNode of(JsonNode configuration, QualifiedName name, Scope scope, long now) {
    ObjectNode view = of(configuration, now);
    return name.qualifier().isEmpty() ? view : view.put("FunctionArn", name.arn(scope));
  }
}
