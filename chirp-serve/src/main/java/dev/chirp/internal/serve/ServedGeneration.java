package dev.chirp.internal.serve;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.gateway.ApiRoute;
import dev.chirp.internal.gateway.HttpApi;
import dev.chirp.internal.gateway.HttpApi.RequestReport;
import dev.chirp.internal.gateway.payload.ApiIdentity;
import dev.chirp.internal.gateway.payload.AwsDifferences;
import dev.chirp.internal.gateway.route.RouteAccess;
import dev.chirp.internal.gateway.route.RouteKey;
import dev.chirp.internal.gateway.route.RouteTable;
import dev.chirp.internal.serve.code.ServedCode;
import dev.chirp.internal.serve.page.RequestLog;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The API of one generation. */
record ServedGeneration(ServedCode.Generation code, RouteList list, HttpApi api) {

  /**
   * Builds the route table.
   *
   * @throws ChirpException when two functions have the same route, or one is at Chirp's own paths
   */
  static ServedGeneration of(
      ServedCode.Generation code,
      RouteAuthorizations authorizations,
      RequestLog requests,
      AwsDifferences differences,
      RequestReport report) {
    RouteList list = RouteList.of(code);
    list.requireReachable();
    RouteAuthorizations.OfGeneration own = authorizations.of(code);
    LocalFunctions functions = authorizations.functions();
    Map<RouteKey, ApiRoute> routes = new LinkedHashMap<>();
    list.routes()
        .forEach(
            (key, function) ->
                routes.put(
                    key,
                    new ApiRoute(
                        new RoutedFunction(
                            function, code.number(), functions, Optional.of(requests)),
                        own.of(list.access().getOrDefault(key, RouteAccess.OPEN)))));
    return new ServedGeneration(
        code,
        list,
        new HttpApi(
            ApiIdentity.local(),
            RouteTable.of(routes),
            code.api().cors(),
            functions.clientTimeout(),
            differences,
            report));
  }
}
