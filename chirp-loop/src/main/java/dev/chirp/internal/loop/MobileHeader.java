package dev.chirp.internal.loop;

import com.amazonaws.services.lambda.runtime.Client;
import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import java.util.HashMap;
import java.util.Map;

/**
 * The JSON object of a header from AWS's mobile SDK: the client context, the client within it, or
 * the Cognito identity. One class for all three, because each class adds to the jar. An absent
 * member is null, as in Lambda's own context.
 */
final class MobileHeader implements ClientContext, Client, CognitoIdentity {
  private final Map<?, ?> json;

  private MobileHeader(Map<?, ?> json) {
    this.json = json;
  }

  static MobileHeader parse(String json) {
    return new MobileHeader(HeaderJson.object(json));
  }

  @Override
  public String getIdentityId() {
    return text("cognitoIdentityId");
  }

  @Override
  public String getIdentityPoolId() {
    return text("cognitoIdentityPoolId");
  }

  @Override
  @SuppressWarnings("NullAway") // Lambda's own client context returns null too
  public Client getClient() {
    return json.get("client") instanceof Map<?, ?> client ? new MobileHeader(client) : null;
  }

  @Override
  public Map<String, String> getCustom() {
    return texts("custom");
  }

  @Override
  public Map<String, String> getEnvironment() {
    return texts("env");
  }

  @Override
  public String getInstallationId() {
    return text("installation_id");
  }

  @Override
  public String getAppTitle() {
    return text("app_title");
  }

  @Override
  public String getAppVersionName() {
    return text("app_version_name");
  }

  @Override
  public String getAppVersionCode() {
    return text("app_version_code");
  }

  @Override
  public String getAppPackageName() {
    return text("app_package_name");
  }

  @SuppressWarnings("NullAway") // Lambda's own client context returns null too
  private String text(String name) {
    Object value = json.get(name);
    return value == null ? null : value.toString();
  }

  @SuppressWarnings("NullAway") // Lambda's own client context returns null too
  private Map<String, String> texts(String name) {
    if (!(json.get(name) instanceof Map<?, ?> values)) {
      return null;
    }
    Map<String, String> texts = new HashMap<>();
    for (Map.Entry<?, ?> entry : values.entrySet()) {
      texts.put(String.valueOf(entry.getKey()), String.valueOf(entry.getValue()));
    }
    return texts;
  }
}
