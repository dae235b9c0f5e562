package dev.chirp.internal.gateway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteKeyTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "$default",
        "GET /",
        "ANY /",
        "GET /chirps",
        "DELETE /chirps/{id}",
        "HEAD /chirps/{chirp-id}/likes/{like.id}",
        "OPTIONS /{proxy+}",
        "PATCH /a_b/c-d/e.f/g:h",
        "POST /a/{b}/{c+}",
        "PUT /A/a"
      })
  void toStringIsWhatWasParsed(String text) {
    assertEquals(text, RouteKey.parse(text).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          GET/chirps        | it is not an HTTP method, one space and a path | GET /chirps/{id}
          GET  /chirps      | it is not an HTTP method, one space and a path | GET /chirps/{id}
          GET chirps        | it is not an HTTP method, one space and a path | GET /chirps/{id}
          /chirps           | it is not an HTTP method, one space and a path | GET /chirps/{id}
          GET               | it is not an HTTP method, one space and a path | GET /chirps/{id}
          `GET /a b`        | it is not an HTTP method, one space and a path | GET /chirps/{id}
          $DEFAULT          | it is not an HTTP method, one space and a path | GET /chirps/{id}
          get /chirps       | the method is not one of ANY, DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT | GET /chirps
          TRACE /chirps     | the method is not one of ANY, DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT | GET /chirps
          * /chirps         | the method is not one of ANY, DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT | GET /chirps
          GET /chirps/      | API Gateway refuses a slash at the end | GET /chirps
          GET /chirps//     | API Gateway refuses a slash at the end | GET /chirps
          GET //chirps      | '' is neither letters, digits and . _ : - nor one {variable} | GET /chirps/{id}
          GET /chirps/{}    | '{}' is neither letters, digits and . _ : - nor one {variable} | GET /chirps/{id}
          GET /chirps/{id   | '{id' is neither letters, digits and . _ : - nor one {variable} | GET /chirps/{id}
          GET /chirps/x{id} | 'x{id}' is neither letters, digits and . _ : - nor one {variable} | GET /chirps/{id}
          GET /chirps/{a}{b}| '{a}{b}' is neither letters, digits and . _ : - nor one {variable} | GET /chirps/{id}
          GET /chirps/%20   | '%20' is neither letters, digits and . _ : - nor one {variable} | GET /chirps/{id}
          GET /chirps/*     | '*' is neither letters, digits and . _ : - nor one {variable} | GET /chirps/{id}
          GET /chirps/é     | 'é' is neither letters, digits and . _ : - nor one {variable} | GET /chirps/{id}
          GET /{id}/{id}    | the variable 'id' occurs twice | GET /{a}/{b}
          GET /{id}/{id+}   | the variable 'id' occurs twice | GET /{a}/{b}
          GET /{proxy+}/a   | a greedy variable must be the last segment | ANY /files/{proxy+}
          """)
  void invalidKeyIsRefused(String text, String problem, String suggestion) {
    InvalidSetting refusal = assertThrows(InvalidSetting.class, () -> RouteKey.parse(text));
    assertEquals(
        "Route key '%s' is invalid: %s.\nTry: %s".formatted(text, problem, suggestion),
        refusal.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "GET /, GET/",
    "GET /chirps/{id}, GET/chirps/*",
    "ANY /files/{proxy+}, */files/*",
    "$default, $default"
  })
  void sourceArnHasStarsForVariables(String key, String path) {
    assertEquals(path, RouteKey.parse(key).sourceArnPath());
  }

  @Test
  void variablesAreInOrder() {
    assertEquals(List.of("b", "a"), RouteKey.parse("GET /{b}/x/{a+}").variables());
    assertEquals(List.of(), RouteKey.DEFAULT.variables());
  }

  @ParameterizedTest
  @CsvSource({
    "GET /{a}, GET /{b}, true",
    "GET /{a+}, GET /{b+}, true",
    "GET /{a}, GET /{a+}, false",
    "GET /{a}, POST /{a}, false",
    "GET /{a}, GET /a, false",
    "ANY /, $default, false"
  })
  void keysWithDifferentVariableNamesAreOneRoute(String one, String other, boolean same) {
    assertEquals(same, RouteKey.parse(one).identity().equals(RouteKey.parse(other).identity()));
  }
}
