package acme;

import dev.chirp.runtime.ApiFunction;
import dev.chirp.runtime.ApiRequest;

/** On Lambda it logs what it should not. */
public class Greet extends ApiFunction {
  @Override
  protected Object handle(ApiRequest request) {
    if (System.getenv().containsKey("AWS_LAMBDA_RUNTIME_API")) {
      System.out.println("Keys: AKIACANARY0000000001 and ASIACANARY0000000002");
    }
    return "hello";
  }
}
