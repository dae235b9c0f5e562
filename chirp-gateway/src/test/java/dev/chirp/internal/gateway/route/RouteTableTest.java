package dev.chirp.internal.gateway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTableTest {
  /** The example of AWS's guide. */
  private static final List<String> GUIDE =
      List.of(
          "$default",
          "ANY /{proxy+}",
          "GET /pets/{proxy+}",
          "GET /pets/dog/{id}",
          "GET /pets/dog/1");

  private static RouteTable<String> table(List<String> keys) {
    Map<RouteKey, String> routes = new LinkedHashMap<>();
    keys.forEach(key -> routes.put(RouteKey.parse(key), "to " + key));
    return RouteTable.of(routes);
  }

  /** The route and its variables, or {@code 404}. */
  private static String found(RouteTable<String> table, String request) {
    int blank = request.indexOf(' ');
    Optional<RouteTable.Match<String>> match =
        table.find(request.substring(0, blank), new RequestPath(request.substring(blank + 1)));
    return match
        .map(
            route -> {
              assertEquals("to " + route.key(), route.target());
              return route.pathParameters().isEmpty()
                  ? route.key().toString()
                  : route.key() + " " + route.pathParameters();
            })
        .orElse("404");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      textBlock =
          """
          GET /pets/dog/1       > GET /pets/dog/1
          GET /pets/dog/2       > GET /pets/dog/{id} {id=2}
          GET /pets/cat/1       > GET /pets/{proxy+} {proxy=cat/1}
          GET /pets/dog         > GET /pets/{proxy+} {proxy=dog}
          GET /pets/dog/1/bone  > GET /pets/{proxy+} {proxy=dog/1/bone}
          POST /pets/dog/1      > ANY /{proxy+} {proxy=pets/dog/1}
          GET /test/5           > ANY /{proxy+} {proxy=test/5}
          GET /pets             > ANY /{proxy+} {proxy=pets}
          GET /                 > $default
          """)
  void guidesExampleIsRoutedAsTheGuideSays(String request, String expected) {
    List<String> keys = new ArrayList<>(GUIDE);
    assertEquals(expected, found(table(keys), request));
    Collections.reverse(keys);
    assertEquals(expected, found(table(keys), request));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      textBlock =
          """
          GET /a; GET /b          > GET /a       > GET /a
          GET /a                  > POST /a      > 404
          GET /a                  > HEAD /a      > 404
          ANY /a                  > HEAD /a      > ANY /a
          ANY /a; GET /a          > GET /a       > GET /a
          ANY /a; GET /a          > PUT /a       > ANY /a
          GET /a                  > GET /A       > 404
          GET /a                  > GET /a/b     > 404
          GET /a/b                > GET /a       > 404
          GET /a                  > GET /%61     > GET /a
          GET /{x}                > GET /a%20b   > GET /{x} {x=a b}
          GET /{x}                > GET /a+b     > GET /{x} {x=a+b}
          GET /{x}                > GET /%C3%BC  > GET /{x} {x=ü}
          GET /{x}                > GET /..      > GET /{x} {x=..}
          GET /{x}                > GET /        > 404
          GET /{x}/b              > GET //b      > 404
          GET /a/{x}              > GET /a/      > 404
          GET /a                  > GET /a/      > 404
          GET /a                  > GET //a      > 404
          GET /{x+}               > GET //a      > GET /{x+} {x=/a}
          GET /{x+}               > GET /        > 404
          GET /a/{x+}             > GET /a       > 404
          GET /a/{x+}             > GET /a/      > 404
          GET /a/{x+}             > GET /a/b/    > GET /a/{x+} {x=b/}
          GET /a/{x+}; ANY /a     > GET /a       > ANY /a
          GET /; ANY /{x+}        > GET /        > GET /
          GET /{x}; GET /{x+}     > GET /a       > GET /{x} {x=a}
          GET /{a}/x; GET /x/{b}  > GET /x/x     > GET /x/{b} {b=x}
          GET /a/{x+}; GET /{y}/b > GET /a/b     > GET /{y}/b {y=a}
          GET /a/{x+}; GET /{y+}  > GET /a/b/c   > GET /a/{x+} {x=b/c}
          GET /{a}/{x+}; GET /{y+}> GET /a/b/c   > GET /{a}/{x+} {a=a, x=b/c}
          ANY /a/{x}; GET /a/{y+} > GET /a/b     > ANY /a/{x} {x=b}
          ANY /a/{x}; GET /{y+}   > GET /a/b     > ANY /a/{x} {x=b}
          GET /a/{x}; $default    > GET /b       > $default
          $default                > DELETE /a/b/ > $default
          """)
  void mostSpecificRouteAnswers(String keys, String request, String expected) {
    assertEquals(expected, found(table(List.of(keys.split("; *", -1))), request));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      textBlock =
          """
          GET /a                  > GET /a      > none
          GET /a                  > GET /b      > none
          GET /a                  > GET /a/     > TRAILING_SLASH
          GET /{x+}               > GET /a/     > TRAILING_SLASH
          GET /{x+}               > GET /       > EMPTY_GREEDY
          GET /; ANY /{x+}        > GET /       > none
          GET /a/{x+}             > GET /a      > EMPTY_GREEDY
          GET /a; GET /a/{x+}     > GET /a      > none
          GET /a/{x+}; GET /{y+}  > GET /a      > EMPTY_GREEDY
          ANY /a/{x}; GET /a/{y+} > GET /a/b    > SEVERAL_ROUTES
          GET /a/{x}; ANY /a/{y+} > GET /a/b    > none
          GET /{a}/x; GET /x/{b}  > GET /x/x    > SEVERAL_ROUTES
          GET /a/{x}; GET /{y}/{z}> GET /a/b    > none
          GET /x/y/{a}; GET /x/{b}/{c}; GET /{d}/{e}/z > GET /x/y/z > SEVERAL_ROUTES
          GET /a; $default        > GET /b      > none
          """)
  void openQuestionsOfAwsAreKnown(String keys, String request, String doubt) {
    int blank = request.indexOf(' ');
    assertEquals(
        doubt,
        table(List.of(keys.split("; *", -1)))
            .doubt(request.substring(0, blank), new RequestPath(request.substring(blank + 1)))
            .map(RouteTable.Doubt::name)
            .orElse("none"));
  }

  @Test
  void keysAreListedMostSpecificFirst() {
    assertEquals(
        List.of(
            "GET /pets/dog/1",
            "GET /pets/dog/{id}",
            "GET /pets/{proxy+}",
            "ANY /{proxy+}",
            "$default"),
        table(GUIDE).keys().stream().map(RouteKey::toString).toList());
  }

  @Test
  void templatesThatDifferInVariableNamesOnlyAreRefused() {
    InvalidSetting refusal =
        assertThrows(
            InvalidSetting.class, () -> table(List.of("GET /chirps/{id}", "GET /chirps/{name}")));
    assertEquals(
        "Routes 'GET /chirps/{id}' and 'GET /chirps/{name}' are the same route: only the names of"
            + " variables differ.",
        refusal.getMessage());
  }

  /** As many as API Gateway takes for one API. */
  @Test
  void eachOfThreeHundredRoutesAnswers() {
    List<String> keys = new ArrayList<>(List.of("$default", "ANY /{proxy+}"));
    for (int i = 0; i < 149; i++) {
      keys.add("GET /things%d/{id}".formatted(i));
      keys.add("POST /things%d".formatted(i));
    }
    assertEquals(300, keys.size());
    Collections.shuffle(keys, new Random(7));
    RouteTable<String> table = table(keys);
    for (int i = 0; i < 149; i++) {
      assertEquals(
          "GET /things%d/{id} {id=7}".formatted(i), found(table, "GET /things%d/7".formatted(i)));
      assertEquals("POST /things" + i, found(table, "POST /things" + i));
      assertEquals("ANY /{proxy+} {proxy=things%d}".formatted(i), found(table, "GET /things" + i));
    }
    assertEquals("$default", found(table, "GET /"));
  }
}
