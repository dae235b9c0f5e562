package dev.chirp.internal.gateway.authorizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.gateway.authorizer.IamAuthorization.Caller;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IamAuthorizationTest {
  private static AuthorizedApi api(Caller caller) {
    return new AuthorizedApi(Map.of("GET /chirps", new IamAuthorization(request -> caller)));
  }

  @Test
  void unknownCallerIsForbidden() throws InterruptedException {
    AuthorizedApi api = api(new Caller.Unknown("The request is not signed."));
    assertEquals("403\n{\"message\":\"Forbidden\"}", AuthorizedApi.text(api.get("/chirps", "x")));
    assertEquals(List.of("The request is not signed."), api.problems);
    assertEquals(List.of(), api.events);
  }

  @Test
  void knownCallerIsInTheEvent() throws InterruptedException {
    AuthorizedApi api =
        api(new Caller.Known("AKIA1", "000000000000", "AIDA1", "arn:aws:iam::000000000000:user/a"));
    assertEquals("200\nok", AuthorizedApi.text(api.get("/chirps", "x")));
    String iam =
        "\"authorizer\":{\"iam\":{\"accessKey\":\"AKIA1\",\"accountId\":\"000000000000\",\"callerId\":\"AIDA1\",\"cognitoIdentity\":null,\"principalOrgId\":null,\"userArn\":\"arn:aws:iam::000000000000:user/a\",\"userId\":\"AIDA1\"}}";
    assertTrue(api.events.get(0).contains(iam), api.events::toString);
  }
}
