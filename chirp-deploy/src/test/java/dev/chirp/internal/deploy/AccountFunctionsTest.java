package dev.chirp.internal.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.aws.AccountFunctions;
import dev.chirp.internal.core.ChirpException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;

class AccountFunctionsTest {
  @Test
  void withheldTagsNameThePermission() {
    GetFunctionResponse response =
        GetFunctionResponse.builder()
            .configuration(c -> c.functionName("chirp_a").memorySize(512).timeout(9))
            .tagsError(e -> e.errorCode("AccessDeniedException").message("no"))
            .build();
    ChirpException failure = assertThrows(ChirpException.class, () -> RemoteFunction.of(response));
    assertTrue(failure.problem().contains("need lambda:ListTags"), failure::problem);
  }

  @Test
  void tagsAreReturned() {
    assertEquals(
        Map.of("a", "b"),
        AccountFunctions.tags(GetFunctionResponse.builder().tags(Map.of("a", "b")).build()));
  }
}
