package dev.chirp.runtime.loop;

import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import java.util.Map;

/** The Cognito identity that has invoked the function by AWS's mobile SDK. */
record MobileIdentity(Map<String, Object> json) implements CognitoIdentity {
  static MobileIdentity parse(String json) {
    return new MobileIdentity(JsonReader.object(json));
  }

  @Override
  public String getIdentityId() {
    return JsonReader.text(json, "cognitoIdentityId");
  }

  @Override
  public String getIdentityPoolId() {
    return JsonReader.text(json, "cognitoIdentityPoolId");
  }
}
