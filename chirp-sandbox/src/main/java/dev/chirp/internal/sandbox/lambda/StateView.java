package dev.chirp.internal.sandbox.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Formats configurations as Lambda returns them, with the states of the moment. */
final class StateView {
  private StateView() {}

  static ObjectNode of(JsonNode configuration, long now) {
    ObjectNode view = configuration.deepCopy();
    List<String> own = new ArrayList<>();
    view.fieldNames().forEachRemaining(own::add);
    own.removeIf(name -> !name.startsWith("$"));
    view.remove(own);
    if (StoredFunction.isPending(configuration, now)) {
      view.put("State", "Pending");
      view.put("StateReason", "The function is being created.");
      view.put("StateReasonCode", "Creating");
      if (view.path("SnapStart").path("OptimizationStatus").asText().equals("On")) {
        ((ObjectNode) view.get("SnapStart")).put("OptimizationStatus", "Off"); // no snapshot yet
      }
      return view;
    }
    JsonNode creationFailure = StoredFunction.failureOfCreation(configuration, now);
    if (creationFailure.isObject()) {
      return failed(view, "State", creationFailure);
    }
    view.put("State", "Active");
    JsonNode updateFailure = StoredFunction.failureOfUpdate(configuration, now);
    if (updateFailure.isObject()) {
      return failed(view, "LastUpdateStatus", updateFailure);
    }
    if (StoredFunction.isUpdating(configuration, now)) {
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

  /** The view for a request with a qualifier, which the ARN then ends with. */
  static ObjectNode of(JsonNode configuration, QualifiedName name, Scope scope, long now) {
    ObjectNode view = of(configuration, now);
    return name.qualifier().isEmpty() ? view : view.put("FunctionArn", name.arn(scope));
  }
}
