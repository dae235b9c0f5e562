package dev.chirp.runtime.loop;

import com.amazonaws.services.lambda.runtime.Client;
import com.amazonaws.services.lambda.runtime.ClientContext;
import java.util.HashMap;
import java.util.Map;

/** What the caller has sent as its client context: AWS's mobile SDK, or {@code Invoke}. */
record MobileContext(Map<String, Object> json) implements ClientContext {
  static MobileContext parse(String json) {
    return new MobileContext(JsonReader.object(json));
  }

  @Override
  @SuppressWarnings("NullAway") // as Lambda's own client context answers
  public Client getClient() {
    return json.get("client") instanceof Map<?, ?> client ? new MobileClient(client) : null;
  }

  @Override
  @SuppressWarnings("NullAway") // as Lambda's own client context answers
  public Map<String, String> getCustom() {
    return json.get("custom") instanceof Map<?, ?> custom ? texts(custom) : null;
  }

  @Override
  @SuppressWarnings("NullAway") // as Lambda's own client context answers
  public Map<String, String> getEnvironment() {
    return json.get("env") instanceof Map<?, ?> environment ? texts(environment) : null;
  }

  private static Map<String, String> texts(Map<?, ?> values) {
    Map<String, String> texts = new HashMap<>();
    for (Object name : values.keySet()) {
      texts.put(String.valueOf(name), JsonReader.text(values, String.valueOf(name)));
    }
    return texts;
  }

  /** The app that the caller is. */
  private record MobileClient(Map<?, ?> json) implements Client {
    @Override
    public String getInstallationId() {
      return JsonReader.text(json, "installation_id");
    }

    @Override
    public String getAppTitle() {
      return JsonReader.text(json, "app_title");
    }

    @Override
    public String getAppVersionName() {
      return JsonReader.text(json, "app_version_name");
    }

    @Override
    public String getAppVersionCode() {
      return JsonReader.text(json, "app_version_code");
    }

    @Override
    public String getAppPackageName() {
      return JsonReader.text(json, "app_package_name");
    }
  }
}
